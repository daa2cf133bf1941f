// Which of Alertmanager's alerts a department is told of.
#pragma once
#include <absl/status/statusor.h>

#include <string>
#include <string_view>

namespace zamer::gateway {

// Takes what Alertmanager's API answers (a JSON array of alerts) and gives a JSON array of those that are of this
// department or of none, each with `labels`, `annotations` and `startsAt`. UNAVAILABLE/PEER_UNAVAILABLE for anything
// that is no such array.
absl::StatusOr<std::string> AlertsOf(std::string_view alertmanager_json, std::string_view department);

}  // namespace zamer::gateway
