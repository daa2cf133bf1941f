#include "services/scheduling/roster_access.h"

#include <utility>

#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/coverage.h"
#include "services/scheduling/domain/employee.h"
#include "services/scheduling/domain/refit.h"
#include "services/scheduling/domain/roster.h"
#include "services/scheduling/domain/rules.h"
#include "services/scheduling/domain/shift_watch.h"
#include "services/scheduling/refit.h"

namespace zamer::scheduling {
namespace {

// Works coverage out anew and tells it when it is different.
asio::awaitable<absl::Status> RefreshCoverage(store::Transaction& tx, events::Cause cause, IdSource& ids,
                                              std::string department, const v1::Roster& roster,
                                              const v1::Employee* employee) {
  const store::Key key = CoverageKey(DepartmentOf(department));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::CoverageRecord>(key));
  v1::CoverageRecord record = found ? *found : v1::CoverageRecord();
  if (employee != nullptr && !Enter(record, *employee)) co_return absl::OkStatus();
  ZAMER_CO_ASSIGN_OR_RETURN(const Rules rules, Rules::Of(roster));
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::Coverage coverage,
                            CoverageOf(roster, record, CoverageRange(cause.recorded, kCoverageDays, rules.zone)));
  v1::SchedulingEvent event;
  *event.mutable_coverage_changed() = FactOf(coverage);
  const bool is_news = event.coverage_changed().SerializeAsString() != record.told().SerializeAsString();
  *record.mutable_told() = event.coverage_changed();
  *record.mutable_told_time() = ToTimestamp(cause.recorded);
  const std::int64_t version = tx.Put(key, std::move(record));
  if (!is_news) co_return absl::OkStatus();
  *event.mutable_meta() = events::MakeMeta(cause, ids, department, version, cause.recorded);
  tx.Emit(event);
  co_return absl::OkStatus();
}

// Whose time is another now, his meetings may no longer fit.
asio::awaitable<absl::Status> BeginRefits(store::Transaction& tx, std::string department, const v1::Roster& roster,
                                          absl::Time now) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::Roster>(RosterKey(department)));
  if (!known) co_return absl::OkStatus();
  for (const std::string& id : DesignersToRefit(*known, roster)) {
    ZAMER_CO_RETURN_IF_ERROR(co_await BeginRefit(tx, department, id, now));
  }
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> RearmWatch(store::Transaction& tx, const v1::Employee& employee, const v1::Roster& roster,
                                         absl::Time now) {
  const store::Key key = ShiftWatchKey(DepartmentOf(employee.name()), LastSegment(employee.name()));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::ShiftWatch>(key));
  ZAMER_CO_ASSIGN_OR_RETURN(v1::ShiftWatch watch, Rearm(found ? *found : v1::ShiftWatch(), employee, roster, now));
  tx.Put(key, std::move(watch));
  co_return absl::OkStatus();
}

}  // namespace

asio::awaitable<absl::Status> RenewCoverage(store::Transaction& tx, events::Cause cause, IdSource& ids,
                                            std::string department) {
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::Roster roster, co_await LoadRoster(tx, department));
  co_return co_await RefreshCoverage(tx, std::move(cause), ids, std::move(department), roster, nullptr);
}

asio::awaitable<absl::StatusOr<v1::Roster>> LoadRoster(store::Transaction& tx, std::string name) {
  const std::string_view department = DepartmentOf(name);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::Roster>(RosterKey(department)));
  if (!found) co_return NoSuch(static_cast<v1::Department*>(nullptr), DepartmentNameOf(department));
  co_return *found;
}

v1::Employee SaveEmployee(store::Transaction& tx, const events::Cause& cause, IdSource& ids, EmployeeStep step) {
  const std::int64_t version = tx.Put(KeyOf(step.next.name()), step.next);
  const auto tell = [&](v1::SchedulingEvent& event, absl::Time occurred) {
    *event.mutable_meta() = events::MakeMeta(cause, ids, step.next.name(), version, occurred);
    tx.Emit(event);
  };
  v1::SchedulingEvent changed;
  *changed.mutable_employee_changed() = FactOf(step.next);
  tell(changed, cause.recorded);
  for (EmployeeStep::Told& each : step.told) tell(each.event, each.occurred);
  return Shown(std::move(step.next), version);
}

asio::awaitable<absl::StatusOr<v1::Employee>> PutEmployee(store::Transaction& tx, events::Cause cause, IdSource& ids,
                                                          EmployeeStep step) {
  const std::string department = DepartmentNameOf(DepartmentOf(step.next.name()));
  ZAMER_CO_ASSIGN_OR_RETURN(v1::Roster roster, co_await LoadRoster(tx, department));
  CopyTo(roster, step.next);
  ZAMER_CO_RETURN_IF_ERROR(co_await RearmWatch(tx, step.next, roster, cause.recorded));
  v1::Employee shown = SaveEmployee(tx, cause, ids, std::move(step));
  const auto put = co_await PutRoster(tx, std::move(cause), ids, department, std::move(roster), &shown);
  if (!put.ok()) co_return put.status();
  co_return shown;
}

asio::awaitable<absl::StatusOr<std::int64_t>> PutRoster(store::Transaction& tx, events::Cause cause, IdSource& ids,
                                                        std::string department, v1::Roster roster,
                                                        const v1::Employee* employee) {
  ZAMER_CO_RETURN_IF_ERROR(co_await BeginRefits(tx, std::string(DepartmentOf(department)), roster, cause.recorded));
  const std::int64_t version = tx.Put(RosterKey(DepartmentOf(department)), roster);
  ZAMER_CO_RETURN_IF_ERROR(
      co_await RefreshCoverage(tx, std::move(cause), ids, std::move(department), roster, employee));
  co_return version;
}

}  // namespace zamer::scheduling
