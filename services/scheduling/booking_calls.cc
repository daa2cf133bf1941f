#include "services/scheduling/booking_calls.h"

#include <utility>
#include <vector>

#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/belongs.h"
#include "services/scheduling/domain/occurred.h"
#include "services/scheduling/domain/placement.h"
#include "services/scheduling/domain/roster.h"
#include "services/scheduling/lead_feed.h"

namespace zamer::scheduling {
namespace {

constexpr std::string_view kMeetings = "meetings";

std::string LeadIdOf(const v1::Meeting& meeting) { return std::string(LastSegment(meeting.lead())); }

// The meeting that a request moves, at its new time.
absl::StatusOr<v1::Meeting> Moved(const v1::Meeting& old, const v1::RescheduleMeetingRequest& request,
                                  std::string_view id) {
  v1::Meeting to = Successor(old, Child(DepartmentNameOf(DepartmentOf(old.name())), kMeetings, id));
  if (!request.designer().empty()) to.set_designer(request.designer());
  const absl::Duration length = FromTimestamp(old.end_time()) - FromTimestamp(old.start_time());
  const absl::Time start = FromTimestamp(request.start_time());
  const absl::Time end = request.has_end_time() ? FromTimestamp(request.end_time()) : start + length;
  ZAMER_RETURN_IF_ERROR(CheckTimes({.start = start, .end = end}, ""));
  *to.mutable_start_time() = ToTimestamp(start);
  *to.mutable_end_time() = ToTimestamp(end);
  Violations violations;
  CheckBelongs(to.designer(), old.name(), "designer", violations);
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  return to;
}

}  // namespace

asio::awaitable<absl::Status> BookingCalls::CheckLeadIsFree(store::Transaction& tx, const v1::Meeting& meeting,
                                                            std::string replaced) {
  const std::string department(DepartmentOf(meeting.lead()));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string other, co_await tx.Lookup(department, LeadAt(meeting)));
  if (other.empty() || other == replaced) co_return absl::OkStatus();
  co_return AlreadyExists(Reason::kMeetingAlreadyExists, "The lead has this meeting already; use it or move it.",
                          {{"meeting", Child(DepartmentNameOf(department), kMeetings, other)}});
}

asio::awaitable<absl::Status> BookingCalls::CheckDesigner(store::Transaction& tx, const Desk& desk,
                                                          const v1::Meeting& meeting) {
  if (meeting.designer().empty() || FindDesigner(*desk.roster, LastSegment(meeting.designer())) != nullptr) {
    co_return absl::OkStatus();
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::Employee employee, co_await Load<v1::Employee>(tx, meeting.designer()));
  if (employee.state() == v1::Employee::DISMISSED) {
    co_return FailedPrecondition(Reason::kEmployeeDismissed, "The designer left; choose another.",
                                 {{"employee", employee.name()}});
  }
  Violations violations;
  violations.Add("designer", "must be an employee with the role DESIGNER");
  co_return violations.ToStatus();
}

asio::awaitable<absl::Status> BookingCalls::Place(store::Transaction& tx, const rpc::Call& call, const Desk& desk,
                                                  v1::Meeting& meeting, std::string replaced) {
  ZAMER_CO_RETURN_IF_ERROR(co_await CheckDesigner(tx, desk, meeting));
  const Wish wish = Wish::Of(meeting);
  const Exempt exempt{.lead_id = LeadIdOf(meeting), .meeting_id = std::move(replaced)};
  ZAMER_CO_ASSIGN_OR_RETURN(const CalendarWeeks weeks,
                            co_await ReadWeeks(tx, desk.department, CalendarIdsFor(wish, *desk.roster, desk.rules)));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string designer,
                            ChooseDesigner(wish, *desk.roster, desk.rules, weeks, exempt, call.now()));
  meeting.set_designer(Child(DepartmentNameOf(desk.department), "employees", designer));
  const std::vector<std::string> own =
      OwnHolds(weeks, designer, wish.time, desk.rules.TravelFor(wish.kind), exempt.lead_id, call.now());
  for (const std::string& id : own) {
    if (id == exempt.meeting_id) continue;
    ZAMER_CO_ASSIGN_OR_RETURN(const v1::Meeting hold,
                              co_await Load<v1::Meeting>(tx, Child(DepartmentNameOf(desk.department), kMeetings, id)));
    ZAMER_CO_RETURN_IF_ERROR(co_await Vacate(tx, hold));
    Step step = Release(hold, call.now());
    Save(tx, events::CauseOf(call), parts_.ids, std::move(step.next), std::move(step.event), step.occurred);
  }
  co_return absl::OkStatus();
}

