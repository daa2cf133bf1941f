#include "services/scheduling/roster_access.h"

namespace zamer::scheduling {

asio::awaitable<absl::StatusOr<v1::Roster>> LoadRoster(store::Transaction& tx, std::string name) {
  const std::string_view department = DepartmentOf(name);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::Roster>(RosterKey(department)));
  if (!found) co_return NoSuch(static_cast<v1::Department*>(nullptr), DepartmentNameOf(department));
  co_return *found;
}

}  // namespace zamer::scheduling
