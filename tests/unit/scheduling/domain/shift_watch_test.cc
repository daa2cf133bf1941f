// Shifts to which nobody came.
#include "services/scheduling/domain/shift_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/employee.h"
#include "services/scheduling/domain/presence.h"
#include "tests/support/status_matchers.h"

namespace zamer::scheduling {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Employee WithShifts(const std::vector<std::pair<int, int>>& hours) {
  v1::Employee employee = Designer("e1");
  employee.clear_weekly_shifts();
  for (int weekday = 1; weekday <= 7; ++weekday) {
    for (const auto& [from, to] : hours) {
      v1::WeeklyShift& shift = *employee.add_weekly_shifts();
      shift.set_weekday(weekday);
      shift.set_start_minute(from * 60);
      shift.set_end_minute(to * 60);
    }
  }
  return employee;
}

// One employee with a watch, run as the service does.
class Watched {
 public:
  explicit Watched(v1::Employee employee = Designer("e1"), bool require_check_in = true)
      : employee_(std::move(employee)) {
    roster_.mutable_settings()->set_require_check_in(require_check_in);
  }

  void Change(absl::Time now) { watch_ = Rearm(watch_, employee_, roster_, now).value(); }
  void Change(v1::Employee employee, absl::Time now) {
    employee_ = std::move(employee);
    Change(now);
  }
  void Come(absl::Time now) { Take(CheckIn(employee_, roster_, {.name = employee_.name()}, now).value()); }
  void Go(absl::Time now) { Take(CheckOut(employee_, {.name = employee_.name()}, now).value()); }
  // Fires the timer as often as it is due.
  void RunUntil(absl::Time now) {
    while (TimerOf(watch_) <= now) {
      const absl::Time due = TimerOf(watch_);
      FireAt(due);
      ASSERT_GT(TimerOf(watch_), due);
    }
  }
  void FireAt(absl::Time now) {
    EmployeeStep step{.next = employee_, .told = {}};
    watch_ = Look(watch_, roster_, now, step).value();
    Take(std::move(step));
  }

  const std::vector<absl::Time>& missed() const { return missed_; }
  const v1::Employee& employee() const { return employee_; }
  absl::Time due() const { return TimerOf(watch_); }
  bool last_was_late() const { return late_; }

 private:
  void Take(EmployeeStep step) {
    employee_ = std::move(step.next);
    for (const EmployeeStep::Told& told : step.told) {
      if (told.event.has_shift_missed()) {
        missed_.push_back(FromTimestamp(told.event.shift_missed().shift_start_time()));
      }
      if (told.event.has_employee_checked_in()) late_ = told.event.employee_checked_in().late();
    }
  }