asio::awaitable<absl::StatusOr<v1::Meeting>> BookingCalls::OccupyAndSave(store::Transaction& tx, const rpc::Call& call,
                                                                         const Desk& desk, Step step) {
  ZAMER_CO_RETURN_IF_ERROR(co_await Occupy(tx, step.next, desk.rules.TravelFor(step.next.kind()), call.now()));
  co_return Save(tx, events::CauseOf(call), parts_.ids, std::move(step.next), std::move(step.event), step.occurred);
}

asio::awaitable<absl::StatusOr<v1::Meeting>> BookingCalls::Hold(rpc::Call& call, const v1::HoldSlotRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(v1::Meeting asked, CheckedMeeting(request.meeting(), request.parent()));
  asked.set_name(Child(request.parent(), kMeetings, parts_.ids.NextId()));
  const auto hold = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<v1::Meeting>> {
    v1::Meeting meeting = asked;
    ZAMER_CO_ASSIGN_OR_RETURN(const Desk desk, co_await OpenDesk(tx, std::string(DepartmentOf(request.parent()))));
    ZAMER_CO_RETURN_IF_ERROR(CheckWindow(Wish::Of(meeting), desk.rules, call.now()));
    ZAMER_CO_RETURN_IF_ERROR(co_await CheckMayBeContacted(tx, meeting.lead()));
    ZAMER_CO_RETURN_IF_ERROR(co_await CheckLeadIsFree(tx, meeting));
    ZAMER_CO_RETURN_IF_ERROR(co_await Place(tx, call, desk, meeting));
    co_return co_await OccupyAndSave(tx, call, desk, PlaceHold(std::move(meeting), call.now(), desk.rules.hold_time));
  };
  auto held = co_await Commit<v1::Meeting>(parts_.store, call, request, request.parent(), hold);
  if (held.ok()) co_return held;
  co_return co_await search_.WithNextSlots(held.status(), call, request.parent(), Wish::Of(asked), LeadIdOf(asked));
}

asio::awaitable<absl::StatusOr<v1::Meeting>> BookingCalls::Book(rpc::Call& call,
                                                                const v1::BookMeetingRequest& request) {
  Violations violations;
  CheckBelongs(request.hold(), request.parent(), "hold", violations);
  ZAMER_CO_RETURN_IF_ERROR(violations.ToStatus());
  if (request.has_hold()) co_return co_await BookHeld(call, request);
  co_return co_await BookNew(call, request);
}

asio::awaitable<absl::StatusOr<v1::Meeting>> BookingCalls::BookNew(rpc::Call& call,
                                                                   const v1::BookMeetingRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(v1::Meeting asked, CheckedMeeting(request.meeting(), request.parent()));
  asked.set_name(Child(request.parent(), kMeetings, parts_.ids.NextId()));
  const auto book = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<v1::Meeting>> {
    v1::Meeting meeting = asked;
    ZAMER_CO_ASSIGN_OR_RETURN(const absl::Time occurred, OccurredTimeOf(request, call.now()));
    ZAMER_CO_ASSIGN_OR_RETURN(const Desk desk, co_await OpenDesk(tx, std::string(DepartmentOf(request.parent()))));
    ZAMER_CO_RETURN_IF_ERROR(CheckWindow(Wish::Of(meeting), desk.rules, occurred));
    ZAMER_CO_RETURN_IF_ERROR(co_await CheckMayBeContacted(tx, meeting.lead()));
    ZAMER_CO_RETURN_IF_ERROR(co_await CheckLeadIsFree(tx, meeting));
    ZAMER_CO_RETURN_IF_ERROR(co_await Place(tx, call, desk, meeting));
    co_return co_await OccupyAndSave(tx, call, desk,
                                     scheduling::Book(std::move(meeting), ActorOf(call), occurred, call.now()));
  };
  auto booked = co_await Commit<v1::Meeting>(parts_.store, call, request, request.parent(), book);
  if (booked.ok()) co_return booked;
  co_return co_await search_.WithNextSlots(booked.status(), call, request.parent(), Wish::Of(asked), LeadIdOf(asked));
}

