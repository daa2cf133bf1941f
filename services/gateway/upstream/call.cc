#include "services/gateway/upstream/call.h"

#include <absl/time/clock.h>

#include <asio/post.hpp>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/gateway/domain/frame_head.h"
#include "services/gateway/domain/timeout.h"
#include "services/gateway/upstream/call_status.h"

namespace zamer::gateway {
namespace {

// A request that nobody has touched goes to another connection, such as when a replica is leaving; but not for ever.
constexpr int kMostTries = 3;

}  // namespace

Call::Call(std::shared_ptr<Replicas> replicas, CallRequest request)
    : replicas_(std::move(replicas)),
      request_(std::move(request)),
      due_(replicas_->loop(), [this] { CutShort(OutOfTime()); }) {
  due_.Set(request_.deadline - absl::Now());
}

asio::awaitable<absl::StatusOr<std::optional<std::string>>> Call::Read() {
  const std::shared_ptr<Call> self = shared_from_this();
  std::optional<absl::StatusOr<Message>> found;
  while (!(found = Look()).has_value()) {
    co_await wake_.Take([self] { self->Cancel(); });
  }
  co_return *std::move(found);
}

asio::awaitable<absl::StatusOr<std::string>> Call::ReadOnly() {
  ZAMER_CO_ASSIGN_OR_RETURN(Message message, co_await Read());
  if (!message.has_value()) co_return Internal("A service answered without a message.");
  ZAMER_CO_ASSIGN_OR_RETURN(const Message another, co_await Read());
  if (another.has_value()) co_return Internal("A service answered with more than one message.");
  co_return *std::move(message);
}

void Call::Cancel() { CutShort(GivenUp()); }

std::optional<absl::StatusOr<Call::Message>> Call::Look() {
  if (!cut_short_.has_value() && stream_ == nullptr) {
    const absl::StatusOr<bool> begun = Begin();
    if (!begun.ok()) cut_short_ = begun.status();
    if (begun.ok() && !*begun) return std::nullopt;
  }
  if (cut_short_.has_value()) return *cut_short_;
  return LookAtStream();
}

std::optional<absl::StatusOr<Call::Message>> Call::LookAtStream() {
  absl::StatusOr<Message> message = stream_->Next();
  if (!message.ok()) CutShort(message.status());
  if (!message.ok() || message->has_value()) return message;
  if (!stream_->over()) return std::nullopt;
  if (stream_->untouched() && tries_ < kMostTries) {
    stream_.reset();
    return Look();
  }
  const absl::Status end = stream_->Status();
  if (end.ok()) return Message();
  // A service whose clock is ahead gives up before we do.
  return absl::IsCancelled(end) && absl::Now() >= request_.deadline ? OutOfTime() : end;
}

absl::StatusOr<bool> Call::Begin() {
  ZAMER_ASSIGN_OR_RETURN(const std::shared_ptr<Connection> connection, replicas_->Pick());
  if (connection == nullptr) {
    replicas_->TellOfChange([self = weak_from_this()] {
      if (const std::shared_ptr<Call> call = self.lock()) call->Wake();
    });
    return false;
  }
  ++tries_;
  stream_ = std::make_unique<Stream>(connection, replicas_->most_message_bytes(), [this] { Wake(); });
  stream_->Begin(Head(), FrameHead(0, request_.message.size()) + request_.message);
  return true;
}

Fields Call::Head() const {
  Fields head = {{":method", "POST"},
                 {":scheme", replicas_->secure() ? "https" : "http"},
                 {":path", request_.path},
                 {":authority", replicas_->authority()},
                 {"te", "trailers"},
                 {"content-type", "application/grpc"},
                 {"grpc-timeout", FormatGrpcTimeout(request_.deadline - absl::Now())}};
  head.insert(head.end(), request_.metadata.begin(), request_.metadata.end());
  return head;
}

void Call::CutShort(absl::Status how) {
  if (!cut_short_.has_value()) cut_short_ = std::move(how);
  stream_.reset();
  Wake();
}

void Call::Wake() {
  if (std::exchange(waking_, true)) return;
  // Not at once: whoever calls may be in the middle of something.
  asio::post(replicas_->loop(), [self = weak_from_this()] {
    const std::shared_ptr<Call> call = self.lock();
    if (call == nullptr) return;
    call->waking_ = false;
    if (call->wake_.awaited()) call->wake_.Give({});
  });
}

}  // namespace zamer::gateway
