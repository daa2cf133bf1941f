#include "services/scheduling/presence_calls.h"

#include <utility>

#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/coverage.h"
#include "services/scheduling/domain/presence.h"
#include "services/scheduling/domain/rules.h"
#include "services/scheduling/roster_access.h"

namespace zamer::scheduling {

asio::awaitable<absl::StatusOr<v1::Employee>> PresenceCalls::CheckIn(rpc::Call& call,
                                                                     const v1::CheckInRequest& request) {
  const auto come = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<v1::Employee>> {
    ZAMER_CO_ASSIGN_OR_RETURN(v1::Employee employee, co_await Load<v1::Employee>(tx, request.name()));
    ZAMER_CO_ASSIGN_OR_RETURN(const v1::Roster roster, co_await LoadRoster(tx, request.name()));
    ZAMER_CO_ASSIGN_OR_RETURN(EmployeeStep step,
                              scheduling::CheckIn(std::move(employee), roster, ActorOf(call), call.now()));
    co_return SaveEmployee(tx, events::CauseOf(call), parts_.ids, std::move(step));
  };
  co_return co_await Commit<v1::Employee>(parts_.store, call, request, request.name(), come);
}

asio::awaitable<absl::StatusOr<v1::Employee>> PresenceCalls::CheckOut(rpc::Call& call,
                                                                      const v1::CheckOutRequest& request) {
  const auto leave = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<v1::Employee>> {
    ZAMER_CO_ASSIGN_OR_RETURN(v1::Employee employee, co_await Load<v1::Employee>(tx, request.name()));
    ZAMER_CO_ASSIGN_OR_RETURN(EmployeeStep step, scheduling::CheckOut(std::move(employee), ActorOf(call), call.now()));
    co_return SaveEmployee(tx, events::CauseOf(call), parts_.ids, std::move(step));
  };
  co_return co_await Commit<v1::Employee>(parts_.store, call, request, request.name(), leave);
}

asio::awaitable<absl::StatusOr<v1::Coverage>> PresenceCalls::GetCoverage(rpc::Call& call,
                                                                         const v1::GetCoverageRequest& request) {
  if (request.has_start_time() && !IsValid(request.start_time())) {
    Violations violations;
    violations.Add("start_time", "must be a time of the years 1 to 9999");
    co_return violations.ToStatus();
  }
  const std::string_view department = DepartmentOf(request.name());
  ZAMER_CO_ASSIGN_OR_RETURN(const auto roster,
                            co_await parts_.store.Get<v1::Roster>(RosterKey(department), call.deadline()));
  if (!roster.record) co_return NoSuch(static_cast<v1::Department*>(nullptr), request.name());
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known,
                            co_await parts_.store.Get<v1::CoverageRecord>(CoverageKey(department), call.deadline()));
  ZAMER_CO_ASSIGN_OR_RETURN(const Rules rules, Rules::Of(*roster.record));
  const absl::Time start = request.has_start_time() ? FromTimestamp(request.start_time()) : call.now();
  const int days = request.days() == 0 ? kCoverageDays : request.days();
  co_return CoverageOf(*roster.record, known.record.value_or(v1::CoverageRecord()),
                       CoverageRange(start, days, rules.zone),
                       request.with_lead_managers() ? Names::kTold : Names::kLeftOut);
}

}  // namespace zamer::scheduling
