// Shares the partitions among replicas. Correctness never depends on a lease: it only saves double work.
#pragma once
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <cstdint>
#include <string>

#include "services/common/store/store.h"

namespace zamer::events {

// Loop thread only.
class Leases {
 public:
  static constexpr absl::Duration kTerm = absl::Seconds(10);

  // `holder` is unique among replicas.
  Leases(store::Store& store, std::string holder);

  // Takes or renews the lease on one job of a partition for kTerm; false when another replica has it or Redis does not
  // answer. Renew at a third of the term.
  asio::awaitable<bool> Hold(std::uint32_t partition, std::string job);
  // Gives it up, so that another replica can take over at once.
  asio::awaitable<void> Release(std::uint32_t partition, std::string job);

 private:
  store::Store& store_;
  std::string holder_;
};

}  // namespace zamer::events
