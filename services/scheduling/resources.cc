#include "services/scheduling/resources.h"

namespace zamer::scheduling {

Actor ActorOf(const rpc::Call& call) {
  return {.name = call.principal().subject, .is_sales_head = call.principal().roles.Has(type::v1::SALES_HEAD)};
}

}  // namespace zamer::scheduling
