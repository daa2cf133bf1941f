#pragma once

#include <absl/time/time.h>

#include <string>
#include <string_view>
#include <vector>

#include "zamer/type/v1/role.pb.h"

namespace zamer {
class Clock;
}

namespace zamer::security {

// A token signed with the built-in development key, for zamerctl, tests and services on one developer's machine.
// Believed only where TokenPolicy::development_key allows it. `ttl` counts from the clock's now.
std::string MintDevelopmentToken(const Clock& clock, std::string_view subject, std::string_view department,
                                 const std::vector<type::v1::Role>& roles, absl::Duration ttl);

}  // namespace zamer::security
