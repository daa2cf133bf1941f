// What a Redis holds, for tests that look at all of it.
#pragma once
#include <absl/time/time.h>

#include <optional>
#include <string>
#include <vector>

#include "tests/support/redis_server.h"

namespace zamer::testing {

struct StoredKey {
  std::string name;
  // As Redis calls it: `string`, `hash`, `zset`, `stream`.
  std::string type;
  // How long it will live; infinite where it does not expire.
  absl::Duration life;
  // Of a sorted set: its least score.
  std::optional<double> least_score;
};

// Every key, by name. What comes or goes meanwhile may be missed.
std::vector<StoredKey> ScanAll(RedisServer& redis);

}  // namespace zamer::testing
