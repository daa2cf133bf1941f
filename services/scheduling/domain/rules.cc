#include "services/scheduling/domain/rules.h"

#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"

namespace zamer::scheduling {

absl::StatusOr<Rules> Rules::Of(const v1::Roster& roster) {
  Rules rules;
  ZAMER_ASSIGN_OR_RETURN(rules.zone, LoadZone(roster.time_zone()));
  rules.calendar_days = roster.calendar_days();
  const v1::DepartmentSettings& settings = roster.settings();
  rules.minimum_notice = FromProtoDuration(settings.minimum_notice());
  rules.horizon = FromProtoDuration(settings.booking_horizon());
  rules.travel = FromProtoDuration(settings.travel_buffer());
  rules.hold_time = FromProtoDuration(settings.hold_time());
  rules.daily_maximum = settings.designer_daily_maximum();
  return rules;
}

absl::Duration Rules::TravelFor(v1::Meeting::Kind kind) const {
  return kind == v1::Meeting::ON_SITE ? travel : absl::ZeroDuration();
}

Interval Rules::LocalDay(absl::Time time) const {
  const absl::CivilDay day = DayOf(time, zone);
  return {.start = StartOfDay(day, zone), .end = StartOfDay(day + 1, zone)};
}

absl::Duration UsualLength(v1::Meeting::Kind kind) {
  if (kind == v1::Meeting::ON_SITE) return absl::Minutes(120);
  if (kind == v1::Meeting::SHOWROOM) return absl::Minutes(90);
  return absl::Minutes(60);
}

}  // namespace zamer::scheduling
