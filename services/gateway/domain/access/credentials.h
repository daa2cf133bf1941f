// Which logins and passwords are taken.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>
#include <string_view>

namespace zamer::gateway::access {

// The login as it is kept and compared: without spaces around it, Latin and Cyrillic letters in lower case.
std::string FoldLogin(std::string_view login);

// The login folded. FIELD_INVALID when it has no letters at all, or control characters.
absl::StatusOr<std::string> ReadLogin(std::string_view login);

// PASSWORD_WEAK unless it has 10 to 128 characters, is neither the login nor one that is tried first by whoever
// guesses. `login`: folded.
absl::Status CheckPassword(std::string_view password, std::string_view login);

}  // namespace zamer::gateway::access
