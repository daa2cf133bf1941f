// Several hashes of counters as they are at one moment.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <string>
#include <vector>

#include "services/common/redis/reply.h"
#include "services/common/store/store.h"

namespace zamer::store {

// As Store::ReadCounters, with no commit in between. Redis serves nobody else meanwhile: not for many hashes.
asio::awaitable<absl::StatusOr<std::vector<Store::Counters>>> ReadCountersAtOnce(Store& store, std::string department,
                                                                                 std::vector<std::string> names,
                                                                                 absl::Time deadline);

// What HGETALL answered. INTERNAL for rows that no store wrote.
absl::StatusOr<Store::Counters> ParseCounters(const redis::Reply& reply);

}  // namespace zamer::store
