#include "services/common/redis/call_queue.h"

#include <algorithm>
#include <utility>

namespace zamer::redis {

void CallQueue::Push(Call& call) {
  calls_.push_back(&call);
  commands_ += call.commands.size();
  bytes_ += call.bytes;
}

std::vector<Call*> CallQueue::TakeAll() {
  commands_ = 0;
  bytes_ = 0;
  return std::exchange(calls_, {});
}

TimePoint CallQueue::Expire(TimePoint now, std::vector<Call*>* expired) {
  TimePoint earliest = TimePoint::max();
  std::erase_if(calls_, [&](Call* call) {
    if (call->deadline > now) {
      earliest = std::min(earliest, call->deadline);
      return false;
    }
    commands_ -= call->commands.size();
    bytes_ -= call->bytes;
    expired->push_back(call);
    return true;
  });
  return earliest;
}

}  // namespace zamer::redis
