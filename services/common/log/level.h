// How much a service says.
#pragma once
#include <string_view>

namespace zamer::log {

// From the least to the most urgent.
enum class Level { kDebug, kInfo, kWarning, kError };

// "debug", "info", "warning", "error".
constexpr std::string_view LevelName(Level level) {
  switch (level) {
    case Level::kDebug:
      return "debug";
    case Level::kInfo:
      return "info";
    case Level::kWarning:
      return "warning";
    case Level::kError:
      return "error";
  }
  return "error";
}

}  // namespace zamer::log
