#pragma once

#include <absl/container/flat_hash_set.h>
#include <absl/status/status.h>

namespace zamer::rpc {

class CallState;

// The calls whose work is under way, so that a drain can end them. Loop thread only.
class OpenCalls {
 public:
  void Add(CallState& call) { open_.insert(&call); }
  void Remove(CallState& call) { open_.erase(&call); }
  // Answers streams with this status; unary calls go on.
  void EndStreams(const absl::Status& status);
  // Answers all with this status.
  void EndAll(const absl::Status& status);

 private:
  absl::flat_hash_set<CallState*> open_;
};

}  // namespace zamer::rpc
