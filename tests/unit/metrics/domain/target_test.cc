#include "services/metrics/domain/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/metrics/domain/evaluate.h"
#include "tests/support/status_matchers.h"

namespace zamer::metrics {
namespace {

using zamer::testing::IsOk;
using zamer::testing::StatusIs;

google::type::Date Month(int year, int month, int day = 0) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

v1::SetTargetRequest Asking(const std::string& kpi) {
  v1::SetTargetRequest request;
  request.set_parent("departments/d1");
  *request.mutable_target()->mutable_month() = Month(2026, 3);
  request.mutable_target()->set_kpi(kpi);
  return request;
}

v1::SetTargetRequest AskingForContracts() {
  v1::SetTargetRequest request = Asking("contracts");
  request.mutable_target()->set_count(20);
  return request;
}

v1::Target Amount(std::int64_t minor_units) {
  v1::Target target;
  target.set_kpi("revenue_net");
  target.mutable_money()->set_currency_code("RUB");
  target.mutable_money()->set_minor_units(minor_units);
  return target;
}

v1::KpiValue Revenue(std::int64_t minor_units, const std::string& currency = "RUB") {
  v1::KpiValue fact;
  fact.mutable_money()->set_currency_code(currency);
  fact.mutable_money()->set_minor_units(minor_units);
  return fact;
}

v1::Target Count(std::int64_t count) {
  v1::Target target;
  target.set_kpi("contracts");
  target.set_count(count);
  return target;
}

v1::KpiValue Cases(std::int64_t count) {
  v1::KpiValue fact;
  fact.set_count(count);
  return fact;
}

v1::WorkingMonth Elapsed(double share, int days_left) {
  v1::WorkingMonth month;
  month.set_elapsed(share);
  month.set_working_days_left(days_left);
  return month;
}

TEST(Target, IsForACountAnAmountOrAShare) {
  EXPECT_THAT(CheckTarget(AskingForContracts()), IsOk());
  v1::SetTargetRequest share = Asking("phone_rate");
  share.mutable_target()->set_share_bps(6000);
  EXPECT_THAT(CheckTarget(share), IsOk());
  v1::SetTargetRequest money = Asking("revenue_net");
  *money.mutable_target()->mutable_money() = Amount(1).money();
  EXPECT_THAT(CheckTarget(money), IsOk());
  for (const char* kpi : {"cpl", "romi", "time_to_phone", "age_new", "attempts_per_lead", "market_saturation"}) {
    v1::SetTargetRequest other = Asking(kpi);
    other.mutable_target()->set_count(1);
    EXPECT_THAT(CheckTarget(other), StatusIs(Reason::kFieldInvalid)) << kpi;
  }
}

TEST(Target, HasAValueOfItsKpisKind) {
  EXPECT_THAT(CheckTarget(Asking("contracts")), StatusIs(Reason::kFieldInvalid));
  v1::SetTargetRequest share = Asking("contracts");
  share.mutable_target()->set_share_bps(6000);
  EXPECT_THAT(CheckTarget(share), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(CheckTarget(Asking("happiness")), StatusIs(Reason::kKpiNotFound));
}

TEST(Target, IsOfAWholeMonth) {
  for (const google::type::Date& month : {Month(2026, 3, 1), Month(2026, 13), Month(1999, 3), Month(0, 0)}) {
    v1::SetTargetRequest request = AskingForContracts();
    *request.mutable_target()->mutable_month() = month;
    EXPECT_THAT(CheckTarget(request), StatusIs(Reason::kFieldInvalid)) << month.ShortDebugString();
  }
}

TEST(Target, OfAPersonSaysAsWhatHeIsCredited) {
  v1::SetTargetRequest request = AskingForContracts();
  request.mutable_target()->set_employee("departments/d1/employees/anna");
  EXPECT_THAT(CheckTarget(request), StatusIs(Reason::kFieldInvalid));
  request.mutable_target()->set_dimension(v1::CHANNEL);
  EXPECT_THAT(CheckTarget(request), StatusIs(Reason::kFieldInvalid));
  request.mutable_target()->set_dimension(v1::DESIGNER);
  EXPECT_THAT(CheckTarget(request), IsOk());
  request.mutable_target()->set_employee("departments/d2/employees/anna");
  EXPECT_THAT(CheckTarget(request), StatusIs(Reason::kFieldInvalid));
  request.mutable_target()->clear_employee();
  EXPECT_THAT(CheckTarget(request), StatusIs(Reason::kFieldInvalid));
}

TEST(Target, IsAnAmountAboveZeroInTheDepartmentsCurrency) {
  EXPECT_THAT(CheckAmount(Amount(1), "RUB"), IsOk());
  EXPECT_THAT(CheckAmount(Amount(0), "RUB"), StatusIs(Reason::kAmountOutOfRange));
  EXPECT_THAT(CheckAmount(Amount(1), "EUR"), StatusIs(Reason::kCurrencyMismatch));
  EXPECT_THAT(CheckAmount(Count(1), "EUR"), IsOk());
}

TEST(Target, IsListedForTwoYearsAtMost) {
  const auto range_of = [](google::type::Date first, google::type::Date last) {
    v1::ListTargetsRequest request;
    *request.mutable_start_month() = std::move(first);
    *request.mutable_end_month() = std::move(last);
    return MonthRangeOf(request).status();
  };
  EXPECT_THAT(range_of(Month(2026, 3), Month(2026, 3)), IsOk());
  EXPECT_THAT(range_of(Month(2026, 3), Month(2028, 2)), IsOk());
  EXPECT_THAT(range_of(Month(2026, 3), Month(2028, 3)), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(range_of(Month(2026, 3), Month(2026, 2)), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(range_of(Month(2026, 3), Month(2026, 3, 1)), StatusIs(Reason::kFieldInvalid));
}

TEST(Progress, TellsWhatIsExpectedAndWhatTheMonthComesTo) {
  const v1::TargetProgress progress = ProgressOf(Count(20), Cases(6), Elapsed(0.4, 5));
  EXPECT_EQ(progress.fact().count(), 6);
  EXPECT_DOUBLE_EQ(progress.expected(), 8);
  EXPECT_DOUBLE_EQ(progress.run_rate(), 15);
  EXPECT_EQ(progress.needed(), 14);
  EXPECT_DOUBLE_EQ(progress.needed_per_day(), 2.8);
}

TEST(Progress, NeedsNothingOnceTheTargetIsReached) {
  const v1::TargetProgress progress = ProgressOf(Amount(100'00), Revenue(120'00), Elapsed(0.5, 10));
  EXPECT_EQ(progress.needed(), 0);
  EXPECT_EQ(progress.needed_per_day(), 0);
  EXPECT_DOUBLE_EQ(progress.run_rate(), 240'00);
}

TEST(Progress, NeedsMoreThanTheTargetWhereMoreWasTakenOffThanAdded) {
  EXPECT_EQ(ProgressOf(Amount(100'00), Revenue(-20'00), Elapsed(0.5, 10)).needed(), 120'00);
}

TEST(Progress, HasNoRunRateBeforeTheMonthBeginsAndNoPaceAfterItsEnd) {
  const v1::TargetProgress before = ProgressOf(Count(20), Cases(0), Elapsed(0, 22));
  EXPECT_FALSE(before.has_run_rate());
  EXPECT_EQ(before.expected(), 0);
  const v1::TargetProgress after = ProgressOf(Count(20), Cases(15), Elapsed(1, 0));
  EXPECT_DOUBLE_EQ(after.run_rate(), 15);
  EXPECT_EQ(after.needed(), 5);
  EXPECT_FALSE(after.has_needed_per_day());
}

TEST(Progress, ComparesAShareAtAnyTimeAndAddsNothingUp) {
  v1::Target target;
  target.set_share_bps(6000);
  v1::KpiValue fact;
  *fact.mutable_ratio() = ShareOf(41, 97);
  const v1::TargetProgress progress = ProgressOf(target, fact, Elapsed(0.5, 10));
  EXPECT_FALSE(progress.has_expected() || progress.has_run_rate() || progress.has_needed());
  EXPECT_EQ(ValueOf(target), 0.6);
  EXPECT_DOUBLE_EQ(FactOf(target, progress.fact()).value(), 41.0 / 97);
  *fact.mutable_ratio() = ShareOf(0, 0);
  EXPECT_EQ(FactOf(target, fact), std::nullopt);
}

TEST(Progress, DoesNotCompareAmountsOfTwoCurrencies) {
  const v1::TargetProgress progress = ProgressOf(Amount(100), Revenue(50, "EUR"), Elapsed(0.5, 10));
  EXPECT_EQ(progress.fact().money().minor_units(), 50);
  EXPECT_FALSE(progress.has_expected() || progress.has_run_rate() || progress.has_needed());
  EXPECT_EQ(FactOf(Amount(100), Revenue(50, "EUR")), std::nullopt);
}

}  // namespace
}  // namespace zamer::metrics
