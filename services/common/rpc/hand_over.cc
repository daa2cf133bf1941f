#include "services/common/rpc/hand_over.h"

#include <asio/post.hpp>
#include <utility>

namespace zamer::rpc {

void HandOver::Push(std::shared_ptr<Handed> work) {
  bool first;
  {
    std::lock_guard lock(mutex_);
    first = waiting_.empty();
    waiting_.push_back(std::move(work));
  }
  if (first) asio::post(loop_, [this] { Flush(); });
}

void HandOver::Flush() {
  {
    std::lock_guard lock(mutex_);
    running_.swap(waiting_);
  }
  for (auto& work : running_) work->OnLoop();
  running_.clear();
}

}  // namespace zamer::rpc
