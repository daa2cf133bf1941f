#include "services/lead/redistribution_calls.h"

#include <absl/time/clock.h>

#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/lead/domain/roster.h"
#include "services/lead/lead_records.h"
#include "services/lead/redistributions.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

// What is kept of the time for the answer, and for a page that takes long.
constexpr absl::Duration kReserve = absl::Milliseconds(300);
// After so long without a page, a call is taken for dead: the timer goes on in its place.
constexpr absl::Duration kPause = absl::Seconds(2);

asio::awaitable<absl::Status> CheckEmployee(store::Transaction& tx, const std::string& employee) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto roster, co_await tx.Get<v1::RosterRecord>(RosterKey(DepartmentOf(employee))));
  if (!roster || !roster->has_department()) co_return DepartmentNotFound(DepartmentOf(employee));
  if (FindEmployee(*roster, employee) != nullptr) co_return absl::OkStatus();
  co_return NotFound(Reason::kEmployeeNotFound, "There is no such employee: check the name.", {{"employee", employee}});
}

// Drives it; where another call of this process does already, waits until that one is done or the answer is due.
asio::awaitable<absl::StatusOr<v1::Redistribution>> Drive(const LeadParts& parts, rpc::Call& call, std::string name) {
  const absl::Duration left = call.deadline() - kReserve - absl::Now();
  const absl::Time until = call.now() + left;
  std::vector<std::string> alone{name};
  const absl::StatusOr<store::Gate::Pass> pass =
      co_await parts.gate.Enter(std::move(alone), call.deadline() - kReserve);
  Redistributing redistributing(parts, call.clock(), RedistributionKey(name), kPause);
  ZAMER_CO_ASSIGN_OR_RETURN(
      v1::RedistributionRecord record,
      co_await redistributing.Run([&] { return pass.ok() && call.wanted() && call.now() < until; }, call.deadline()));
  if (!redistributing.position().empty()) call.SetPosition(redistributing.position());
  co_return std::move(*record.mutable_redistribution());
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::Redistribution>> RedistributeLeads(const LeadParts& parts, rpc::Call& call,
                                                                      const v1::RedistributeLeadsRequest& request) {
  const std::string department(LastSegment(request.parent()));
  Violations violations;
  CheckDepartment(request.owner(), department, "owner", violations);
  ZAMER_CO_RETURN_IF_ERROR(violations.ToStatus());
  const auto body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    ZAMER_CO_RETURN_IF_ERROR(co_await CheckEmployee(tx, request.owner()));
    Leaver leaver{.employee = request.owner(), .reason = request.reason()};
    co_return co_await BeginOrJoin(parts, tx, std::move(leaver), events::CauseOf(call), call.now() + kPause);
  };
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Committed done,
                            co_await parts.store.Commit(store::MutationOf(call, department, request), body));
  co_return co_await Drive(parts, call, done.answer);
}

asio::awaitable<absl::StatusOr<v1::Redistribution>> GetRedistribution(const LeadParts& parts, const rpc::Call& call,
                                                                      const v1::GetRedistributionRequest& request) {
  Redistributing redistributing(parts, call.clock(), RedistributionKey(request.name()), kPause);
  ZAMER_CO_ASSIGN_OR_RETURN(v1::RedistributionRecord record,
                            co_await redistributing.Run([] { return false; }, call.deadline()));
  co_return std::move(*record.mutable_redistribution());
}

}  // namespace zamer::lead
