#include "services/gateway/http/input.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace zamer::gateway::http {
namespace {

constexpr std::size_t kSmallBytes = std::size_t{4} << 10;

}  // namespace

asio::awaitable<bool> Input::More() {
  const std::shared_ptr<Input> self = shared_from_this();
  if (std::exchange(interrupted_, false) || !Read()) co_return false;
  co_return co_await more_.Take();
}

void Input::Interrupt() {
  if (more_.awaited()) {
    more_.Give(false);
  } else {
    interrupted_ = true;
  }
}

void Input::Watch(std::function<void()> gone) {
  gone_ = std::move(gone);
  Read();
}

bool Input::Read() {
  if (reading_) return true;
  if (ended_ || !MakeRoom()) return false;
  reading_ = true;
  socket_->Read(asio::buffer(buffer_.data() + end_, buffer_.size() - end_),
                [self = shared_from_this()](std::size_t size) { self->OnRead(size); });
  return true;
}

// Doubles a buffer that the last read filled.
bool Input::MakeRoom() {
  const std::size_t held = end_ - begin_;
  if (held > 0 && begin_ > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, held);
  const bool filled = end_ == buffer_.size();
  begin_ = 0;
  end_ = held;
  if (filled) buffer_.resize(std::min(max_bytes_, std::max(kSmallBytes, 2 * buffer_.size())));
  return end_ < buffer_.size();
}

void Input::OnRead(std::size_t size) {
  reading_ = false;
  end_ += size;
  ended_ = size == 0;
  if (more_.awaited()) {
    more_.Give(!ended_);
  } else if (ended_ && gone_ != nullptr) {
    std::exchange(gone_, nullptr)();
  } else if (gone_ != nullptr) {
    Read();
  }
}

}  // namespace zamer::gateway::http
