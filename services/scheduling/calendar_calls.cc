#include "services/scheduling/calendar_calls.h"

#include <utility>

#include "services/scheduling/domain/production_calendar.h"
#include "services/scheduling/roster_access.h"

namespace zamer::scheduling {
namespace {

v1::ProductionCalendar CalendarOf(std::string department, const v1::Roster& roster) {
  v1::ProductionCalendar calendar;
  calendar.set_department(std::move(department));
  *calendar.mutable_days() = roster.calendar_days();
  return calendar;
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::ProductionCalendar>> CalendarCalls::Read(std::string department,
                                                                            absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found,
                            co_await parts_.store.Get<v1::Roster>(RosterKey(DepartmentOf(department)), deadline));
  if (!found.record) co_return NoSuch(static_cast<v1::Department*>(nullptr), department);
  co_return CalendarOf(std::move(department), *found.record);
}

asio::awaitable<absl::StatusOr<v1::ProductionCalendar>> CalendarCalls::Get(rpc::Call& call,
                                                                           const v1::GetCalendarRequest& request) {
  co_return co_await Read(request.name(), call.deadline());
}

asio::awaitable<absl::StatusOr<v1::ProductionCalendar>> CalendarCalls::Import(
    rpc::Call& call, const v1::ImportCalendarRequest& request) {
  v1::ProductionCalendar reply;
  const auto import = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    ZAMER_CO_ASSIGN_OR_RETURN(v1::Roster roster, co_await LoadRoster(tx, request.parent()));
    ZAMER_CO_ASSIGN_OR_RETURN(*roster.mutable_calendar_days(), WithYearsOf(request.days(), roster.calendar_days()));
    reply = CalendarOf(request.parent(), roster);
    v1::SchedulingEvent event;
    *event.mutable_calendar_changed()->mutable_days() = roster.calendar_days();
    ZAMER_CO_ASSIGN_OR_RETURN(const std::int64_t version, co_await PutRoster(tx, events::CauseOf(call), parts_.ids,
                                                                             request.parent(), std::move(roster)));
    *event.mutable_meta() = events::MakeMeta(events::CauseOf(call), parts_.ids, request.parent(), version, call.now());
    tx.Emit(event);
    co_return request.parent();
  };
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts_.store.Commit(store::MutationOf(call, DepartmentOf(request.parent()), request), import));
  if (!done.position.empty()) call.SetPosition(done.position);
  if (done.replayed) co_return co_await Read(done.answer, call.deadline());
  co_return reply;
}

}  // namespace zamer::scheduling