  v1::Roster roster_ = EmptyRoster();
  v1::Employee employee_;
  v1::ShiftWatch watch_;
  std::vector<absl::Time> missed_;
  bool late_ = false;
};

TEST(ShiftWatch, TellsAShiftOnceWhenItsGraceIsOver) {
  Watched watched;
  watched.Change(March(2, 8));
  EXPECT_EQ(watched.due(), March(2, 10, 5));
  watched.RunUntil(March(2, 10, 4));
  EXPECT_THAT(watched.missed(), IsEmpty());
  watched.RunUntil(March(3, 9));
  EXPECT_THAT(watched.missed(), ElementsAre(March(2, 10)));
  watched.RunUntil(March(4, 9));
  EXPECT_THAT(watched.missed(), ElementsAre(March(2, 10), March(3, 10)));
}

TEST(ShiftWatch, TellsNothingOfWhoCameOrNeedNotCheckIn) {
  Watched came;
  came.Change(March(2, 8));
  came.Come(March(2, 10, 5));
  came.RunUntil(March(2, 20));
  EXPECT_THAT(came.missed(), IsEmpty());

  Watched early;
  early.Change(March(2, 8));
  early.Come(March(2, 9));
  early.Go(March(2, 10, 2));
  early.RunUntil(March(2, 20));
  EXPECT_THAT(early.missed(), IsEmpty()) << "was there when it began";

  Watched left_before;
  left_before.Change(March(2, 8));
  left_before.Come(March(2, 9));
  left_before.Go(March(2, 9, 30));
  left_before.RunUntil(March(2, 20));
  EXPECT_THAT(left_before.missed(), ElementsAre(March(2, 10)));

  Watched free(Designer("e1"), false);
  free.Change(March(2, 8));
  free.RunUntil(March(5, 0));
  EXPECT_THAT(free.missed(), IsEmpty());
}

TEST(ShiftWatch, HasNothingToDoForWhoHasNoShiftsOrLeft) {
  Watched watched(WithShifts({}));
  watched.Change(March(2, 8));
  EXPECT_EQ(watched.due(), absl::InfiniteFuture());
  watched.Change(Designer("e1"), March(2, 8));
  EXPECT_EQ(watched.due(), March(2, 10, 5));
  watched.Change(Dismissed(Designer("e1")), March(2, 9));
  EXPECT_EQ(watched.due(), absl::InfiniteFuture());
}

TEST(ShiftWatch, JudgesNoShiftThatBeganBeforeItWasKnown) {
  Watched watched;
  watched.Change(March(2, 12));
  watched.RunUntil(March(2, 23));
  EXPECT_THAT(watched.missed(), IsEmpty());
  EXPECT_LE(watched.due(), March(3, 10, 5));
}

TEST(ShiftWatch, AChangeLosesNoLookThatIsDue) {
  Watched watched;
  watched.Change(March(2, 8));
  watched.Change(March(2, 10, 3));
  EXPECT_EQ(watched.due(), March(2, 10, 5));
  watched.Change(March(2, 10, 30));  // the timer is late
  watched.FireAt(March(2, 10, 31));
  EXPECT_THAT(watched.missed(), ElementsAre(March(2, 10)));
  watched.Change(March(2, 10, 40));
  watched.RunUntil(March(2, 23));
  EXPECT_THAT(watched.missed(), ElementsAre(March(2, 10)));
}

TEST(ShiftWatch, SaysNothingOfAShiftThatWasOverBeforeItCouldLook) {
  Watched watched;
  watched.Change(March(2, 8));
  watched.FireAt(March(3, 12));  // the service was down
  EXPECT_THAT(watched.missed(), ElementsAre(March(3, 10)));
}

TEST(ShiftWatch, AnAbsenceIsNoShift) {
  Watched watched;
  v1::Employee absent = Designer("e1");
  v1::TimeOff& off = *absent.add_time_offs();
  *off.mutable_start_time() = ToTimestamp(March(2, 0));
  *off.mutable_end_time() = ToTimestamp(March(4, 0));
  watched.Change(absent, March(2, 0));
  watched.RunUntil(March(4, 9));
  EXPECT_THAT(watched.missed(), IsEmpty());
  watched.RunUntil(March(4, 11));
  EXPECT_THAT(watched.missed(), ElementsAre(March(4, 10)));
}

TEST(WholeShift, ALunchBreakEndsNoCheckIn) {
  Watched watched(WithShifts({{10, 13}, {14, 19}}));
  watched.Change(March(2, 8));
  watched.Come(March(2, 10));
  EXPECT_EQ(ExpiryOf(watched.employee()), March(2, 19));
  watched.RunUntil(March(2, 18));
  EXPECT_THAT(watched.missed(), IsEmpty());
  watched.Go(March(2, 13));
  watched.Come(March(2, 14, 30));
  EXPECT_FALSE(watched.last_was_late()) << "back from lunch";
  EXPECT_EQ(ExpiryOf(watched.employee()), March(2, 19));
}

TEST(WholeShift, ALongBreakMakesTwoShifts) {
  Watched watched(WithShifts({{8, 11}, {14, 19}}));
  watched.Change(March(2, 7));
  watched.Come(March(2, 8));
  EXPECT_EQ(ExpiryOf(watched.employee()), March(2, 11));
  watched.RunUntil(March(2, 18));
  EXPECT_THAT(watched.missed(), ElementsAre(March(2, 14)));
  watched.Come(March(2, 14, 30));
  EXPECT_TRUE(watched.last_was_late());
}

TEST(WholeShift, DaysStayApart) {
  Watched watched(WithShifts({{23, 24}, {0, 5}}));
  watched.Change(March(2, 12));
  watched.Come(March(2, 23));
  EXPECT_EQ(ExpiryOf(watched.employee()), March(3, 5)) << "without a break it is one span";
  Watched night(WithShifts({{20, 23}, {0, 5}}));
  night.Change(March(2, 12));
  night.Come(March(2, 20));
  EXPECT_EQ(ExpiryOf(night.employee()), March(2, 23));
}

}  // namespace
}  // namespace zamer::scheduling
