#include "desk.h"

#include <absl/strings/str_cat.h>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/scheduling/domain/department.h"
#include "services/scheduling/domain/roster.h"
#include "services/scheduling/domain/wish.h"

namespace zamer::scheduling {
namespace {

const Actor kActor{.name = "departments/d1/employees/manager"};

std::string IdOf(const v1::Meeting& meeting) { return std::string(LastSegment(meeting.name())); }

}  // namespace

absl::Time March(int day, int hour, int minute) {
  return absl::FromCivil(absl::CivilSecond(2026, 3, day, hour, minute), *LoadZone("Europe/Moscow"));
}
absl::Time Monday10() { return March(2, 10); }

v1::Employee Designer(const std::string& id) {
  v1::Employee employee;
  employee.set_name(Child(kParent, "employees", id));
  employee.set_display_name("Designer");
  employee.add_roles(type::v1::DESIGNER);
  employee.set_state(v1::Employee::EMPLOYED);
  for (int weekday = 1; weekday <= 7; ++weekday) {
    v1::WeeklyShift& shift = *employee.add_weekly_shifts();
    shift.set_weekday(weekday);
    shift.set_start_minute(10 * 60);
    shift.set_end_minute(19 * 60);
  }
  return employee;
}

v1::Roster EmptyRoster() {
  v1::Department department;
  department.set_time_zone("Europe/Moscow");
  v1::Roster roster;
  CopyTo(roster, department);
  return roster;
}

v1::Roster RosterOf(const std::vector<std::string>& designers) {
  v1::Roster roster = EmptyRoster();
  for (const std::string& id : designers) CopyTo(roster, Designer(id));
  return roster;
}

v1::Meeting Asked(v1::Meeting::Kind kind, absl::Time start, const std::string& designer, const std::string& lead) {
  v1::Meeting meeting;
  meeting.set_lead(Child(kParent, "leads", lead));
  if (!designer.empty()) meeting.set_designer(Child(kParent, "employees", designer));
  meeting.set_kind(kind);
  *meeting.mutable_start_time() = ToTimestamp(start);
  return meeting;
}

Desk::Desk(v1::Roster roster_in) : roster(std::move(roster_in)), rules(*Rules::Of(roster)) {}

CalendarWeeks Desk::Weeks() const {
  CalendarWeeks weeks;
  for (const auto& [id, week] : calendar) weeks[id] = &week;
  return weeks;
}

std::string Desk::NextName() { return Child(kParent, "meetings", absl::StrCat("m", ++last_)); }

v1::Meeting Desk::Keep(Step step) {
  v1::CalendarWeek& week = calendar[CalendarIdOf(step.next)];
  week = WithMeeting(std::move(week), step.next, rules.TravelFor(step.next.kind()), now);
  return meetings[step.next.name()] = std::move(step.next);
}

void Desk::Drop(Step step) {
  v1::CalendarWeek& week = calendar[CalendarIdOf(step.next)];
  week = WithoutMeeting(std::move(week), IdOf(step.next));
  meetings[step.next.name()] = std::move(step.next);
}

absl::Status Desk::Place(v1::Meeting& meeting, const std::string& replaced) {
  const Wish wish = Wish::Of(meeting);
  const Exempt exempt{.lead_id = std::string(LastSegment(meeting.lead())), .meeting_id = replaced};
  ZAMER_ASSIGN_OR_RETURN(const std::string designer, ChooseDesigner(wish, roster, rules, Weeks(), exempt, now));
  meeting.set_designer(Child(kParent, "employees", designer));
  for (const std::string& id :
       OwnHolds(Weeks(), designer, wish.time, rules.TravelFor(wish.kind), exempt.lead_id, now)) {
    if (id != replaced) Drop(Release(meetings.at(Child(kParent, "meetings", id)), now));
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::Meeting> Desk::Hold(v1::Meeting asked) {
  ZAMER_ASSIGN_OR_RETURN(asked, CheckedMeeting(asked, kParent));
  ZAMER_RETURN_IF_ERROR(CheckWindow(Wish::Of(asked), rules, now));
  ZAMER_RETURN_IF_ERROR(Place(asked, ""));
  asked.set_name(NextName());
  return Keep(PlaceHold(std::move(asked), now, rules.hold_time));
}

absl::StatusOr<v1::Meeting> Desk::Book(v1::Meeting asked) {
  ZAMER_ASSIGN_OR_RETURN(asked, CheckedMeeting(asked, kParent));
  ZAMER_RETURN_IF_ERROR(CheckWindow(Wish::Of(asked), rules, now));
  ZAMER_RETURN_IF_ERROR(Place(asked, ""));
  asked.set_name(NextName());
  return Keep(scheduling::Book(std::move(asked), kActor, now, now));
}

absl::StatusOr<v1::Meeting> Desk::BookHeld(const std::string& name) {
  ZAMER_ASSIGN_OR_RETURN(Step step, BookHold(meetings.at(name), kActor, now, now));
  ZAMER_RETURN_IF_ERROR(Place(step.next, IdOf(step.next)));
  return Keep(std::move(step));
}

absl::StatusOr<v1::Meeting> Desk::Move(const std::string& name, absl::Time start, const std::string& designer) {
  const v1::Meeting old = meetings.at(name);
  v1::Meeting to = Asked(old.kind(), start, designer.empty() ? std::string(LastSegment(old.designer())) : designer,
                         std::string(LastSegment(old.lead())));
  ZAMER_ASSIGN_OR_RETURN(to, CheckedMeeting(to, kParent));
  to.set_name(NextName());
  ZAMER_RETURN_IF_ERROR(CheckWindow(Wish::Of(to), rules, now));
  ZAMER_ASSIGN_OR_RETURN(scheduling::Move move, Reschedule(old, to, now, now));
  ZAMER_RETURN_IF_ERROR(Place(to, IdOf(old)));
  Drop(std::move(move.from));
  return Keep(std::move(move.to));
}

absl::StatusOr<v1::Meeting> Desk::CallOff(const std::string& name) {
  v1::Cancellation cancellation;
  cancellation.set_party(v1::Cancellation::CLIENT);
  ZAMER_ASSIGN_OR_RETURN(Step step, Cancel(meetings.at(name), cancellation, now));
  v1::Meeting next = step.next;
  Drop(std::move(step));
  return next;
}

void Desk::FireTimers() {
  std::vector<Step> due;
  for (const auto& [name, meeting] : meetings) {
    if (auto step = DueStep(meeting, now)) due.push_back(*std::move(step));
  }
  for (Step& step : due) {
    if (TakesTime(step.next.state())) {
      meetings[step.next.name()] = step.next;
    } else {
      Drop(std::move(step));
    }
  }
}

std::vector<v1::Slot> Desk::Search(v1::SearchSlotsRequest request) const {
  request.set_parent(kParent);
  const SlotQuery query = *QueryOf(request, rules, now);
  return *FindSlots(query, roster, rules, Weeks(), now);
}

}  // namespace zamer::scheduling
