#include "services/gateway/domain/intake/order.h"

#include <optional>

#include "services/common/status/macros.h"
#include "services/gateway/domain/intake/arrival.h"
#include "services/gateway/domain/intake/form.h"
#include "services/gateway/domain/intake/json.h"
#include "services/gateway/domain/intake/meta.h"
#include "services/gateway/domain/intake/pbx.h"
#include "services/gateway/domain/intake/vk.h"

namespace zamer::gateway::intake {

absl::StatusOr<Order> OrderOf(const Envelope& envelope, std::string_view body) {
  const std::optional<Json> json = Json::Parse(body);
  if (!json) return Unreadable("what was kept of it is no JSON object");
  switch (envelope.way.settings.index()) {
    case 0:
      return VkEnquiry(envelope, json->view());
    case 1:
      return MetaEnquiry(envelope, json->view());
    case 2:
      return FormEnquiry(envelope, json->view());
    default:
      return CallRequest(envelope, json->view());
  }
}

}  // namespace zamer::gateway::intake
