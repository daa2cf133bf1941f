// VK's Callback API: https://dev.vk.com/ru/api/callback/getting-started
#pragma once
#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "services/gateway/domain/intake/arrival.h"
#include "services/gateway/domain/intake/enquiry.h"
#include "services/gateway/domain/intake/json.h"

namespace zamer::gateway::intake {

// One event of a community.
struct VkEvent {
  Json body;
  std::string type;

  // VK asks for the confirmation code before it delivers anything.
  bool AsksToConfirm() const { return type == "confirmation"; }
};

// The event, if it is of the configured community and, but for a confirmation, carries the secret.
// INVALID_ARGUMENT/DELIVERY_UNREADABLE, PERMISSION_DENIED/DELIVERY_REFUSED.
absl::StatusOr<VkEvent> ReadVkEvent(const VkSettings& settings, std::string_view body);

// A message from a person, or a form of an advertisement that a person has filled in; nothing for other events.
Arrivals ArrivalsOf(const VkEvent& event);

// `body`: that of an arrival.
absl::StatusOr<lead::v1::CreateLeadRequest> VkEnquiry(const Envelope& envelope, const JsonView& body);

}  // namespace zamer::gateway::intake
