#include "services/gateway/access/display_keeper.h"

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/gateway/access/access_records.h"
#include "services/gateway/access/refusals.h"
#include "services/gateway/access/secrets.h"

namespace zamer::gateway::access {

asio::awaitable<absl::StatusOr<Caller>> DisplayKeeper::Resolve(Ticket ticket, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(
      const auto found, co_await store_.Get<v1::DisplayRecord>(DisplayKey(ticket.department, ticket.owner), deadline));
  if (!found.record || found.record->secret_hash() != HashOf(ticket.secret)) co_return Ended();
  const v1::Display& display = found.record->display();
  Caller caller;
  caller.subject = {.name = display.name(), .department = ticket.department, .roles = {type::v1::DISPLAY}};
  caller.shown.set_department(DepartmentNameOf(ticket.department));
  caller.shown.set_display_name(display.display_name());
  caller.shown.add_roles(type::v1::DISPLAY);
  caller.shown.set_display(true);
  co_return caller;
}

}  // namespace zamer::gateway::access
