#include "services/scheduling/domain/settings.h"

#include <string>
#include <utility>

#include "services/common/shifts/staff_calendar.h"
#include "services/common/time/timestamps.h"

namespace zamer::scheduling {
namespace {

constexpr absl::Duration kDay = absl::Hours(24);

// One duration of the settings: how it is called, what it is by default and what it may be.
struct DurationRule {
  const char* field;
  bool (v1::DepartmentSettings::*has)() const;
  const google::protobuf::Duration& (v1::DepartmentSettings::*get)() const;
  google::protobuf::Duration* (v1::DepartmentSettings::*mutate)();
  absl::Duration standard;
  absl::Duration min;
  absl::Duration max;
  absl::Duration unit;
};

#define ZAMER_DURATION(name) \
  #name, &v1::DepartmentSettings::has_##name, &v1::DepartmentSettings::name, &v1::DepartmentSettings::mutable_##name
const DurationRule kDurations[] = {
    {ZAMER_DURATION(first_response_limit), absl::Minutes(5), absl::Seconds(1), 30 * kDay, absl::Seconds(1)},
    {ZAMER_DURATION(minimum_notice), absl::Hours(2), absl::ZeroDuration(), 30 * kDay, absl::Seconds(1)},
    {ZAMER_DURATION(booking_horizon), 30 * kDay, absl::Hours(1), 366 * kDay, absl::Seconds(1)},
    {ZAMER_DURATION(travel_buffer), absl::Minutes(30), absl::ZeroDuration(), absl::Hours(6), absl::Minutes(1)},
    {ZAMER_DURATION(hold_time), absl::Minutes(10), absl::Seconds(10), kDay, absl::Seconds(1)},
    {ZAMER_DURATION(check_in_grace), absl::Minutes(5), absl::ZeroDuration(), absl::Hours(12), absl::Seconds(1)},
    {ZAMER_DURATION(next_step_grace), absl::Minutes(15), absl::Minutes(1), 30 * kDay, absl::Seconds(1)},
    {ZAMER_DURATION(stale_after), 14 * kDay, absl::Hours(1), 366 * kDay, absl::Seconds(1)},
    {ZAMER_DURATION(confirm_before), kDay, absl::ZeroDuration(), 30 * kDay, absl::Seconds(1)},
};
#undef ZAMER_DURATION

google::protobuf::RepeatedPtrField<v1::WeeklyShift> UsualOpeningHours() {
  google::protobuf::RepeatedPtrField<v1::WeeklyShift> hours;
  for (int weekday = 1; weekday <= 7; ++weekday) {
    v1::WeeklyShift& day = *hours.Add();
    day.set_weekday(weekday);
    day.set_start_minute(9 * 60);
    day.set_end_minute(21 * 60);
  }
  return hours;
}

bool Fits(const google::protobuf::Duration& value, const DurationRule& rule) {
  if (!IsValid(value)) return false;
  const absl::Duration duration = FromProtoDuration(value);
  return rule.min <= duration && duration <= rule.max && absl::Trunc(duration, rule.unit) == duration;
}

}  // namespace

v1::DepartmentSettings WithDefaults(v1::DepartmentSettings settings) {
  for (const DurationRule& rule : kDurations) {
    if (!(settings.*rule.has)()) *(settings.*rule.mutate)() = ToProtoDuration(rule.standard);
  }
  if (!settings.has_first_touch_hours()) settings.set_first_touch_hours(24);
  if (!settings.has_designer_discount_limit_bps()) settings.set_designer_discount_limit_bps(1000);
  if (!settings.has_prepaid_share_bps()) settings.set_prepaid_share_bps(5000);
  if (!settings.has_designer_daily_maximum()) settings.set_designer_daily_maximum(6);
  if (!settings.has_reopen_days()) settings.set_reopen_days(90);
  if (!settings.has_margin_bps()) settings.set_margin_bps(4000);
  if (settings.assignment_mode() == v1::DepartmentSettings::ASSIGNMENT_MODE_UNSPECIFIED) {
    settings.set_assignment_mode(v1::DepartmentSettings::PUSH);
  }
  if (!settings.has_required_lead_managers()) settings.set_required_lead_managers(2);
  if (settings.opening_hours().empty()) *settings.mutable_opening_hours() = UsualOpeningHours();
  if (settings.unreachable_reason().empty()) settings.set_unreachable_reason("unreachable");
  if (!settings.has_required_attempts()) settings.set_required_attempts(5);
  if (!settings.has_required_attempt_days()) settings.set_required_attempt_days(3);
  return settings;
}

void CheckSettings(const v1::DepartmentSettings& settings, Violations& violations) {
  for (const DurationRule& rule : kDurations) {
    if (!(settings.*rule.has)() || Fits((settings.*rule.get)(), rule)) continue;
    violations.Add(std::string("department.settings.") + rule.field,
                   "must be whole " + std::string(rule.unit == absl::Minutes(1) ? "minutes" : "seconds") + " from " +
                       absl::FormatDuration(rule.min) + " to " + absl::FormatDuration(rule.max));
  }
  if (!v1::DepartmentSettings::AssignmentMode_IsValid(settings.assignment_mode())) {
    violations.Add("department.settings.assignment_mode", "must be PUSH or PULL");
  }
  StaffCalendar opening;
  opening.weekly = WeeklyShiftsOf(settings.opening_hours());
  if (!StaffedTime::Create(std::move(opening)).ok()) {
    violations.Add("department.settings.opening_hours", "must end after they start, at most a day later");
  }
}

}  // namespace zamer::scheduling
