// What is counted besides leads, and what happens to leads any number of times.
#include "services/metrics/domain/subjects.h"

#include <absl/strings/str_format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/metrics/domain/catalogue.h"
#include "services/metrics/domain/evaluate.h"
#include "services/metrics/domain/query_plan.h"
#include "tests/unit/metrics/memory.h"

namespace zamer::metrics {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the vocabulary of told.h

constexpr std::string_view kBases[] = {"event", "cohort"};

// The counter of a measure on a day of March 2026; the same in both bases.
std::int64_t On(const Memory& memory, Measure measure, int day, const std::string& by = "total",
                const std::string& value = "") {
  const std::string field =
      value.empty() ? std::string(CodeOf(measure)) : value + kFieldSeparator + std::string(CodeOf(measure));
  const auto count = [&](std::string_view basis) {
    return memory.Count(absl::StrFormat("%s/%s/2026-03-%02d", std::string(basis), by, day), field);
  };
  EXPECT_EQ(count(kBases[0]), count(kBases[1]));
  return count(kBases[0]);
}

v1::KpiValue ValueOf(const Memory& memory, const char* kpi, absl::CivilDay first, absl::CivilDay last) {
  v1::QueryKpisRequest request;
  request.set_parent(std::string(kDepartment));
  *request.mutable_period()->mutable_start_date() = ToDate(first);
  *request.mutable_period()->mutable_end_date() = ToDate(last);
  request.set_basis(v1::EVENT_DATE);
  request.add_kpis(kpi);
  const QueryPlan plan = PlanQuery(request).value();
  const Aggregation aggregation = memory.Aggregate(plan);
  const auto row = aggregation.rows().find(RowKey());
  EvaluationContext context;
  context.basis = v1::EVENT_DATE;
  return Evaluate(*FindKpi(kpi), row == aggregation.rows().end() ? Numbers() : row->second, Numbers(), false, context);
}
v1::KpiValue InMarch(const Memory& memory, const char* kpi) {
  return ValueOf(memory, kpi, absl::CivilDay(2026, 3, 1), absl::CivilDay(2026, 3, 31));
}

TEST(Visits, CountOnTheirDayWithThePhoneThatCameLater) {
  Memory memory;
  memory.TellAll(Visited("v1", 1, Noon(), false), Visited("v2", 1, Noon(), false));
  EXPECT_EQ(On(memory, Measure::kVisits, 2), 2);
  EXPECT_EQ(On(memory, Measure::kVisitsWithPhone, 2), 0);
  memory.Tell(Visited("v1", 2, Noon(3), true));
  EXPECT_EQ(On(memory, Measure::kVisits, 2, "lead_manager", "vera"), 2);
  EXPECT_EQ(On(memory, Measure::kVisitsWithPhone, 2, "lead_manager", "vera"), 1);
  EXPECT_EQ(On(memory, Measure::kVisitsWithPhone, 2, "city", "Tver"), 1);
  EXPECT_EQ(On(memory, Measure::kVisits, 5), 0);
  memory.Tell(Visited("v1", 1, Noon(), false));
  EXPECT_EQ(On(memory, Measure::kVisitsWithPhone, 2), 1) << "an older telling";

  const v1::Ratio ratio = InMarch(memory, "visit_to_phone").ratio();
  EXPECT_EQ(ratio.numerator(), 1);
  EXPECT_EQ(ratio.denominator(), 2);
  EXPECT_TRUE(ratio.has_lower());
  EXPECT_FALSE(ratio.rate_of_period());
}

TEST(Market, IsSaturatedByThePhonesOfTheMonth) {
  Memory memory;
  memory.TellAll(MarketUsed("Tver", 1, 1, 40, Noon()), MarketUsed("Tver", 2, 30, 40, Noon(1)));
  const v1::KpiValue value = InMarch(memory, "market_saturation");
  EXPECT_EQ(value.ratio().numerator(), 30);
  EXPECT_EQ(value.ratio().denominator(), 40);
  EXPECT_DOUBLE_EQ(value.ratio().rate(), 0.75);
  EXPECT_FALSE(value.ratio().has_lower()) << "phones are no cases of the maximum";
  EXPECT_EQ(On(memory, Measure::kMarketPhones, 1, "city", "Tver"), 30);
  EXPECT_EQ(On(memory, Measure::kMarketPhones, 2), 0) << "on the month's first day";
}

TEST(Market, HasNoSaturationWithoutAMaximumUntilTheCityIsDescribed) {
  Memory memory;
  memory.Tell(MarketUsed("Omsk", 1, 5, 0, Noon()));
  EXPECT_EQ(InMarch(memory, "market_saturation").unknown(), 5);
  EXPECT_FALSE(InMarch(memory, "market_saturation").ratio().has_rate());
  memory.Tell(CityDescribed("Omsk", 2, 50, Noon(1)));
  EXPECT_EQ(InMarch(memory, "market_saturation").unknown(), 0);
  EXPECT_DOUBLE_EQ(InMarch(memory, "market_saturation").ratio().rate(), 0.1);
  memory.Tell(CityDescribed("Omsk", 3, 100, Noon(40)));
  EXPECT_DOUBLE_EQ(InMarch(memory, "market_saturation").ratio().rate(), 0.1) << "past months stay";
}

TEST(Redistributions, CountTheLeadsOnce) {
  Memory memory;
  memory.TellAll(Redistributed("r1", "anna", 4, 2, Noon()), Redistributed("r1", "anna", 4, 2, Noon()),
                 Redistributed("r2", "boris", 1, 0, Noon()));
  EXPECT_EQ(On(memory, Measure::kLeadsRedistributed, 2), 7);
  EXPECT_EQ(On(memory, Measure::kLeadsRedistributed, 2, "lead_manager", "anna"), 6);
}

TEST(Coverage, KeepsHoursThatAreOverAndReplacesThoseAhead) {
  Memory memory;
  memory.Tell(CoverageTold(1, Noon(), {Noon(), Noon(1), Noon(2), Noon(20)}));
  EXPECT_EQ(InMarch(memory, "thin_hours").count(), 4);
  memory.Tell(CoverageTold(2, Noon(1) + absl::Minutes(20), {Noon(1), Noon(20), Noon(28)}));
  EXPECT_EQ(On(memory, Measure::kThinHours, 2), 1) << "it is over";
  EXPECT_EQ(On(memory, Measure::kThinHours, 3), 1) << "the hour under way";
  EXPECT_EQ(On(memory, Measure::kThinHours, 4), 0) << "somebody takes it now";
  EXPECT_EQ(On(memory, Measure::kThinHours, 22), 1);
  EXPECT_EQ(On(memory, Measure::kThinHours, 30), 1);
  memory.Tell(CoverageTold(3, Noon(30), {Noon(31)}));  // April
  EXPECT_EQ(InMarch(memory, "thin_hours").count(), 4);
  EXPECT_EQ(ValueOf(memory, "thin_hours", absl::CivilDay(2026, 4, 1), absl::CivilDay(2026, 4, 30)).count(), 1);
}

TEST(Shifts, AreMissedUntilSomebodyComesLate) {
  Memory memory;
  const absl::Time ten = Noon() - absl::Hours(2);
  memory.TellAll(NotThere("anna", 1, ten), NotThere("anna", 1, ten), NotThere("boris", 1, ten));
  EXPECT_EQ(InMarch(memory, "shifts_missed").count(), 2);
  memory.TellAll(CheckedIn("anna", 2, ten, ten + absl::Minutes(20), true),
                 CheckedIn("anna", 3, ten, ten + absl::Hours(3), false), NotThere("anna", 1, ten));
  EXPECT_EQ(InMarch(memory, "shifts_missed").count(), 1);
  EXPECT_EQ(InMarch(memory, "shifts_late").count(), 1) << "who comes back from a break came late";
  EXPECT_EQ(On(memory, Measure::kShiftsLate, 2, "lead_manager", "anna"), 1);
  EXPECT_EQ(On(memory, Measure::kShiftsMissed, 2, "lead_manager", "boris"), 1);
}

TEST(Shifts, InTimeOrOutsideOfOneCountNothing) {
  Memory memory;
  scheduling::v1::SchedulingEvent outside = CheckedIn("anna", 1, Noon(), Noon(), false);
  outside.mutable_employee_checked_in()->clear_shift_start_time();
  memory.TellAll(outside, CheckedIn("boris", 1, Noon(), Noon(), false));
  EXPECT_TRUE(memory.counters().empty());
}

TEST(Recordings, AreMissingFromLongerCallsUntilTheyCome) {
  Memory memory;
  const auto told = [](std::int64_t version, const char* id, int seconds, bool recorded) {
    return TalkedTo("a", version, id, Noon(1), absl::Seconds(seconds), recorded);
  };
  memory.TellAll(Created("a", Noon()), told(2, "1", 10, false), told(3, "2", 11, false), told(4, "3", 60, false),
                 told(5, "4", 60, true));
  EXPECT_EQ(InMarch(memory, "calls_without_recording").count(), 2);
  memory.TellAll(told(6, "3", 60, true), told(4, "3", 60, false));
  EXPECT_EQ(InMarch(memory, "calls_without_recording").count(), 1);
  EXPECT_EQ(memory.Count("event/lead_manager/2026-03-03",
                         std::string("anna") + kFieldSeparator + std::string(CodeOf(Measure::kCallsWithoutRecording))),
            1);
}

TEST(Marks, CountHoweverOftenTheyHappenToALeadButEachOnce) {
  Memory memory;
  const auto done = FollowUpDone("a", 3, "f1", "anna", Noon(1), true);
  memory.TellAll(Created("a", Noon()), FollowUpOverdue("a", 2, "f1", "anna", Noon(1)), done, done,
                 FollowUpDone("a", 4, "f2", "olga", Noon(1), false), NextStepMissed("a", 5, "anna", Noon(1)),
                 NextStepMissed("a", 6, "", Noon(2)), Called("a", 7, "olga", Noon(1), true),
                 Called("a", 8, "olga", Noon(1), true, true), Called("a", 9, "olga", Noon(1), false));
  const auto count = [&](const char* kpi) { return InMarch(memory, kpi).count(); };
  EXPECT_EQ(count("follow_ups_overdue"), 1);
  EXPECT_EQ(count("follow_ups_completed"), 2);
  EXPECT_EQ(InMarch(memory, "follow_ups_in_time").ratio().numerator(), 1);
  EXPECT_EQ(InMarch(memory, "follow_ups_in_time").ratio().denominator(), 2);
  EXPECT_EQ(count("next_steps_missed"), 2);
  EXPECT_EQ(count("calls_without_consent"), 2);
  EXPECT_EQ(count("contacts_despite_do_not_contact"), 1);
  const auto by = [&](const std::string& who, Measure measure) {
    return memory.Count("event/lead_manager/2026-03-03", who + kFieldSeparator + std::string(CodeOf(measure)));
  };
  EXPECT_EQ(by("anna", Measure::kNextStepsMissed), 1);
  EXPECT_EQ(by("olga", Measure::kFollowUpsInTime), 1);
  EXPECT_EQ(by("olga", Measure::kCallsWithoutConsent), 2);
}

TEST(Marks, FollowTheLeadThroughAMerge) {
  Memory memory;
  memory.TellAll(Created("a", Noon(), "vk"), Created("b", Noon(3), "site"), NextStepMissed("b", 2, "anna", Noon(4)),
                 Merged("b", 3, "a", Noon(5)));
  const auto of = [&](const std::string& channel) {
    return memory.Count("cohort/channel/2026-03-02",
                        channel + kFieldSeparator + std::string(CodeOf(Measure::kNextStepsMissed)));
  };
  EXPECT_EQ(of("vk"), 1) << "the credit is the earlier lead's";
  EXPECT_EQ(of("site"), 0);
}

TEST(TooFewAttempts, CountWhileTheLeadIsLost) {
  Memory memory;
  auto lost = StateBecame("a", 2, lead::v1::Lead::LOST, Noon(1));
  lost.mutable_state_changed()->set_too_few_attempts(true);
  memory.TellAll(Created("a", Noon()), lost);
  EXPECT_EQ(InMarch(memory, "too_few_attempts").count(), 1);
  EXPECT_EQ(InMarch(memory, "losses").count(), 1);
  memory.Tell(StateBecame("a", 3, lead::v1::Lead::NEW, Noon(2)));
  EXPECT_EQ(InMarch(memory, "too_few_attempts").count(), 0);
  memory.Tell(StateBecame("a", 4, lead::v1::Lead::LOST, Noon(3)));
  EXPECT_EQ(InMarch(memory, "too_few_attempts").count(), 0);
  EXPECT_EQ(InMarch(memory, "losses").count(), 1);
}

}  // namespace
}  // namespace zamer::metrics
