// Secrets that we give to browsers, and what we keep of them.
#pragma once
#include <string>
#include <string_view>

namespace zamer::gateway::access {

// 256 random bits in base64url.
std::string NewSecret();

// SHA-256 in base64url. Enough for what NewSecret makes, which nobody can guess; never for a password.
std::string HashOf(std::string_view secret);

}  // namespace zamer::gateway::access
