#include "services/scheduling/domain/slots.h"

#include <algorithm>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/scheduling/domain/belongs.h"
#include "services/scheduling/domain/designer_time.h"
#include "services/scheduling/domain/roster.h"

namespace zamer::scheduling {
namespace {

constexpr absl::Duration kUsualRange = absl::Hours(7 * 24);
constexpr int kUsualLimit = 50;
constexpr int kGreatestLimit = 500;

struct Found {
  absl::Time start;
  const DesignerTime* designer;
};

// The first step of the local clock at `time` or later.
absl::Time NextStep(absl::Time time, const absl::TimeZone& zone) {
  const absl::Duration offset = absl::Seconds(zone.At(time).offset);
  const absl::Duration local = time - absl::UnixEpoch() + offset;
  return absl::UnixEpoch() + absl::Ceil(local, kSlotStep) - offset;
}

// Adds the designer's slots that start within `starts`, all of one local day.
void AddSlots(const DesignerTime& designer, const Interval& starts, const SlotQuery& query, const Rules& rules,
              std::vector<Found>& found) {
  if (designer.IsFull(rules.LocalDay(starts.start), rules)) return;
  const IntervalSet& working = designer.working();
  for (auto shift = working.FirstEndingAfter(starts.start); shift != working.end(); ++shift) {
    if (shift->start >= starts.end) return;
    absl::Time start = NextStep(std::max(shift->start, starts.start), rules.zone);
    for (; start < starts.end && start + query.length <= shift->end; start += kSlotStep) {
      if (designer.IsFree({.start = start, .end = start + query.length}, query.travel)) {
        found.push_back({start, &designer});
      }
    }
  }
}

v1::Slot SlotOf(const Found& found, const SlotQuery& query) {
  v1::Slot slot;
  slot.set_designer(Child(query.parent, "employees", found.designer->id()));
  *slot.mutable_start_time() = ToTimestamp(found.start);
  *slot.mutable_end_time() = ToTimestamp(found.start + query.length);
  return slot;
}

bool ComesBefore(const Found& a, const Found& b) {
  return a.start != b.start ? a.start < b.start : IsBefore(*a.designer, *b.designer, a.start);
}

}  // namespace

absl::StatusOr<SlotQuery> QueryOf(const v1::SearchSlotsRequest& request, const Rules& rules, absl::Time now) {
  const Interval window = rules.Window(now);
  const absl::Time start = request.has_start_time() ? FromTimestamp(request.start_time()) : window.start;
  const absl::Time end = request.has_end_time() ? FromTimestamp(request.end_time()) : start + kUsualRange;
  Violations violations;
  if (!v1::Meeting::Kind_IsValid(request.kind()) || request.kind() == v1::Meeting::KIND_UNSPECIFIED) {
    violations.Add("kind", "must be ON_SITE, SHOWROOM or ONLINE");
  }
  CheckBelongs(request.designer(), request.parent(), "designer", violations);
  CheckBelongs(request.ignore_hold(), request.parent(), "ignore_hold", violations);
  if (end <= start || end - start > kLongestSearch) {
    violations.Add("end_time", "must be after start_time, at most 31 days");
  }
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  return SlotQuery{.parent = request.parent(),
                   .starts = Intersect({.start = start, .end = end}, window),
                   .later = Intersect({.start = end, .end = window.end}, window),
                   .length = UsualLength(request.kind()),
                   .travel = rules.TravelFor(request.kind()),
                   .city = request.city(),
                   .designer = std::string(LastSegment(request.designer())),
                   .exempt = {.lead_id = {}, .meeting_id = std::string(LastSegment(request.ignore_hold()))},
                   .limit = request.page_size() == 0 ? kUsualLimit : std::min(request.page_size(), kGreatestLimit)};
}

std::vector<std::string> CalendarIdsFor(const SlotQuery& query, const v1::Roster& roster) {
  std::vector<std::string> ids;
  if (query.starts.empty()) return ids;
  for (const v1::Roster::Designer* designer : DesignersFor(roster, query.city, query.designer)) {
    for (std::string& id : CalendarIds(designer->employee_id(), query.starts)) ids.push_back(std::move(id));
  }
  return ids;
}

absl::StatusOr<std::vector<v1::Slot>> FindSlots(const SlotQuery& query, const v1::Roster& roster, const Rules& rules,
                                                const CalendarWeeks& weeks, absl::Time now) {
  std::vector<v1::Slot> slots;
  if (query.starts.empty()) return slots;
  ZAMER_ASSIGN_OR_RETURN(const std::vector<DesignerTime> team, TimesOf(DesignersFor(roster, query.city, query.designer),
                                                                       rules, query.starts, weeks, query.exempt, now));
  for (Interval day = rules.LocalDay(query.starts.start);
       day.start < query.starts.end && std::ssize(slots) < query.limit; day = rules.LocalDay(day.end)) {
    std::vector<Found> found;
    for (const DesignerTime& each : team) AddSlots(each, Intersect(day, query.starts), query, rules, found);
    std::ranges::sort(found, ComesBefore);
    for (const Found& each : found) {
      if (std::ssize(slots) == query.limit) break;
      slots.push_back(SlotOf(each, query));
    }
  }
  return slots;
}

absl::StatusOr<v1::SearchSlotsResponse::EmptyReason> WhyEmpty(const SlotQuery& query, const v1::Roster& roster,
                                                              const Rules& rules) {
  const auto designers = DesignersFor(roster, query.city, query.designer);
  if (designers.empty()) return v1::SearchSlotsResponse::NO_DESIGNER_SERVES_CITY;
  if (query.starts.empty()) return v1::SearchSlotsResponse::OUTSIDE_BOOKING_WINDOW;
  for (const v1::Roster::Designer* designer : designers) {
    ZAMER_ASSIGN_OR_RETURN(const StaffedTime shifts, WorkingTimeOf(*designer, rules));
    if (!shifts.Within(query.starts).empty()) return v1::SearchSlotsResponse::FULLY_BOOKED;
  }
  return v1::SearchSlotsResponse::NOBODY_WORKS;
}

}  // namespace zamer::scheduling
