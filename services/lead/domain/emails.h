// E-mail addresses as people type them.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace zamer::lead {

// The address as it is kept: in lower case, without blanks around it. Nothing for what cannot be one: it needs one @
// with something on both sides, no blank, and 254 bytes at most.
std::optional<std::string> ReadEmail(std::string_view text);

}  // namespace zamer::lead
