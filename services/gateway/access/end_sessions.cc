#include "services/gateway/access/end_sessions.h"

#include "services/common/status/macros.h"
#include "services/gateway/access/access_records.h"

namespace zamer::gateway::access {

asio::awaitable<absl::Status> EndSessions(store::Transaction& tx, EmployeeName employee) {
  const store::Key key = SessionsKey(employee.department, employee.employee);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto sessions, co_await tx.Get<v1::SessionsRecord>(key));
  if (sessions && sessions->entries_size() > 0) tx.Put(key, v1::SessionsRecord());
  co_return absl::OkStatus();
}

}  // namespace zamer::gateway::access
