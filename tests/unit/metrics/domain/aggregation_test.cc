// Rows of an answer against counting by hand.
#include "services/metrics/domain/aggregation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "tests/unit/metrics/memory.h"

namespace zamer::metrics {
namespace {

using testing::Assigned;
using testing::Booked;
using testing::Created;
using testing::MeetingOf;
using testing::Memory;
using testing::Noon;

// Leads by channel, city and day, where any may be empty.
struct Case {
  std::string channel;
  std::string city;
  int day = 0;
};

QueryPlan PlanOf(const std::vector<v1::Dimension>& dimensions) {
  v1::QueryKpisRequest request;
  request.set_parent("departments/d1");
  *request.mutable_period()->mutable_start_date() = ToDate(absl::CivilDay(2026, 3, 1));
  *request.mutable_period()->mutable_end_date() = ToDate(absl::CivilDay(2026, 3, 31));
  request.set_basis(v1::EVENT_DATE);
  request.set_granularity(v1::DAY);
  request.add_kpis("leads");
  for (const v1::Dimension dimension : dimensions) request.add_dimensions(dimension);
  return PlanQuery(request).value();
}

std::map<RowKey, std::int64_t> LeadsOf(const Memory& memory, const QueryPlan& plan) {
  std::map<RowKey, std::int64_t> leads;
  const Aggregation aggregation = memory.Aggregate(plan);
  for (const auto& [key, numbers] : aggregation.rows()) {
    if (numbers[Measure::kLeads] != 0) leads[key] = numbers[Measure::kLeads];
  }
  return leads;
}

std::vector<Case> SomeCases() {
  return *rc::gen::container<std::vector<Case>>(rc::gen::apply(
      [](const std::string& channel, const std::string& city, int day) { return Case{channel, city, day}; },
      rc::gen::element<std::string>("", "vk", "site"), rc::gen::element<std::string>("", "Tver", "Omsk"),
      rc::gen::inRange(0, 4)));
}

Memory Counted(const std::vector<Case>& cases) {
  Memory memory;
  int lead = 0;
  for (const Case& one : cases) {
    memory.Tell(Created(absl::StrCat("l", ++lead), Noon(one.day), one.channel, one.city));
  }
  return memory;
}

RC_GTEST_PROP(Aggregation, GivesEachCombinationItsCasesTheEmptyOnesToo, ()) {
  const std::vector<Case> cases = SomeCases();
  const Memory memory = Counted(cases);
  std::map<RowKey, std::int64_t> pairs, singles, totals;
  for (const Case& one : cases) {
    const Day day = DayNumber(absl::CivilDay(2026, 3, 2)) + one.day;
    ++pairs[{day, {one.channel, one.city}}];
    ++singles[{day, {one.city}}];
    ++totals[{day, {}}];
  }
  RC_ASSERT(LeadsOf(memory, PlanOf({v1::CHANNEL, v1::CITY})) == pairs);
  RC_ASSERT(LeadsOf(memory, PlanOf({v1::CITY})) == singles);
  RC_ASSERT(LeadsOf(memory, PlanOf({})) == totals);
}

RC_GTEST_PROP(Aggregation, SumsOverADimensionThatOnlyFilters, ()) {
  const std::vector<Case> cases = SomeCases();
  const Memory memory = Counted(cases);
  QueryPlan plan = PlanOf({v1::CITY});
  plan.grouping = {v1::CHANNEL, v1::CITY};
  plan.filters[IndexOf(v1::CHANNEL)] = std::set<std::string, std::less<>>{"vk", ""};
  std::map<RowKey, std::int64_t> expected;
  for (const Case& one : cases) {
    if (one.channel != "site") ++expected[{DayNumber(absl::CivilDay(2026, 3, 2)) + one.day, {one.city}}];
  }
  RC_ASSERT(LeadsOf(memory, plan) == expected);
}

TEST(Aggregation, TellsPeopleApartBeforeBothOtherFilters) {
  Memory memory;
  memory.TellAll(Created("a", Noon(), "vk", "Tver"), Assigned("a", 2, "anna", Noon()), Created("b", Noon(), "vk", ""),
                 Assigned("b", 2, "anna", Noon()), Created("c", Noon(), "vk", "Tver"), Assigned("c", 2, "olga", Noon()),
                 Created("d", Noon(), "site", "Tver"), Assigned("d", 2, "anna", Noon()),
                 Created("e", Noon(), "vk", "Tver"));
  QueryPlan plan = PlanOf({v1::LEAD_MANAGER});
  plan.grouping = {v1::CHANNEL, v1::CITY, v1::LEAD_MANAGER};
  plan.filters[IndexOf(v1::CHANNEL)] = std::set<std::string, std::less<>>{"vk"};
  plan.filters[IndexOf(v1::CITY)] = std::set<std::string, std::less<>>{"Tver"};
  const Day day = DayNumber(absl::CivilDay(2026, 3, 2));
  using Leads = std::map<RowKey, std::int64_t>;
  EXPECT_EQ(LeadsOf(memory, plan), (Leads{{{day, {""}}, 1}, {{day, {"anna"}}, 1}, {{day, {"olga"}}, 1}}));
}

TEST(Aggregation, KeepsTheOrderInWhichDimensionsWereAsked) {
  const Memory memory = Counted({{"vk", "Tver", 0}});
  const auto leads = LeadsOf(memory, PlanOf({v1::CITY, v1::CHANNEL}));
  ASSERT_EQ(leads.size(), 1u);
  EXPECT_THAT(leads.begin()->first.values, ::testing::ElementsAre("Tver", "vk"));
}

TEST(Aggregation, CutsWeeksOnMondaysAndMonthsOnTheirFirst) {
  QueryPlan plan = PlanOf({});
  const Day sunday = DayNumber(absl::CivilDay(2026, 3, 8));
  plan.granularity = v1::WEEK;
  EXPECT_EQ(plan.RowOf(sunday), DayNumber(absl::CivilDay(2026, 3, 2)));
  EXPECT_EQ(plan.RowOf(sunday + 1), sunday + 1);
  EXPECT_EQ(plan.LastOf(DayNumber(absl::CivilDay(2026, 3, 30))), DayNumber(absl::CivilDay(2026, 3, 31)));
  plan.granularity = v1::MONTH;
  EXPECT_EQ(plan.RowOf(sunday), DayNumber(absl::CivilDay(2026, 3, 1)));
}

// Meetings due on the first days of March, without those that have none.
std::map<int, std::int64_t> DueByDay(const Memory& memory, v1::Basis basis, absl::Time now) {
  QueryPlan plan = PlanOf({});
  plan.basis = basis;
  plan.needs.measures.set(Index(Measure::kMeetingsDue));
  const Aggregation aggregation = memory.Aggregate(plan, now);
  std::map<int, std::int64_t> due;
  for (const auto& [key, numbers] : aggregation.rows()) {
    if (const std::int64_t meetings = numbers[Measure::kMeetingsDue]) due[CivilOf(*key.date).day()] = meetings;
  }
  return due;
}

TEST(Aggregation, CountsAMeetingAsDueFromItsMinuteOn) {
  Memory memory;
  memory.TellAll(Created("a", Noon()), Created("b", Noon(1)), Booked("m1", 1, Noon(1), MeetingOf("a", Noon(2))),
                 Booked("m2", 1, Noon(1), MeetingOf("b", Noon(2) + absl::Minutes(1))));
  using Days = std::map<int, std::int64_t>;
  EXPECT_EQ(DueByDay(memory, v1::EVENT_DATE, Noon(2) - absl::Seconds(1)), Days());
  EXPECT_EQ(DueByDay(memory, v1::EVENT_DATE, Noon(2)), (Days{{4, 1}}));
  EXPECT_EQ(DueByDay(memory, v1::EVENT_DATE, Noon(3)), (Days{{4, 2}}));
  EXPECT_EQ(DueByDay(memory, v1::COHORT, Noon(2) - absl::Seconds(1)), Days());
  EXPECT_EQ(DueByDay(memory, v1::COHORT, Noon(2)), (Days{{2, 1}}));
  EXPECT_EQ(DueByDay(memory, v1::COHORT, Noon(3)), (Days{{2, 1}, {3, 1}}));
}

TEST(Aggregation, PassesOverFieldsItCannotRead) {
  const QueryPlan plan = PlanOf({});
  Aggregation aggregation(plan);
  const Grouping total;
  aggregation.AddMeasure(total, plan.first, "no such measure", 1);
  aggregation.AddMeasure({{v1::CITY}}, plan.first, "l", 1);
  aggregation.AddDuration(total, plan.first, "ta\x1fx", 1);
  aggregation.AddMeeting(total, plan.first,
                         "du\x1f"
                         "1\x1fx",
                         1, absl::UnixEpoch());
  aggregation.AddMeeting(total, plan.first,
                         "du\x1f"
                         "1",
                         1, absl::UnixEpoch());
  EXPECT_TRUE(aggregation.rows().empty());
}

}  // namespace
}  // namespace zamer::metrics
