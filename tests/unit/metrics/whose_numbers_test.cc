#include "services/metrics/whose_numbers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/common/status/errors.h"
#include "tests/support/status_matchers.h"

namespace zamer::metrics {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using zamer::testing::IsOk;
using zamer::testing::StatusIs;

constexpr char kAnna[] = "departments/d1/employees/anna";
constexpr char kOlga[] = "departments/d1/employees/olga";

security::Principal Anna(std::initializer_list<type::v1::Role> roles) {
  security::Principal caller{.subject = kAnna, .department = "d1", .roles = {}};
  for (const type::v1::Role role : roles) caller.roles.Add(role);
  return caller;
}

v1::QueryKpisRequest FilteredBy(v1::Dimension dimension, const std::vector<std::string>& values) {
  v1::QueryKpisRequest request;
  v1::DimensionFilter& filter = *request.add_filters();
  filter.set_dimension(dimension);
  filter.mutable_values()->Assign(values.begin(), values.end());
  return request;
}

v1::QueryKpisRequest SplitBy(std::initializer_list<v1::Dimension> dimensions) {
  v1::QueryKpisRequest request;
  for (const v1::Dimension dimension : dimensions) request.add_dimensions(dimension);
  return request;
}

v1::ListCasesRequest CasesOf(const v1::QueryKpisRequest& number) {
  v1::ListCasesRequest request;
  *request.mutable_filters() = number.filters();
  return request;
}

v1::ListTargetsRequest TargetsOf(const std::string& employee) {
  v1::ListTargetsRequest request;
  request.set_employee(employee);
  return request;
}

security::Principal Screen() {
  security::Principal caller{.subject = "departments/d1/displays/hall", .department = "d1", .roles = {}};
  caller.roles.Add(type::v1::DISPLAY);
  return caller;
}

// What is said to the question alone, on a board beside one that all may ask, and of the funnel where that can be
// asked.
std::vector<absl::Status> AskedInAllWays(const v1::QueryKpisRequest& request, const security::Principal& caller) {
  v1::WatchBoardRequest board;
  board.add_queries();
  *board.add_queries() = request;
  std::vector<absl::Status> said = {CheckMayAsk(request, caller), CheckMayAsk(board, caller)};
  if (request.dimensions().empty()) {
    v1::GetFunnelRequest funnel;
    *funnel.mutable_filters() = request.filters();
    said.push_back(CheckMayAsk(funnel, caller));
  }
  return said;
}

TEST(OwnNumbers, AreForWhoAsksForNothingElse) {
  for (const type::v1::Role role : {type::v1::LEAD_MANAGER, type::v1::OFFICE_MANAGER, type::v1::DESIGNER}) {
    for (const v1::Dimension dimension : {v1::LEAD_MANAGER, v1::DESIGNER}) {
      EXPECT_THAT(CheckMayAsk(FilteredBy(dimension, {kAnna}), Anna({role})), IsOk());
      EXPECT_THAT(CheckMayAsk(FilteredBy(dimension, {kOlga}), Anna({role})), StatusIs(Reason::kRoleNotAllowed));
      EXPECT_THAT(CheckMayAsk(FilteredBy(dimension, {kAnna, kOlga}), Anna({role})), StatusIs(Reason::kRoleNotAllowed));
      EXPECT_THAT(CheckMayAsk(FilteredBy(dimension, {}), Anna({role})), StatusIs(Reason::kRoleNotAllowed));
    }
    EXPECT_THAT(CheckMayAsk(v1::QueryKpisRequest(), Anna({role})), StatusIs(Reason::kRoleNotAllowed));
    EXPECT_THAT(CheckMayAsk(FilteredBy(v1::CAMPAIGN, {kAnna}), Anna({role})), StatusIs(Reason::kRoleNotAllowed));
  }
}

TEST(OwnNumbers, MayBeFilteredFurther) {
  v1::QueryKpisRequest request = FilteredBy(v1::CITY, {"Tver"});
  *request.add_filters() = FilteredBy(v1::DESIGNER, {kAnna}).filters(0);
  EXPECT_THAT(CheckMayAsk(request, Anna({type::v1::DESIGNER})), IsOk());
}

TEST(OwnNumbers, AreNoLimitForWhoSeesTheWholeDepartment) {
  for (const type::v1::Role role : {type::v1::MARKETER, type::v1::SALES_HEAD, type::v1::SERVICE, type::v1::OPERATOR}) {
    EXPECT_THAT(CheckMayAsk(v1::QueryKpisRequest(), Anna({role})), IsOk());
    EXPECT_THAT(CheckMayAsk(SplitBy({v1::LEAD_MANAGER, v1::DESIGNER}), Anna({role})), IsOk());
    EXPECT_THAT(CheckMayAsk(FilteredBy(v1::DESIGNER, {kOlga}), Anna({role})), IsOk());
    EXPECT_THAT(CheckMayAsk(TargetsOf(kOlga), Anna({role})), IsOk());
    EXPECT_THAT(CheckMayAsk(TargetsOf(""), Anna({role})), IsOk());
    EXPECT_TRUE(SeesEverybodys(Anna({role})));
  }
  EXPECT_THAT(CheckMayAsk(v1::QueryKpisRequest(), Anna({type::v1::DESIGNER, type::v1::SALES_HEAD})), IsOk());
}

TEST(OwnNumbers, AreAskedForByEveryQueryOfABoard) {
  v1::WatchBoardRequest board;
  *board.add_queries() = FilteredBy(v1::DESIGNER, {kAnna});
  EXPECT_THAT(CheckMayAsk(board, Anna({type::v1::DESIGNER})), IsOk());
  *board.add_queries() = FilteredBy(v1::DESIGNER, {kOlga});
  EXPECT_THAT(CheckMayAsk(board, Anna({type::v1::DESIGNER})), StatusIs(Reason::kRoleNotAllowed));
}

TEST(OwnNumbers, AreThoseOfTheFunnelToo) {
  v1::GetFunnelRequest request;
  EXPECT_THAT(CheckMayAsk(request, Anna({type::v1::LEAD_MANAGER})), StatusIs(Reason::kRoleNotAllowed));
  *request.add_filters() = FilteredBy(v1::LEAD_MANAGER, {kAnna}).filters(0);
  EXPECT_THAT(CheckMayAsk(request, Anna({type::v1::LEAD_MANAGER})), IsOk());
}

TEST(OwnNumbers, AreRefusedWithWhatToFilterBy) {
  const absl::Status refused = CheckMayAsk(v1::QueryKpisRequest(), Anna({type::v1::LEAD_MANAGER}));
  EXPECT_THAT(std::string(refused.message()), ::testing::HasSubstr("filter by LEAD_MANAGER or DESIGNER"));
  EXPECT_THAT(MetadataOf(refused), ::testing::Contains(std::pair<std::string, std::string>("employee", kAnna)));
}

std::string SaidOf(const absl::Status& status) { return status.ToString(absl::StatusToStringMode::kWithNoExtraData); }

TEST(CasesOfNumbers, AreListedByWhoMayAskForTheNumber) {
  const v1::QueryKpisRequest numbers[] = {
      v1::QueryKpisRequest(),
      FilteredBy(v1::CITY, {"Tver"}),
      FilteredBy(v1::LEAD_MANAGER, {kAnna}),
      FilteredBy(v1::LEAD_MANAGER, {kOlga}),
      FilteredBy(v1::LEAD_MANAGER, {kAnna, kOlga}),
      FilteredBy(v1::DESIGNER, {kAnna}),
      FilteredBy(v1::DESIGNER, {kOlga}),
      FilteredBy(v1::DESIGNER, {}),
  };
  for (const type::v1::Role role : {type::v1::LEAD_MANAGER, type::v1::OFFICE_MANAGER, type::v1::DESIGNER,
                                    type::v1::MARKETER, type::v1::SALES_HEAD, type::v1::SERVICE, type::v1::OPERATOR}) {
    for (const v1::QueryKpisRequest& number : numbers) {
      EXPECT_EQ(SaidOf(CheckMayAsk(CasesOf(number), Anna({role}))), SaidOf(CheckMayAsk(number, Anna({role}))))
          << type::v1::Role_Name(role) << " " << number.ShortDebugString();
    }
  }
}

TEST(CasesOfNumbers, AreNotForScreens) {
  const security::Principal both = Anna({type::v1::DISPLAY, type::v1::DESIGNER});
  for (const security::Principal& screen : {Screen(), both}) {
    EXPECT_THAT(CheckMayAsk(CasesOf({}), screen), StatusIs(Reason::kRoleNotAllowed, HasSubstr("your own numbers")));
    EXPECT_THAT(CheckMayAsk(CasesOf(FilteredBy(v1::DESIGNER, {kOlga})), screen), StatusIs(Reason::kRoleNotAllowed));
  }
  EXPECT_THAT(CheckMayAsk(CasesOf(FilteredBy(v1::DESIGNER, {kAnna})), both), IsOk());
}

TEST(OwnTargets, AreAskedForByTheEmployee) {
  EXPECT_THAT(CheckMayAsk(TargetsOf(""), Anna({type::v1::DESIGNER})), StatusIs(Reason::kRoleNotAllowed));
  EXPECT_THAT(CheckMayAsk(TargetsOf(kOlga), Anna({type::v1::DESIGNER})), StatusIs(Reason::kRoleNotAllowed));
  EXPECT_THAT(CheckMayAsk(TargetsOf(kAnna), Anna({type::v1::DESIGNER})), IsOk());
}

TEST(NumbersOnTheWall, AreTheDepartments) {
  const v1::QueryKpisRequest allowed[] = {
      v1::QueryKpisRequest(),         SplitBy({v1::CITY, v1::CHANNEL}),     SplitBy({v1::LOSS_REASON}),
      FilteredBy(v1::CITY, {"Tver"}), FilteredBy(v1::CAMPAIGN, {"spring"}),
  };
  for (const v1::QueryKpisRequest& request : allowed) EXPECT_THAT(AskedInAllWays(request, Screen()), Each(IsOk()));
  EXPECT_THAT(CheckMayAsk(TargetsOf(""), Screen()), IsOk());
  EXPECT_FALSE(SeesEverybodys(Screen())) << "those of people are left out of the department's targets";
}

TEST(NumbersOnTheWall, AreNobodysOwn) {
  const v1::QueryKpisRequest refused[] = {
      SplitBy({v1::LEAD_MANAGER}),           SplitBy({v1::CITY, v1::DESIGNER}),
      FilteredBy(v1::LEAD_MANAGER, {kOlga}), FilteredBy(v1::DESIGNER, {kOlga, kAnna}),
      FilteredBy(v1::DESIGNER, {}),          FilteredBy(v1::LEAD_MANAGER, {Screen().subject}),
  };
  for (const v1::QueryKpisRequest& request : refused) {
    EXPECT_THAT(AskedInAllWays(request, Screen()),
                Each(StatusIs(Reason::kRoleNotAllowed, HasSubstr("neither split nor filter"))));
  }
  EXPECT_THAT(CheckMayAsk(TargetsOf(kOlga), Screen()),
              StatusIs(Reason::kRoleNotAllowed, HasSubstr("give no employee")));
}

TEST(NumbersOnTheWall, AreSeenBesideTheOwnByWhoIsBoth) {
  const security::Principal both = Anna({type::v1::DISPLAY, type::v1::DESIGNER});
  EXPECT_THAT(CheckMayAsk(v1::QueryKpisRequest(), both), IsOk());
  EXPECT_THAT(CheckMayAsk(FilteredBy(v1::DESIGNER, {kAnna}), both), IsOk());
  EXPECT_THAT(CheckMayAsk(FilteredBy(v1::DESIGNER, {kOlga}), both), StatusIs(Reason::kRoleNotAllowed));
}

}  // namespace
}  // namespace zamer::metrics
