#pragma once

#include <string>

namespace zamer::gateway::http {

// The time as the header `date` has it (RFC 9110, section 5.6.7). Loop thread only.
std::string DateOfNow();

}  // namespace zamer::gateway::http
