// From what is said of a person's shifts to the time that is worked.
#pragma once
#include <absl/time/time.h>
#include <google/protobuf/repeated_ptr_field.h>

#include <vector>

#include "services/common/time/staffed_time.h"
#include "zamer/scheduling/v1/department.pb.h"

namespace zamer {

// A department's production calendar.
using CalendarDays = google::protobuf::RepeatedPtrField<scheduling::v1::CalendarDay>;

// Hours that repeat every week, for StaffedTime.
std::vector<WeeklyShift> WeeklyShiftsOf(const google::protobuf::RepeatedPtrField<scheduling::v1::WeeklyShift>& shifts);

// What says when one person works; all of it outlives this.
struct ShiftSources {
  const google::protobuf::RepeatedPtrField<scheduling::v1::WeeklyShift>& weekly;
  const scheduling::v1::ShiftRotation* rotation = nullptr;  // null for none
  const google::protobuf::RepeatedPtrField<scheduling::v1::DayShifts>& day_shifts;
  const google::protobuf::RepeatedPtrField<scheduling::v1::TimeOff>& time_offs;
  bool works_on_days_off = false;
};

// The calendar of a person in a department of this zone and production calendar. The shifts of a day hold in this
// order: those set for the day alone; the weekly ones as the production calendar changes them, and the rotating ones,
// which it never changes. Absences take time from all of them. Dates that do not exist are left out.
StaffCalendar MakeStaffCalendar(const ShiftSources& person, const CalendarDays& days, const absl::TimeZone& zone);

// The same for an employee, in whichever message he is told.
template <class Person>
StaffCalendar StaffCalendarOf(const Person& person, const CalendarDays& days, const absl::TimeZone& zone) {
  return MakeStaffCalendar({.weekly = person.weekly_shifts(),
                            .rotation = person.has_shift_rotation() ? &person.shift_rotation() : nullptr,
                            .day_shifts = person.day_shifts(),
                            .time_offs = person.time_offs(),
                            .works_on_days_off = person.works_on_days_off()},
                           days, zone);
}

}  // namespace zamer
