// Tells when numbers may have changed.
#pragma once
#include <cstdint>
#include <vector>

#include "services/common/events/signal.h"

namespace zamer::metrics {

// Counts the batches that this replica has committed, by partition, and wakes who waits for the next. Loop thread only.
class Changes {
 public:
  explicit Changes(std::uint32_t partitions) : partitions_(partitions) {}

  // A batch was committed.
  void Note(std::uint32_t partition) {
    ++partitions_[partition].batches;
    partitions_[partition].signal.Notify();
  }
  std::uint64_t batches(std::uint32_t partition) const { return partitions_[partition].batches; }
  // Returns once there have been more batches than `seen`, at the latest at `deadline`.
  asio::awaitable<void> WaitPast(std::uint32_t partition, std::uint64_t seen, absl::Time deadline) {
    if (partitions_[partition].batches == seen) co_await partitions_[partition].signal.Wait(deadline);
  }

 private:
  struct Partition {
    std::uint64_t batches = 0;
    events::Signal signal;
  };
  std::vector<Partition> partitions_;
};

}  // namespace zamer::metrics
