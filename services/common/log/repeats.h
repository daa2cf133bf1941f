// Keeps one message that is logged over and over from drowning the rest.
#pragma once
#include <absl/time/time.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/log/level.h"

namespace zamer::log {

// Lets through the first n lines of each message per second and counts the others. Keys are literals, so there are as
// many as the program has messages. Not thread-safe.
class Repeats {
 public:
  // 0 lets everything through.
  explicit Repeats(int per_second) : per_second_(per_second) {}

  // How many lines of this message were held back before this one; no value when this one is to be held back too.
  std::optional<std::int64_t> Admit(Level level, std::string_view message, absl::Time now);

  // A message of which lines were held back and not yet told.
  struct Untold {
    Level level;
    std::string_view message;
    std::int64_t count;
  };
  // Those of seconds that are over, at most once per second; told thereby.
  std::vector<Untold> Due(absl::Time now);
  // All of them; told thereby.
  std::vector<Untold> All();

 private:
  struct Window {
    absl::Time start = absl::InfinitePast();
    int admitted = 0;
    std::int64_t held = 0;
    // Whether `now` is beyond this second, or before it: the clock jumped back.
    bool IsOver(absl::Time now) const { return now < start || now - start >= absl::Seconds(1); }
  };

  int per_second_;
  std::map<std::pair<std::string_view, Level>, Window> windows_;
  absl::Time last_look_ = absl::InfinitePast();
};

}  // namespace zamer::log
