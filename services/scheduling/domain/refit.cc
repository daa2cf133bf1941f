#include "services/scheduling/domain/refit.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/placement.h"
#include "services/scheduling/domain/roster.h"

namespace zamer::scheduling {
namespace {

// All of a designer that says when he works.
std::string TimeOf(v1::Roster::Designer designer) {
  designer.clear_cities();
  designer.clear_turn_weight();
  for (v1::TimeOff& off : *designer.mutable_time_offs()) off.clear_dropped_out();
  return designer.SerializeAsString();
}

bool SameCalendar(const v1::Roster& a, const v1::Roster& b) {
  return a.time_zone() == b.time_zone() &&
         std::ranges::equal(a.calendar_days(), b.calendar_days(), [](const auto& x, const auto& y) {
           return x.SerializeAsString() == y.SerializeAsString();
         });
}

template <class Condition>
void Forget(v1::RefitRecord& record, Condition condition) {
  auto& stranded = *record.mutable_stranded();
  const auto [first, last] = std::ranges::remove_if(stranded, condition);
  stranded.erase(first, last);
}

}  // namespace

std::vector<std::string> DesignersToRefit(const v1::Roster& before, const v1::Roster& after) {
  const bool all = !SameCalendar(before, after);
  std::vector<std::string> ids;
  for (const v1::Roster::Designer& was : before.designers()) {
    const v1::Roster::Designer* is = FindDesigner(after, was.employee_id());
    if (all || is == nullptr || TimeOf(*is) != TimeOf(was)) ids.push_back(was.employee_id());
  }
  return ids;
}

v1::RefitRecord RefitFrom(v1::RefitRecord record, absl::Time now) {
  *record.mutable_due_time() = ToTimestamp(now);
  *record.mutable_begin_time() = ToTimestamp(now);
  record.clear_page_token();
  Forget(record, [&](const v1::RefitRecord::Stranded& each) { return FromTimestamp(each.start_time()) <= now; });
  return record;
}

absl::Time TimerOf(const v1::RefitRecord& record) {
  return record.has_due_time() ? FromTimestamp(record.due_time()) : absl::InfiniteFuture();
}

absl::StatusOr<bool> NoLongerFits(const v1::Meeting& meeting, const v1::Roster& roster, const Rules& rules,
                                  absl::Time now) {
  const Interval time = Wish::Of(meeting).time;
  const bool is_ahead = meeting.state() == v1::Meeting::BOOKED || meeting.state() == v1::Meeting::CONFIRMED;
  if (!is_ahead || time.start <= now) return false;
  const v1::Roster::Designer* designer = FindDesigner(roster, LastSegment(meeting.designer()));
  if (designer == nullptr) return true;
  ZAMER_ASSIGN_OR_RETURN(const StaffedTime working, WorkingTimeOf(*designer, rules));
  return !working.Within(time).Contains(time);
}

Wish SameTime(const v1::Meeting& meeting) {
  Wish wish = Wish::Of(meeting);
  wish.designer.clear();
  return wish;
}

absl::StatusOr<Move> MoveToAnother(const v1::Meeting& meeting, std::string name, const v1::Roster& roster,
                                   const Rules& rules, const CalendarWeeks& weeks, absl::Time now) {
  const Exempt exempt{.lead_id = {}, .meeting_id = std::string(LastSegment(meeting.name()))};
  ZAMER_ASSIGN_OR_RETURN(const std::string designer,
                         ChooseDesigner(SameTime(meeting), roster, rules, weeks, exempt, now));
  v1::Meeting to = Successor(meeting, std::move(name));
  to.set_designer(Child(DepartmentNameOf(DepartmentOf(meeting.name())), "employees", designer));
  return Reschedule(meeting, std::move(to), now, now);
}

bool IsNobodyFree(const absl::Status& status) {
  const std::optional<Reason> reason = ReasonOf(status);
  return reason == Reason::kNoDesignerFree || reason == Reason::kSlotNotOffered || reason == Reason::kSlotTaken;
}

bool IsStranded(const v1::RefitRecord& record, std::string_view meeting_id) {
  return std::ranges::find(record.stranded(), meeting_id, &v1::RefitRecord::Stranded::meeting_id) !=
         record.stranded().end();
}

void NoteStranded(v1::RefitRecord& record, const v1::Meeting& meeting) {
  v1::RefitRecord::Stranded& stranded = *record.add_stranded();
  stranded.set_meeting_id(std::string(LastSegment(meeting.name())));
  *stranded.mutable_start_time() = meeting.start_time();
}

void ForgetStranded(v1::RefitRecord& record, std::string_view meeting_id) {
  Forget(record, [&](const v1::RefitRecord::Stranded& each) { return each.meeting_id() == meeting_id; });
}

}  // namespace zamer::scheduling
