// Names and values as URLs and forms carry them.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zamer::gateway::access {

using FormFields = std::vector<std::pair<std::string_view, std::string_view>>;

// `x y` as `x%20y`.
std::string EncodeText(std::string_view text);

// `a=1&b=x%20y`.
std::string EncodeForm(const FormFields& fields);

// The value of the first field of this name; nothing without one, or when its value is not encoded well.
std::optional<std::string> FieldOf(std::string_view form, std::string_view name);

}  // namespace zamer::gateway::access
