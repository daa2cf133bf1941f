// Whether a delivery is its platform's.
#pragma once
#include <absl/status/status.h>

#include <string_view>

#include "services/common/config/values.h"

namespace zamer::gateway::intake {

// Whether the text is the secret; takes as long whatever the text is, but for its length. Never for an empty secret.
bool IsSecret(const config::Secret& secret, std::string_view text);

// Whether `signature`, a header such as `sha256=0a1b…`, is the HMAC-SHA-256 of the body under the key.
bool IsSignedBy(const config::Secret& key, std::string_view signature, std::string_view body);

// What is answered to a delivery whose secret or signature is wrong or missing.
absl::Status DeliveryRefused();

}  // namespace zamer::gateway::intake
