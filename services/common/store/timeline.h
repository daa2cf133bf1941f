// The events of one record, in the order of the service's log.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "services/common/store/store.h"

namespace zamer::store {

struct TimelinePage {
  std::vector<std::string> events;  // as they were emitted
  bool last = false;                // nothing comes after them
};

// Up to `count` of the record's events after the first `begin`. The list only grows, so a place in it stays right.
asio::awaitable<absl::StatusOr<TimelinePage>> ReadTimeline(Store& store, Key key, std::int64_t begin, int count,
                                                           absl::Time deadline);

}  // namespace zamer::store
