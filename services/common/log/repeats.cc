#include "services/common/log/repeats.h"

#include <utility>

namespace zamer::log {

std::optional<std::int64_t> Repeats::Admit(Level level, std::string_view message, absl::Time now) {
  if (per_second_ == 0) return 0;
  Window& window = windows_[{message, level}];
  if (window.IsOver(now)) {
    window.start = now;
    window.admitted = 0;
  }
  if (window.admitted == per_second_) {
    ++window.held;
    return std::nullopt;
  }
  ++window.admitted;
  return std::exchange(window.held, 0);
}

std::vector<Repeats::Untold> Repeats::Due(absl::Time now) {
  std::vector<Untold> untold;
  if (now >= last_look_ && now - last_look_ < absl::Seconds(1)) return untold;
  last_look_ = now;
  for (auto& [key, window] : windows_) {
    if (window.held > 0 && window.IsOver(now)) {
      untold.push_back({.level = key.second, .message = key.first, .count = std::exchange(window.held, 0)});
    }
  }
  return untold;
}

std::vector<Repeats::Untold> Repeats::All() {
  std::vector<Untold> untold;
  for (auto& [key, window] : windows_) {
    if (window.held > 0) {
      untold.push_back({.level = key.second, .message = key.first, .count = std::exchange(window.held, 0)});
    }
  }
  return untold;
}

}  // namespace zamer::log
