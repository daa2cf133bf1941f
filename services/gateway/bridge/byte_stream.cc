#include "services/gateway/bridge/byte_stream.h"

#include <asio/post.hpp>
#include <utility>

#include "services/common/rpc/to_grpc.h"

namespace zamer::gateway {

ByteStream::ByteStream(const rpc::Channel& channel, std::shared_ptr<grpc::ClientContext> context,
                       const grpc::ByteBuffer& request)
    : loop_(channel.loop()), underway_(channel.underway()), context_(std::move(context)), request_(request) {}

void ByteStream::Begin(grpc::GenericStub& stub, const std::string& method) {
  self_ = shared_from_this();
  underway_->Add(this, [self = self_] { self->Cancel(); });
  stub.PrepareBidiStreamingCall(context_.get(), method, {}, this);
  AddHold();
  held_ = true;
  StartWriteLast(&request_, {});
  StartCall();
}

asio::awaitable<absl::StatusOr<std::optional<grpc::ByteBuffer>>> ByteStream::Read() {
  StartNextRead();
  const bool message = !end_.has_value() && co_await news_.Take([self = shared_from_this()] { self->Cancel(); });
  if (message) {
    std::optional<grpc::ByteBuffer> received(std::in_place);
    received->Swap(&incoming_);
    co_return received;
  }
  if (!end_->ok()) co_return *end_;
  co_return std::optional<grpc::ByteBuffer>();
}

void ByteStream::StartNextRead() {
  {
    const std::lock_guard lock(mutex_);
    if (!held_) return;  // the end is near, and Read waits for it
    reading_ = true;
  }
  StartRead(&incoming_);
}

void ByteStream::Cancel() {
  context_->TryCancel();
  {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
    if (reading_ || !std::exchange(held_, false)) return;
  }
  RemoveHold();
}

void ByteStream::OnReadDone(bool ok) {
  if (ok) {
    asio::post(loop_, [self = shared_from_this()] {
      if (self->news_.awaited()) self->news_.Give(true);
    });
  }
  {
    const std::lock_guard lock(mutex_);
    reading_ = false;
    if (ok && !cancelled_) return;
    held_ = false;
  }
  RemoveHold();
}

void ByteStream::OnDone(const grpc::Status& status) {
  asio::post(loop_, [self = shared_from_this(), end = rpc::FromGrpc(status)] {
    self->end_ = end;
    if (self->news_.awaited()) self->news_.Give(false);
  });
  underway_->Remove(this);
  const auto last = std::move(self_);
}

}  // namespace zamer::gateway
