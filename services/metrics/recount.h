// Counting a partition again from the beginning of the feeds.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "services/common/events/consumer.h"
#include "services/common/redis/script.h"
#include "services/common/store/store.h"

namespace zamer::metrics {

// A recount has three steps, each of which survives the death of any process:
//   1. The partition's record says `dropping`, set by Recompute, by a department that moved to another time zone, or by
//   a
//      replica that counts by newer rules.
//      Every batch reads that record in its commit, so from here on nothing is counted by any replica.
//   2. Any replica deletes facts, counters, dead letters and cursors, a few at a time, each deletion on the condition
//      that the record is still the same: one that comes late deletes nothing.
//   3. The record says so no longer and that it was done once more; whoever sees that number change has its consumers
//      read their cursors again, which are at the beginning now.
// What is known of departments stays: it is state, not counted. Loop thread only.
class Recount {
 public:
  Recount(asio::io_context& loop, store::Store& store, std::vector<events::Consumer*> consumers = {});
  ~Recount();

  // Looks after all partitions until Stop: at least once a second.
  void Start();
  void Stop();

  // One look at one partition: finishes a recount that was begun, and restarts the consumers after any that was
  // finished, here or elsewhere.
  asio::awaitable<absl::Status> Look(std::uint32_t partition, absl::Time deadline);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace zamer::metrics
