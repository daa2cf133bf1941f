#pragma once

#include <absl/status/status.h>

#include <set>

namespace zamer::rpc {

class StreamState;

// The streams that are open, so that a drain can end them. Loop thread only.
class Streams {
 public:
  void Add(StreamState& stream) { open_.insert(&stream); }
  void Remove(StreamState& stream) { open_.erase(&stream); }
  // Ends all of them with this status.
  void EndAll(const absl::Status& status);

 private:
  std::set<StreamState*> open_;
};

}  // namespace zamer::rpc
