#include "services/scheduling/domain/placement.h"

#include <algorithm>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/designer_time.h"
#include "services/scheduling/domain/roster.h"

namespace zamer::scheduling {
namespace {

Metadata Facts(const Wish& wish) {
  Metadata facts = {{"start_time", FormatRfc3339(wish.time.start)}, {"end_time", FormatRfc3339(wish.time.end)}};
  if (!wish.designer.empty()) facts.emplace_back("designer", wish.designer);
  return facts;
}

absl::Status NobodyWorks(const Wish& wish) {
  if (!wish.designer.empty()) {
    return FailedPrecondition(Reason::kEmployeeAbsent, "The designer does not work then; choose an offered slot.",
                              Facts(wish));
  }
  return FailedPrecondition(Reason::kSlotNotOffered, "No designer works then; choose an offered slot.", Facts(wish));
}

}  // namespace

Interval RangeOf(const Wish& wish, const Rules& rules) {
  const Interval day = rules.LocalDay(wish.time.start);
  return {.start = day.start, .end = std::max(day.end, wish.time.end)};
}

std::vector<std::string> CalendarIdsFor(const Wish& wish, const v1::Roster& roster, const Rules& rules) {
  std::vector<std::string> ids;
  for (const v1::Roster::Designer* designer : DesignersFor(roster, wish.city, wish.designer)) {
    for (std::string& id : CalendarIds(designer->employee_id(), RangeOf(wish, rules))) ids.push_back(std::move(id));
  }
  return ids;
}

absl::Status CheckWindow(const Wish& wish, const Rules& rules, absl::Time agreed) {
  if (rules.Window(agreed).Contains(wish.time.start)) return absl::OkStatus();
  return FailedPrecondition(Reason::kSlotNotOffered, "The start is too near or too far ahead; choose an offered slot.",
                            Facts(wish));
}

absl::StatusOr<std::string> ChooseDesigner(const Wish& wish, const v1::Roster& roster, const Rules& rules,
                                           const CalendarWeeks& weeks, const Exempt& exempt, absl::Time now) {
  ZAMER_ASSIGN_OR_RETURN(std::vector<DesignerTime> team, TimesOf(DesignersFor(roster, wish.city, wish.designer), rules,
                                                                 RangeOf(wish, rules), weeks, exempt, now));
  if (team.empty()) {
    return FailedPrecondition(Reason::kNoDesignerFree, "No such designer serves the city; choose another.",
                              Facts(wish));
  }
  std::erase_if(team, [&](const DesignerTime& each) { return !each.Works(wish.time); });
  if (team.empty()) return NobodyWorks(wish);
  const Interval day = rules.LocalDay(wish.time.start);
  const absl::Duration travel = rules.TravelFor(wish.kind);
  std::erase_if(team,
                [&](const DesignerTime& each) { return !each.IsFree(wish.time, travel) || each.IsFull(day, rules); });
  if (team.empty()) {
    return FailedPrecondition(Reason::kSlotTaken, "This time is taken; choose one of the free slots in the details.",
                              Facts(wish));
  }
  return std::ranges::min_element(
             team, [&](const DesignerTime& a, const DesignerTime& b) { return IsBefore(a, b, wish.time.start); })
      ->id();
}

}  // namespace zamer::scheduling
