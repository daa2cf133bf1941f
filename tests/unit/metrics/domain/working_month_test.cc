#include "services/metrics/domain/working_month.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/common/time/zone.h"
#include "services/metrics/domain/facts.h"

namespace zamer::metrics {
namespace {

const absl::TimeZone kMoscow = LoadZone("Europe/Moscow").value();
const absl::CivilMonth kMarch(2026, 3);  // begins on a Sunday, has 22 days from Monday to Friday

absl::Time March(int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(2026, 3, day, hour, minute), kMoscow);
}

v1::DepartmentFacts InMoscow() {
  v1::DepartmentFacts facts;
  facts.set_time_zone("Europe/Moscow");
  return facts;
}

v1::DepartmentFacts OpenOnWeekdays(int start_minute = 600, int end_minute = 1140) {
  v1::DepartmentFacts facts = InMoscow();
  for (int weekday = 1; weekday <= 5; ++weekday) {
    auto& shift = *facts.add_opening_hours();
    shift.set_weekday(weekday);
    shift.set_start_minute(start_minute);
    shift.set_end_minute(end_minute);
  }
  return facts;
}

v1::WorkingMonth At(const v1::DepartmentFacts& facts, absl::Time now) {
  return WorkingMonthOf(facts, kMarch, now).value();
}

TEST(WorkingMonth, CountsTheDaysOnWhichTheDepartmentOpens) {
  EXPECT_EQ(At(OpenOnWeekdays(), March(1, 0)).working_days(), 22);
  EXPECT_EQ(At(InMoscow(), March(1, 0)).working_days(), 31) << "by default it is open on all days";
}

TEST(WorkingMonth, CountsTodayUntilItCloses) {
  EXPECT_EQ(At(OpenOnWeekdays(), March(2, 9)).working_days_left(), 22);
  EXPECT_EQ(At(OpenOnWeekdays(), March(2, 18, 59)).working_days_left(), 22);
  EXPECT_EQ(At(OpenOnWeekdays(), March(2, 19)).working_days_left(), 21);
  EXPECT_EQ(At(OpenOnWeekdays(), March(31, 19)).working_days_left(), 0);
}

TEST(WorkingMonth, PassesInOpeningHoursOnly) {
  EXPECT_EQ(At(OpenOnWeekdays(), March(2, 10)).elapsed(), 0);
  EXPECT_DOUBLE_EQ(At(OpenOnWeekdays(), March(2, 14, 30)).elapsed(), 0.5 / 22);
  EXPECT_DOUBLE_EQ(At(OpenOnWeekdays(), March(6, 20)).elapsed(), 5.0 / 22);
  EXPECT_DOUBLE_EQ(At(OpenOnWeekdays(), March(8, 15)).elapsed(), 5.0 / 22) << "a weekend takes no time of it";
}

TEST(WorkingMonth, HasNotBegunBeforeAndIsOverAfterwards) {
  EXPECT_EQ(At(InMoscow(), March(1, 0) - absl::Hours(24 * 30)).elapsed(), 0);
  const v1::WorkingMonth over = At(InMoscow(), March(31, 23) + absl::Hours(24 * 30));
  EXPECT_EQ(over.elapsed(), 1);
  EXPECT_EQ(over.working_days_left(), 0);
}

TEST(WorkingMonth, SaysHowMuchHasPassedAtTheEndOfEachDay) {
  const v1::WorkingMonth month = At(OpenOnWeekdays(), March(10, 12));
  ASSERT_EQ(month.elapsed_by_day_size(), 31);
  EXPECT_EQ(month.elapsed_by_day(0), 0) << "the 1st is a Sunday";
  EXPECT_DOUBLE_EQ(month.elapsed_by_day(1), 1.0 / 22);
  EXPECT_DOUBLE_EQ(month.elapsed_by_day(7), 5.0 / 22);
  EXPECT_DOUBLE_EQ(month.elapsed_by_day(30), 1);
}

TEST(WorkingMonth, CountsANightThatOpensOnItsEveAsThatDay) {
  const v1::DepartmentFacts nights = OpenOnWeekdays(1200, 1680);  // 20:00 to 04:00
  EXPECT_EQ(At(nights, March(7, 3)).working_days_left(), 18) << "Friday's night is under way";
  EXPECT_EQ(At(nights, March(7, 4)).working_days_left(), 17);
}

TEST(WorkingMonth, TakesTheHoursThatTheDepartmentTold) {
  scheduling::v1::Department told;
  told.set_time_zone("Europe/Moscow");
  auto& sunday = *told.mutable_settings()->add_opening_hours();
  sunday.set_weekday(7);
  sunday.set_start_minute(600);
  sunday.set_end_minute(900);
  EXPECT_EQ(At(FactsOf(told, 1), March(1, 0)).working_days(), 5);
}

}  // namespace
}  // namespace zamer::metrics
