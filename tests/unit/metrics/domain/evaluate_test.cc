#include "services/metrics/domain/evaluate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/common/time/zone.h"
#include "services/metrics/domain/answer.h"
#include "services/metrics/domain/funnel.h"

namespace zamer::metrics {
namespace {

const Numbers kNone;

EvaluationContext ContextOf(v1::Basis basis) { return {basis, "RUB", absl::Minutes(5), 4000, true}; }

Numbers With(std::initializer_list<std::pair<Measure, std::int64_t>> values) {
  Numbers numbers;
  for (const auto& [measure, value] : values) numbers.measures[Index(measure)] = value;
  return numbers;
}

v1::KpiValue ValueOf(std::string_view kpi, const Numbers& numbers, v1::Basis basis = v1::COHORT,
                     const Numbers& undated = kNone, bool maturing = false) {
  return Evaluate(*FindKpi(kpi), numbers, undated, maturing, ContextOf(basis));
}

TEST(Evaluate, GivesARatioItsPartsAndItsInterval) {
  const v1::Ratio ratio =
      ValueOf("lead_to_contract", With({{Measure::kLeads, 239}, {Measure::kLeadsSigned, 12}})).ratio();
  EXPECT_EQ(ratio.numerator(), 12);
  EXPECT_EQ(ratio.denominator(), 239);
  EXPECT_DOUBLE_EQ(ratio.rate(), 12.0 / 239);
  EXPECT_NEAR(ratio.lower(), 0.029, 0.0005);
  EXPECT_NEAR(ratio.upper(), 0.086, 0.0005);
}

TEST(Evaluate, HasNoRateOfNothing) {
  const v1::Ratio ratio = ValueOf("phone_rate", kNone).ratio();
  EXPECT_EQ(ratio.denominator(), 0);
  EXPECT_FALSE(ratio.has_rate());
  EXPECT_FALSE(ratio.has_lower());
  EXPECT_FALSE(ValueOf("cpl", With({{Measure::kSpend, 100}})).money_ratio().has_minor_units());
}

TEST(Evaluate, LabelsRatesOfThePeriodButNotFirstTouch) {
  const Numbers numbers = With({{Measure::kLeads, 2}, {Measure::kLeadsHeld, 2}, {Measure::kLeadsSigned, 3}});
  const v1::Ratio ratio = ValueOf("lead_to_contract", numbers, v1::EVENT_DATE).ratio();
  EXPECT_TRUE(ratio.rate_of_period());
  EXPECT_DOUBLE_EQ(ratio.rate(), 1.5);
  EXPECT_FALSE(ratio.has_upper());
  EXPECT_FALSE(ValueOf("first_touch_rate", numbers, v1::EVENT_DATE).ratio().rate_of_period());
  EXPECT_FALSE(ValueOf("lead_to_contract", numbers, v1::COHORT).ratio().rate_of_period());
}

TEST(Evaluate, LabelsOnlyCohortsAsMaturing) {
  EXPECT_TRUE(ValueOf("phone_rate", kNone, v1::COHORT, kNone, true).ratio().maturing());
  EXPECT_FALSE(ValueOf("phone_rate", kNone, v1::EVENT_DATE, kNone, true).ratio().maturing());
}

TEST(Evaluate, LeavesUnknownLeadsOutOfTheDenominator) {
  const v1::KpiValue value =
      ValueOf("phone_rate", With({{Measure::kLeads, 10}, {Measure::kPhones, 3}, {Measure::kPhoneUnknown, 4}}));
  EXPECT_EQ(value.ratio().denominator(), 6);
  EXPECT_EQ(value.unknown(), 4);
}

TEST(Evaluate, TellsUndatedContractsAsUnknown) {
  const v1::KpiValue value = ValueOf("contracts", With({{Measure::kLeadsSigned, 5}, {Measure::kRepeatContracts, 1}}),
                                     v1::EVENT_DATE, With({{Measure::kLeadsSigned, 7}}));
  EXPECT_EQ(value.count(), 6);
  EXPECT_EQ(value.unknown(), 7);
}

TEST(Evaluate, CountsOnlyContractsOfHeldMeetingsInTheCloseRates) {
  const Numbers numbers = With({{Measure::kLeadsHeld, 10},
                                {Measure::kLeadsSigned, 6},
                                {Measure::kLeadsSignedUnheld, 2},
                                {Measure::kContractsCancelled, 3},
                                {Measure::kContractsCancelledUnheld, 1}});
  EXPECT_EQ(ValueOf("close_rate", numbers).ratio().numerator(), 4);
  EXPECT_EQ(ValueOf("gross_close", numbers).ratio().numerator(), 4);
  EXPECT_EQ(ValueOf("net_close", numbers).ratio().numerator(), 2);
}

TEST(Evaluate, AveragesOnlyContractsOfKnownTotal) {
  const Numbers numbers = With({{Measure::kLeadsSigned, 5},
                                {Measure::kContractsUnpriced, 2},
                                {Measure::kContractsCancelled, 1},
                                {Measure::kRevenue, 900},
                                {Measure::kRevenueCancelled, 299}});
  const v1::KpiValue value = ValueOf("average_contract", numbers);
  EXPECT_EQ(value.money_ratio().denominator(), 2);
  EXPECT_EQ(value.money_ratio().minor_units(), 300);  // 300.5, to even
  EXPECT_EQ(value.unknown(), 2);
}

TEST(Evaluate, ReckonsReturnWithTheDepartmentsMargin) {
  const v1::Ratio ratio = ValueOf("romi", With({{Measure::kRevenue, 100'000}, {Measure::kSpend, 10'000}})).ratio();
  EXPECT_EQ(ratio.numerator(), 30'000);
  EXPECT_DOUBLE_EQ(ratio.rate(), 3.0);
  EXPECT_FALSE(ratio.has_lower());
  EXPECT_FALSE(ValueOf("romi", With({{Measure::kRevenue, 100'000}})).ratio().has_rate());
}

TEST(Evaluate, DescribesADistribution) {
  Numbers numbers = With({{Measure::kAttemptCases, 4}, {Measure::kAttemptMillis, 4'321'000}});
  numbers.durations[Index(Timing::kAttempt)] = {{60, 1}, {300, 1}, {360, 1}, {3601, 1}};
  const v1::Distribution distribution = ValueOf("speed_to_attempt", numbers).distribution();
  EXPECT_EQ(distribution.count(), 4);
  EXPECT_EQ(distribution.p50().seconds(), 300);
  EXPECT_EQ(distribution.p90().seconds(), 3601);
  EXPECT_EQ(distribution.mean().seconds(), 1080);
  EXPECT_EQ(distribution.mean().nanos(), 250'000'000);
  EXPECT_EQ(distribution.within_limit().numerator(), 2);
  EXPECT_EQ(distribution.within_limit().denominator(), 4);
}

TEST(Evaluate, HasNoQuantilesOfNothing) {
  const v1::Distribution distribution = ValueOf("time_to_contract", kNone).distribution();
  EXPECT_FALSE(distribution.has_p50());
  EXPECT_FALSE(distribution.has_mean());
  EXPECT_FALSE(distribution.has_within_limit());
}

TEST(Evaluate, TellsHowManyMeetingsThatAreDueHaveNoOutcome) {
  const v1::KpiValue value = ValueOf(
      "show_rate", With({{Measure::kLeadsHeld, 1}, {Measure::kMeetingsDue, 2}, {Measure::kMeetingsDueOpen, 1}}));
  EXPECT_EQ(value.ratio().denominator(), 2);
  EXPECT_EQ(value.unknown(), 1);
}

TEST(DivideHalfToEven, RoundsBothSidesOfZero) {
  EXPECT_EQ(DivideHalfToEven(5, 2), 2);
  EXPECT_EQ(DivideHalfToEven(7, 2), 4);
  EXPECT_EQ(DivideHalfToEven(-5, 2), -2);
  EXPECT_EQ(DivideHalfToEven(-7, 2), -4);
  EXPECT_EQ(DivideHalfToEven(-7, 3), -2);
  EXPECT_EQ(DivideHalfToEven(8, 3), 3);
}

TEST(Funnel, ComparesEachStepWithTheOneBeforeAndWithAllLeads) {
  const Numbers numbers = With({{Measure::kLeads, 100},
                                {Measure::kPhoneUnknown, 20},
                                {Measure::kMeetingUnknown, 50},
                                {Measure::kPhones, 40},
                                {Measure::kPhonesMeetingUnknown, 10},
                                {Measure::kBookings, 20},
                                {Measure::kBookingsWithoutPhone, 2},
                                {Measure::kLeadsHeld, 10},
                                {Measure::kLeadsSigned, 8},
                                {Measure::kLeadsSignedUnheld, 3},
                                {Measure::kLeadsHandedOver, 4}});
  const v1::Funnel funnel = FunnelOf(numbers, With({{Measure::kLeadsSigned, 6}}), false, v1::EVENT_DATE);
  ASSERT_EQ(funnel.steps_size(), 6);
  const auto share = [](const v1::Ratio& ratio) { return std::pair(ratio.numerator(), ratio.denominator()); };
  EXPECT_FALSE(funnel.steps(0).has_from_previous());
  EXPECT_EQ(share(funnel.steps(1).from_previous()), std::pair(40l, 80l));
  EXPECT_EQ(funnel.steps(1).unknown(), 20);
  EXPECT_EQ(share(funnel.steps(2).from_previous()), std::pair(18l, 30l));
  EXPECT_EQ(share(funnel.steps(2).from_leads()), std::pair(20l, 50l));
  EXPECT_EQ(share(funnel.steps(3).from_previous()), std::pair(10l, 20l));
  EXPECT_EQ(share(funnel.steps(4).from_previous()), std::pair(5l, 10l));
  EXPECT_EQ(funnel.steps(4).unknown(), 6);
  EXPECT_EQ(share(funnel.steps(5).from_previous()), std::pair(4l, 8l));
  EXPECT_TRUE(funnel.steps(5).from_leads().rate_of_period());
}

TEST(Evaluate, GivesAgesUpToNowInWholeHours) {
  Numbers numbers = With({{CasesOf(Timing::kAgeNew), 3}});
  const absl::Time now = absl::FromCivil(absl::CivilHour(2026, 3, 2, 12), absl::UTCTimeZone());
  for (const int hours : {2, 5, 50}) {
    ++numbers.durations[Index(Timing::kAgeNew)][absl::ToUnixSeconds(now - absl::Hours(hours))];
  }
  EvaluationContext context;
  context.now = now + absl::Minutes(59);
  const auto ages = Evaluate(*FindKpi("age_new"), numbers, Numbers(), false, context).distribution();
  EXPECT_EQ(ages.count(), 3);
  EXPECT_EQ(ages.p50().seconds(), 5 * 3600);
  EXPECT_EQ(ages.p90().seconds(), 50 * 3600);
  EXPECT_EQ(ages.mean().seconds(), 19 * 3600);
  context.quantiles = false;
  EXPECT_FALSE(Evaluate(*FindKpi("age_new"), numbers, Numbers(), false, context).distribution().has_p50());
  EXPECT_FALSE(Evaluate(*FindKpi("age_new"), Numbers(), Numbers(), false, {}).distribution().has_p50()) << "no leads";
}

TEST(AnswerContext, LetsACohortMatureFromTheEndOfItsLastDay) {
  AnswerContext context;
  context.zone = LoadZone("Europe/Moscow").value();
  context.maturity = absl::Hours(48);
  const Day day = DayNumber(absl::CivilDay(2026, 3, 2));
  const absl::Time end = StartOfDay(absl::CivilDay(2026, 3, 3), context.zone);
  context.now = end + absl::Hours(48) - absl::Seconds(1);
  EXPECT_TRUE(context.Maturing(day));
  context.now = end + absl::Hours(48);
  EXPECT_FALSE(context.Maturing(day));
}

}  // namespace
}  // namespace zamer::metrics
