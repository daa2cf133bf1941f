#include "services/metrics/own_numbers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/common/status/errors.h"
#include "tests/support/status_matchers.h"

namespace zamer::metrics {
namespace {

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

TEST(OwnNumbers, AreForWhoAsksForNothingElse) {
  for (const type::v1::Role role : {type::v1::LEAD_MANAGER, type::v1::OFFICE_MANAGER, type::v1::DESIGNER}) {
    for (const v1::Dimension dimension : {v1::LEAD_MANAGER, v1::DESIGNER}) {
      EXPECT_THAT(CheckOwn(FilteredBy(dimension, {kAnna}), Anna({role})), IsOk());
      EXPECT_THAT(CheckOwn(FilteredBy(dimension, {kOlga}), Anna({role})), StatusIs(Reason::kRoleNotAllowed));
      EXPECT_THAT(CheckOwn(FilteredBy(dimension, {kAnna, kOlga}), Anna({role})), StatusIs(Reason::kRoleNotAllowed));
      EXPECT_THAT(CheckOwn(FilteredBy(dimension, {}), Anna({role})), StatusIs(Reason::kRoleNotAllowed));
    }
    EXPECT_THAT(CheckOwn(v1::QueryKpisRequest(), Anna({role})), StatusIs(Reason::kRoleNotAllowed));
    EXPECT_THAT(CheckOwn(FilteredBy(v1::CAMPAIGN, {kAnna}), Anna({role})), StatusIs(Reason::kRoleNotAllowed));
  }
}

TEST(OwnNumbers, MayBeFilteredFurther) {
  v1::QueryKpisRequest request = FilteredBy(v1::CITY, {"Tver"});
  *request.add_filters() = FilteredBy(v1::DESIGNER, {kAnna}).filters(0);
  EXPECT_THAT(CheckOwn(request, Anna({type::v1::DESIGNER})), IsOk());
}

TEST(OwnNumbers, AreNoLimitForWhoSeesTheWholeDepartment) {
  for (const type::v1::Role role :
       {type::v1::MARKETER, type::v1::SALES_HEAD, type::v1::SERVICE, type::v1::OPERATOR, type::v1::DISPLAY}) {
    EXPECT_THAT(CheckOwn(v1::QueryKpisRequest(), Anna({role})), IsOk());
    EXPECT_THAT(CheckOwn(v1::ListTargetsRequest(), Anna({role})), IsOk());
  }
  EXPECT_THAT(CheckOwn(v1::QueryKpisRequest(), Anna({type::v1::DESIGNER, type::v1::SALES_HEAD})), IsOk());
}

TEST(OwnNumbers, AreAskedForByEveryQueryOfABoard) {
  v1::WatchBoardRequest board;
  *board.add_queries() = FilteredBy(v1::DESIGNER, {kAnna});
  EXPECT_THAT(CheckOwn(board, Anna({type::v1::DESIGNER})), IsOk());
  *board.add_queries() = FilteredBy(v1::DESIGNER, {kOlga});
  EXPECT_THAT(CheckOwn(board, Anna({type::v1::DESIGNER})), StatusIs(Reason::kRoleNotAllowed));
}

TEST(OwnNumbers, AreThoseOfTheFunnelToo) {
  v1::GetFunnelRequest request;
  EXPECT_THAT(CheckOwn(request, Anna({type::v1::LEAD_MANAGER})), StatusIs(Reason::kRoleNotAllowed));
  *request.add_filters() = FilteredBy(v1::LEAD_MANAGER, {kAnna}).filters(0);
  EXPECT_THAT(CheckOwn(request, Anna({type::v1::LEAD_MANAGER})), IsOk());
}

TEST(OwnNumbers, AreRefusedWithWhatToFilterBy) {
  const absl::Status refused = CheckOwn(v1::QueryKpisRequest(), Anna({type::v1::LEAD_MANAGER}));
  EXPECT_THAT(std::string(refused.message()), ::testing::HasSubstr("filter by LEAD_MANAGER or DESIGNER"));
  EXPECT_THAT(MetadataOf(refused), ::testing::Contains(std::pair<std::string, std::string>("employee", kAnna)));
}

TEST(OwnTargets, AreAskedForByTheEmployee) {
  v1::ListTargetsRequest request;
  EXPECT_THAT(CheckOwn(request, Anna({type::v1::DESIGNER})), StatusIs(Reason::kRoleNotAllowed));
  request.set_employee(kOlga);
  EXPECT_THAT(CheckOwn(request, Anna({type::v1::DESIGNER})), StatusIs(Reason::kRoleNotAllowed));
  request.set_employee(kAnna);
  EXPECT_THAT(CheckOwn(request, Anna({type::v1::DESIGNER})), IsOk());
}

}  // namespace
}  // namespace zamer::metrics
