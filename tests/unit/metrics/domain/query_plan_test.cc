#include "services/metrics/domain/query_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "services/common/time/timestamps.h"
#include "tests/support/status_matchers.h"

namespace zamer::metrics {
namespace {

using ::testing::ElementsAre;
using zamer::testing::IsOk;
using zamer::testing::StatusIs;

v1::QueryKpisRequest Question() {
  v1::QueryKpisRequest request;
  request.set_parent("departments/d1");
  *request.mutable_period()->mutable_start_date() = ToDate(absl::CivilDay(2026, 1, 1));
  *request.mutable_period()->mutable_end_date() = ToDate(absl::CivilDay(2026, 3, 31));
  request.set_basis(v1::COHORT);
  return request;
}

void Filter(v1::QueryKpisRequest& request, v1::Dimension dimension, const std::string& value) {
  v1::DimensionFilter& filter = *request.add_filters();
  filter.set_dimension(dimension);
  filter.add_values(value);
}

TEST(PlanQuery, AsksForAllKpisWhenNoneIsNamed) { EXPECT_EQ(PlanQuery(Question())->kpis.size(), Catalogue().size()); }

TEST(PlanQuery, ReadsFilterValuesAsTheCountersHaveThem) {
  v1::QueryKpisRequest request = Question();
  Filter(request, v1::CHANNEL, "departments/d1/channels/vk");
  Filter(request, v1::CITY, "Ростов/Дон");
  request.add_dimensions(v1::CITY);
  const QueryPlan plan = PlanQuery(request).value();
  EXPECT_TRUE(plan.Keeps(v1::CHANNEL, "vk"));
  EXPECT_FALSE(plan.Keeps(v1::CHANNEL, "site"));
  EXPECT_TRUE(plan.Keeps(v1::CITY, "Ростов/Дон"));
  EXPECT_THAT(plan.grouping, ElementsAre(v1::CHANNEL, v1::CITY));
  EXPECT_EQ(ValueName("d1", v1::CHANNEL, "vk"), "departments/d1/channels/vk");
}

TEST(PlanQuery, TakesAllDimensionsButTheCampaignTogether) {
  v1::QueryKpisRequest request = Question();
  request.add_dimensions(v1::LOSS_REASON);
  Filter(request, v1::DESIGNER, "");
  Filter(request, v1::CITY, "Tver");
  Filter(request, v1::LEAD_MANAGER, "");
  Filter(request, v1::CHANNEL, "");
  EXPECT_THAT(PlanQuery(request)->grouping,
              ElementsAre(v1::CHANNEL, v1::CITY, v1::LEAD_MANAGER, v1::DESIGNER, v1::LOSS_REASON));
}

TEST(PlanQuery, TakesTheCampaignWithOneMore) {
  for (const v1::Dimension other : {v1::CHANNEL, v1::CITY, v1::LEAD_MANAGER, v1::DESIGNER, v1::LOSS_REASON}) {
    v1::QueryKpisRequest request = Question();
    request.add_dimensions(v1::CAMPAIGN);
    Filter(request, other, "");
    EXPECT_THAT(PlanQuery(request), IsOk());
  }
}

TEST(PlanQuery, RefusesAnUnknownKpi) {
  v1::QueryKpisRequest request = Question();
  request.add_kpis("happiness");
  EXPECT_THAT(PlanQuery(request), StatusIs(Reason::kKpiNotFound));
}

TEST(PlanQuery, ReadsNoDistributionsThatNobodyAskedFor) {
  v1::QueryKpisRequest request = Question();
  request.add_kpis("show_rate");
  EXPECT_TRUE(PlanQuery(request)->needs.meetings());
  EXPECT_TRUE(PlanQuery(request)->needs.durations.none());
  request.add_kpis("time_to_contract");
  EXPECT_EQ(PlanQuery(request)->needs.durations.count(), 1u);
}

struct BadQuestion {
  const char* what;
  std::function<void(v1::QueryKpisRequest&)> spoil;
};
class BadQuestions : public ::testing::TestWithParam<BadQuestion> {};

TEST_P(BadQuestions, AreRefused) {
  v1::QueryKpisRequest request = Question();
  ASSERT_THAT(PlanQuery(request), IsOk());
  GetParam().spoil(request);
  EXPECT_THAT(PlanQuery(request), StatusIs(Reason::kFieldInvalid)) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(
    PlanQuery, BadQuestions,
    ::testing::Values(
        BadQuestion{"no basis", [](auto& request) { request.clear_basis(); }},
        BadQuestion{"no such day", [](auto& request) { request.mutable_period()->mutable_start_date()->set_day(32); }},
        BadQuestion{"ends before it starts",
                    [](auto& request) { request.mutable_period()->mutable_end_date()->set_year(2025); }},
        BadQuestion{"too long", [](auto& request) { request.mutable_period()->mutable_end_date()->set_year(2030); }},
        BadQuestion{"the campaign with two more",
                    [](auto& request) {
                      request.add_dimensions(v1::CITY);
                      request.add_dimensions(v1::CAMPAIGN);
                      Filter(request, v1::DESIGNER, "");
                    }},
        BadQuestion{"twice the same dimension",
                    [](auto& request) {
                      request.add_dimensions(v1::CITY);
                      request.add_dimensions(v1::CITY);
                    }},
        BadQuestion{"twice the same filter",
                    [](auto& request) {
                      Filter(request, v1::CITY, "a");
                      Filter(request, v1::CITY, "b");
                    }},
        BadQuestion{"no dimension", [](auto& request) { request.add_dimensions(v1::DIMENSION_UNSPECIFIED); }},
        BadQuestion{"another department's channel",
                    [](auto& request) { Filter(request, v1::CHANNEL, "departments/d2/channels/vk"); }},
        BadQuestion{"an employee as a channel",
                    [](auto& request) { Filter(request, v1::CHANNEL, "departments/d1/employees/e1"); }}));

}  // namespace
}  // namespace zamer::metrics
