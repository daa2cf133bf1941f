// docs/kpi.md and the catalogue mean the same: what the funnel and the rates are made of, and which durations have a
// limit. That both list the same KPIs is tested beside the catalogue.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/metrics/domain/catalogue.h"
#include "services/metrics/domain/evaluate.h"
#include "services/metrics/domain/funnel.h"
#include "tests/support/doc_page.h"

namespace zamer::metrics {
namespace {

using ::testing::ElementsAreArray;
using zamer::testing::DocPage;
using zamer::testing::DocRow;
using zamer::testing::Quoted;

using Parts = std::map<std::string, std::map<Measure, int>>;  // words -> what they count

constexpr std::string_view kDividedBy = " ÷ ";

const DocPage& Page() {
  static const DocPage kPage(ZAMER_SOURCE_DIR "/docs/kpi.md");
  return kPage;
}

const Kpi& KpiOf(const DocRow& row) { return *FindKpi(Quoted(row.at(0)).at(0)); }

// What history does not know is left out of a rate and in neither of its words.
std::map<Measure, int> Known(const Terms& terms) {
  std::map<Measure, int> known;
  for (const Term& term : terms) {
    const bool unknown = term.measure == Measure::kPhoneUnknown || term.measure == Measure::kMeetingUnknown ||
                         term.measure == Measure::kPhonesMeetingUnknown;
    if (!unknown) known[term.measure] += term.factor;
  }
  return known;
}

// The words by which the tables of counts and amounts call what they count, up to the first comma.
Parts PartsByWords() {
  Parts parts;
  for (const char* table : {"Counts", "Money"}) {
    for (const DocRow& row : Page().Table(table)) {
      const Kpi& kpi = KpiOf(row);
      if (kpi.denominator.empty()) parts[row.at(1).substr(0, row.at(1).find(','))] = Known(kpi.numerator);
    }
  }
  parts["leads"] = Known(FindKpi("leads")->numerator);
  parts["meetings due"] = Known(FindKpi("meetings_due")->numerator);
  parts["spend"] = Known(FindKpi("spend")->numerator);
  parts["net revenue"] = Known(FindKpi("revenue_net")->numerator);
  return parts;
}

TEST(KpiPage, MakesRatesOfWhatTheyAreSaidToBeMadeOf) {
  const Parts parts = PartsByWords();
  int compared = 0;
  const auto compare = [&](const std::string& words, const Terms& terms, const Kpi& kpi) {
    const auto part = parts.find(words);
    if (part == parts.end()) return;  // said in words of its own
    EXPECT_EQ(Known(terms), part->second) << kpi.id << ": " << words;
    ++compared;
  };
  for (const char* table : {"Rates", "Money"}) {
    for (const DocRow& row : Page().Table(table)) {
      const std::size_t at = row.at(1).find(kDividedBy);
      if (at == std::string::npos) continue;
      compare(row.at(1).substr(0, at), KpiOf(row).numerator, KpiOf(row));
      compare(row.at(1).substr(at + kDividedBy.size()), KpiOf(row).denominator, KpiOf(row));
    }
  }
  EXPECT_GE(compared, 29);
}

TEST(KpiPage, MakesTheFunnelOfTheCountsThatItNames) {
  const std::string section = Page().Section("Counts");
  const std::size_t begin = section.find("The funnel of");
  ASSERT_NE(begin, std::string::npos);
  const std::vector<std::string> named = Quoted(section.substr(begin, section.find("\n\n", begin) - begin));
  EXPECT_THAT(named, ElementsAreArray({"GetFunnel", "leads", "phones", "bookings", "meetings_held",
                                       "leads_with_contract", "contracts", "leads_handed_over", "hand_overs"}));
  Numbers numbers;
  for (int i = 0; i < kMeasures; ++i) numbers.measures[i] = i + 1;  // each its own
  const v1::Funnel funnel = FunnelOf(numbers, Numbers(), false, v1::COHORT);
  std::vector<std::pair<std::string, std::int64_t>> steps;
  for (const v1::FunnelStep& step : funnel.steps()) steps.emplace_back(step.step(), step.count());
  const auto count = [&](const char* kpi) { return numbers.Sum(FindKpi(kpi)->numerator); };
  const std::vector<std::pair<std::string, std::int64_t>> expected = {
      {"leads", count("leads")},
      {"phones", count("phones")},
      {"bookings", count("bookings")},
      {"meetings_held", count("meetings_held")},
      {"contracts", count("leads_with_contract")},
      {"hand_overs", count("leads_handed_over")}};
  EXPECT_EQ(steps, expected);
}

TEST(KpiPage, SaysWhichDurationsHaveALimit) {
  for (const DocRow& row : Page().Table("Durations")) {
    const bool said = row.at(2).starts_with("within the department's limit") || row.at(2).starts_with("likewise");
    EXPECT_EQ(said, HasLimit(*KpiOf(row).timing)) << row.at(0);
  }
}

}  // namespace
}  // namespace zamer::metrics
