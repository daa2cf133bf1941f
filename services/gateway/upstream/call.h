#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "services/common/rpc/baton.h"
#include "services/gateway/domain/grpc_web.h"
#include "services/gateway/http/deadline.h"
#include "services/gateway/upstream/replicas.h"
#include "services/gateway/upstream/stream.h"

namespace zamer::gateway {

struct CallRequest {
  // `/zamer.lead.v1.LeadService/GetLead`
  std::string path = {};
  // Beside what each call has. Names in lower case.
  Fields metadata = {};
  std::string message = {};
  // When the answer is no longer wanted.
  absl::Time deadline = absl::InfiniteFuture();
};

// One call of a service, with one message in its answer or many. It begins when it is first read, and waits for a
// connection where one is being made. Nobody holds more of the answer than was asked for, but for a window of bytes.
// Going away cancels it. Loop thread only.
class Call : public std::enable_shared_from_this<Call> {
 public:
  Call(std::shared_ptr<Replicas> replicas, CallRequest request);

  // The next message; nothing when the service ended the answer well, else its error. One at a time. Cancelling the
  // coroutine that waits cancels the call.
  asio::awaitable<absl::StatusOr<std::optional<std::string>>> Read();
  // The one message of an answer that has one.
  asio::awaitable<absl::StatusOr<std::string>> ReadOnly();

  // Read says CANCELLED/CALL_CANCELLED from now on.
  void Cancel();

  // Of a call that is over: what the service sent beside its answer.
  Fields trailers() const { return stream_ != nullptr && stream_->over() ? stream_->trailers() : Fields(); }

 private:
  using Message = std::optional<std::string>;

  // What there is to say now; nothing while it has to be waited for.
  std::optional<absl::StatusOr<Message>> Look();
  std::optional<absl::StatusOr<Message>> LookAtStream();
  // Puts the request on a connection; false where there is none yet.
  absl::StatusOr<bool> Begin();
  Fields Head() const;
  void CutShort(absl::Status how);
  // Has Read look again.
  void Wake();

  const std::shared_ptr<Replicas> replicas_;
  const CallRequest request_;
  http::Deadline due_;
  int tries_ = 0;
  std::unique_ptr<Stream> stream_;
  // An end that is not the service's.
  std::optional<absl::Status> cut_short_;
  bool waking_ = false;
  rpc::Baton<std::monostate> wake_;
};

}  // namespace zamer::gateway
