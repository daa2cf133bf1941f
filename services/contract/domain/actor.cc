#include "services/contract/domain/actor.h"

#include "services/common/status/errors.h"

namespace zamer::contract {

absl::Status CheckOwn(const Actor& actor, std::string_view designer) {
  if (actor.sales_head || actor.service || actor.name == designer) return absl::OkStatus();
  return PermissionDenied(Reason::kRoleNotAllowed,
                          "A designer changes only his own estimates and contracts; ask the sales head.",
                          {{"designer", std::string(designer)}, {"roles", "SALES_HEAD"}});
}

absl::Status CheckSalesHead(const Actor& actor, std::string_view sentence) {
  if (actor.sales_head) return absl::OkStatus();
  return PermissionDenied(Reason::kRoleNotAllowed, sentence, {{"roles", "SALES_HEAD"}});
}

}  // namespace zamer::contract
