// Calls that wait to be written. Internal to this folder.
#pragma once
#include <cstddef>
#include <vector>

#include "services/common/redis/call.h"

namespace zamer::redis {

// First in, first out; the caller keeps it within its bounds.
class CallQueue {
 public:
  void Push(Call& call);
  // All of them, in order.
  std::vector<Call*> TakeAll();
  // Takes out the calls whose deadline is not after `now`, and gives the earliest deadline of the rest.
  TimePoint Expire(TimePoint now, std::vector<Call*>* expired);

  bool empty() const { return calls_.empty(); }
  std::size_t commands() const { return commands_; }
  std::size_t bytes() const { return bytes_; }

 private:
  std::vector<Call*> calls_;
  std::size_t commands_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace zamer::redis
