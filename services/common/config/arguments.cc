#include "services/common/config/arguments.h"

namespace zamer::config {

std::vector<Argument> SplitArguments(std::span<const std::string_view> arguments) {
  std::vector<Argument> result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view text = arguments[i];
    if (!text.starts_with("--") || text.size() == 2) {
      result.push_back({.name = "", .value = std::string(text)});
      continue;
    }
    const std::size_t equals = text.find('=');
    Argument argument{.name = std::string(text.substr(2, equals - 2)), .value = std::nullopt};
    if (equals != std::string_view::npos) {
      argument.value = text.substr(equals + 1);
    } else if (i + 1 < arguments.size() && !arguments[i + 1].starts_with("--")) {
      argument.value = arguments[++i];
    }
    result.push_back(std::move(argument));
  }
  return result;
}

std::vector<Variable> VariablesWithPrefix(const char* const* environment, std::string_view prefix) {
  std::vector<Variable> result;
  for (; environment != nullptr && *environment != nullptr; ++environment) {
    const std::string_view text = *environment;
    const std::size_t equals = text.find('=');
    if (!text.starts_with(prefix) || equals == std::string_view::npos) continue;
    result.push_back({.name = std::string(text.substr(0, equals)), .value = std::string(text.substr(equals + 1))});
  }
  return result;
}

}  // namespace zamer::config
