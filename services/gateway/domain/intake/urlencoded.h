// application/x-www-form-urlencoded, as in forms and behind the `?` of addresses.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zamer::gateway::intake {

// Names and values, in order. Reads any bytes: a `%` without two digits stands for itself, and what is not UTF-8
// becomes U+FFFD, so that a slip of the sender costs a letter and not the form.
std::vector<std::pair<std::string, std::string>> ReadUrlencoded(std::string_view text);

// The value of the first field of this name; empty without one.
std::string FieldOf(const std::vector<std::pair<std::string, std::string>>& fields, std::string_view name);

}  // namespace zamer::gateway::intake
