#include "services/scheduling/scheduling_events.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/scheduling/calendar_access.h"
#include "services/scheduling/domain/coverage.h"
#include "services/scheduling/domain/drop_out.h"
#include "services/scheduling/domain/presence.h"
#include "services/scheduling/domain/shift_watch.h"
#include "services/scheduling/refit.h"
#include "services/scheduling/roster_access.h"

namespace zamer::scheduling {

asio::awaitable<absl::Status> MeetingTimers::FireEmployee(store::Transaction& tx, const store::Key& key) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto employee, co_await tx.Get<v1::Employee>(key));
  if (!employee) co_return absl::OkStatus();
  const absl::Time now = clock_.Now();
  if (TimerOf(*employee) > now) co_return absl::OkStatus();
  EmployeeStep step{.next = *employee, .told = {}};
  ExpireCheckIn(step, now);
  TellDropOuts(step, now);
  const bool has_dropped_out = std::ranges::any_of(
      step.told, [](const EmployeeStep::Told& told) { return told.event.has_employee_dropped_out(); });
  if (has_dropped_out) ZAMER_CO_RETURN_IF_ERROR(co_await BeginRefit(tx, key.department, key.id, now));
  SaveEmployee(tx, events::CauseOf(parts_.store.service(), now), parts_.ids, std::move(step));
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> MeetingTimers::FireWatch(store::Transaction& tx, const store::Key& key) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto watch, co_await tx.Get<v1::ShiftWatch>(key));
  const absl::Time now = clock_.Now();
  if (!watch || TimerOf(*watch) > now) co_return absl::OkStatus();
  const std::string name = Child(DepartmentNameOf(key.department), "employees", key.id);
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::Roster roster, co_await LoadRoster(tx, name));
  EmployeeStep step;
  ZAMER_CO_ASSIGN_OR_RETURN(step.next, co_await Load<v1::Employee>(tx, name));
  ZAMER_CO_ASSIGN_OR_RETURN(v1::ShiftWatch next, Look(*watch, roster, now, step));
  tx.Put(key, std::move(next));
  if (!step.told.empty()) {
    SaveEmployee(tx, events::CauseOf(parts_.store.service(), now), parts_.ids, std::move(step));
  }
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> MeetingTimers::FireCoverage(store::Transaction& tx, const store::Key& key) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto record, co_await tx.Get<v1::CoverageRecord>(key));
  const absl::Time now = clock_.Now();
  if (!record || TimerOf(*record) > now) co_return absl::OkStatus();
  co_return co_await RenewCoverage(tx, events::CauseOf(parts_.store.service(), now), parts_.ids,
                                   DepartmentNameOf(key.department));
}

asio::awaitable<absl::Status> MeetingTimers::Fire(store::Transaction& tx, const store::Key& key, absl::Time) {
  if (key.kind == kEmployeeKind) co_return co_await FireEmployee(tx, key);
  if (key.kind == kShiftWatchKind) co_return co_await FireWatch(tx, key);
  if (key.kind == kCoverageKind) co_return co_await FireCoverage(tx, key);
  if (key.kind == kRefitKind) co_return co_await GoOnRefitting(tx, parts_, key, clock_.Now());
  ZAMER_CO_ASSIGN_OR_RETURN(const auto meeting, co_await tx.Get<v1::Meeting>(key));
  if (!meeting) co_return absl::OkStatus();
  const absl::Time now = clock_.Now();
  std::optional<Step> step = DueStep(*meeting, now);
  if (!step) co_return absl::OkStatus();
  if (!TakesTime(step->next.state())) ZAMER_CO_RETURN_IF_ERROR(co_await Vacate(tx, *meeting));
  Save(tx, events::CauseOf(parts_.store.service(), now), parts_.ids, std::move(step->next), std::move(step->event),
       step->occurred);
  co_return absl::OkStatus();
}

}  // namespace zamer::scheduling
