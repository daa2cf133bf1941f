#include "services/gateway/domain/intake/arrival.h"

#include <absl/strings/str_cat.h>

#include "services/common/status/errors.h"

namespace zamer::gateway::intake {

std::string KeyOf(const Arrival& arrival) {
  if (arrival.platform_id.empty() || arrival.grows) return absl::StrCat(arrival.platform_id, "\n", arrival.body);
  return arrival.platform_id;
}

absl::Status Unreadable(std::string_view what) {
  return InvalidArgument(Reason::kDeliveryUnreadable,
                         absl::StrCat("The delivery cannot be read: ", std::string(what), "."));
}

Arrival UnreadableArrival(std::string_view body, const absl::Status& why) {
  return {.body = std::string(body),
          .reason = std::string(ReasonName(Reason::kDeliveryUnreadable)),
          .message = std::string(why.message())};
}

}  // namespace zamer::gateway::intake