asio::awaitable<absl::StatusOr<v1::Meeting>> BookingCalls::BookHeld(rpc::Call& call,
                                                                    const v1::BookMeetingRequest& request) {
  const auto book = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<v1::Meeting>> {
    ZAMER_CO_ASSIGN_OR_RETURN(const absl::Time occurred, OccurredTimeOf(request, call.now()));
    ZAMER_CO_ASSIGN_OR_RETURN(const auto hold, co_await tx.Get<v1::Meeting>(KeyOf(request.hold())));
    if (!hold) {
      co_return NotFound(Reason::kHoldNotFound, "There is no such hold; check its name.", {{"hold", request.hold()}});
    }
    ZAMER_CO_ASSIGN_OR_RETURN(Step step, BookHold(*hold, ActorOf(call), occurred, call.now()));
    ZAMER_CO_ASSIGN_OR_RETURN(const Desk desk, co_await OpenDesk(tx, std::string(DepartmentOf(request.hold()))));
    ZAMER_CO_RETURN_IF_ERROR(co_await CheckMayBeContacted(tx, step.next.lead()));
    ZAMER_CO_RETURN_IF_ERROR(co_await CheckLeadIsFree(tx, step.next));
    ZAMER_CO_RETURN_IF_ERROR(co_await Place(tx, call, desk, step.next, std::string(LastSegment(request.hold()))));
    co_return co_await OccupyAndSave(tx, call, desk, std::move(step));
  };
  co_return co_await Commit<v1::Meeting>(parts_.store, call, request, request.hold(), book);
}

asio::awaitable<absl::StatusOr<v1::Meeting>> BookingCalls::Reschedule(rpc::Call& call,
                                                                      const v1::RescheduleMeetingRequest& request) {
  const std::string id = parts_.ids.NextId();
  const std::string department(DepartmentOf(request.name()));
  v1::Meeting asked;
  const auto move = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<v1::Meeting>> {
    ZAMER_CO_ASSIGN_OR_RETURN(const absl::Time occurred, OccurredTimeOf(request, call.now()));
    ZAMER_CO_ASSIGN_OR_RETURN(const v1::Meeting old, co_await Load<v1::Meeting>(tx, request.name(), request.etag()));
    ZAMER_CO_ASSIGN_OR_RETURN(asked, Moved(old, request, id));
    ZAMER_CO_ASSIGN_OR_RETURN(Move decided, scheduling::Reschedule(old, asked, occurred, call.now()));
    ZAMER_CO_ASSIGN_OR_RETURN(const Desk desk, co_await OpenDesk(tx, department));
    ZAMER_CO_RETURN_IF_ERROR(CheckWindow(Wish::Of(asked), desk.rules, occurred));
    const std::string old_id(LastSegment(old.name()));
    ZAMER_CO_RETURN_IF_ERROR(co_await CheckLeadIsFree(tx, asked, old_id));
    ZAMER_CO_RETURN_IF_ERROR(co_await Place(tx, call, desk, asked, old_id));
    ZAMER_CO_RETURN_IF_ERROR(co_await Vacate(tx, old));
    Save(tx, events::CauseOf(call), parts_.ids, std::move(decided.from.next), std::move(decided.from.event), occurred);
    co_return co_await OccupyAndSave(tx, call, desk, std::move(decided.to));
  };
  auto moved = co_await Commit<v1::Meeting>(parts_.store, call, request, request.name(), move);
  if (moved.ok()) co_return moved;
  co_return co_await search_.WithNextSlots(moved.status(), call, DepartmentNameOf(department), Wish::Of(asked),
                                           LeadIdOf(asked));
}

}  // namespace zamer::scheduling
