// docs/errors.md says which details come with which error.
#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "services/common/status/errors.h"
#include "services/contract/domain/refusals.h"
#include "tests/support/doc_page.h"

namespace zamer {
namespace {

using ::testing::Contains;
using testing::DocPage;
using testing::DocRow;
using ::testing::HasSubstr;
using testing::Quoted;

// Only the whole scheduling service makes it: tests/store/scheduling_service_test.cc.
constexpr std::string_view kNotMadeHere = "SLOT_TAKEN";

// One error of each way to make one.
std::vector<absl::Status> Samples() {
  Violations violations;
  violations.Add("lead.city", "must be set");
  return {violations.ToStatus(),
          contract::FieldRefused("lead", "must be set"),
          contract::AmountRefused("amount", "must not be zero"),
          contract::CurrencyRefused("amount", "RUB"),
          IllegalTransition("departments/d1/leads/l1", "LOST", "MEETING_HELD"),
          Unavailable(Reason::kDraining, "Retry.", absl::ZeroDuration()),
          ResourceExhausted(Reason::kOverloaded, "Wait.", absl::Seconds(1)),
          NotFound(Reason::kLeadNotFound, "Check the name."),
          Internal("a rule was broken")};
}

// The last parts of their types' names, such as `BadRequest`.
std::set<std::string> DetailsOf(const absl::Status& status) {
  std::set<std::string> details;
  status.ForEachPayload([&](absl::string_view url, const absl::Cord&) {
    const std::string name(url);
    details.insert(name.substr(name.rfind('.') + 1));
  });
  return details;
}

// The codes and reasons that a status has.
std::set<std::string> NamesOf(const absl::Status& status) {
  return {absl::StatusCodeToString(status.code()), std::string(ReasonName(ReasonOf(status).value()))};
}

// detail -> the codes and reasons with which it comes.
std::map<std::string, std::set<std::string>> Listed() {
  static const std::regex kName("[A-Z]+(_[A-Z]+)+|UNAVAILABLE");
  std::map<std::string, std::set<std::string>> listed;
  for (const DocRow& row : DocPage(ZAMER_SOURCE_DIR "/docs/errors.md").Table("Errors")) {
    std::set<std::string>& names = listed[Quoted(row.at(0)).at(0)];
    for (std::sregex_iterator name(row.at(1).begin(), row.at(1).end(), kName), end; name != end; ++name) {
      names.insert(name->str());
    }
  }
  return listed;
}

bool Share(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::ranges::any_of(a, [&](const std::string& name) { return b.contains(name); });
}

TEST(ErrorsPage, ListsEveryDetailWithTheErrorsThatHaveIt) {
  auto listed = Listed();
  for (const absl::Status& status : Samples()) {
    const std::set<std::string> details = DetailsOf(status);
    EXPECT_THAT(details, Contains("ErrorInfo"));
    for (const auto& [detail, names] : listed) {
      if (detail == "ErrorInfo") continue;
      EXPECT_EQ(details.contains(detail), Share(names, NamesOf(status))) << detail << " with " << status;
    }
    for (const std::string& detail : details) EXPECT_TRUE(listed.contains(detail)) << detail;
  }
}

TEST(ErrorsPage, ListsNoDetailWithAnErrorThatHasNone) {
  std::set<std::string> made = {std::string(kNotMadeHere)};
  for (const absl::Status& status : Samples()) made.merge(NamesOf(status));
  for (const auto& [detail, names] : Listed()) {
    for (const std::string& name : names) EXPECT_THAT(made, Contains(name)) << detail;
  }
}

TEST(ErrorsPage, SaysHowManyViolationsAreListedAndCounted) {
  const DocPage page(ZAMER_SOURCE_DIR "/docs/errors.md");
  EXPECT_THAT(page.Section("Errors"), HasSubstr(absl::StrCat("at most ", Violations::kMaxListed, " of them")));
  for (const absl::Status& status : Samples()) {
    const auto names = [](const auto& entry) { return entry.first == "violations"; };
    EXPECT_EQ(std::ranges::count_if(MetadataOf(status), names), DetailsOf(status).count("BadRequest")) << status;
  }
}

}  // namespace
}  // namespace zamer
