#pragma once

#include <absl/status/status.h>

#include <asio/awaitable.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/steady_timer.hpp>
#include <memory>

#include "services/common/rpc/baton.h"
#include "services/common/rpc/call_state.h"

namespace zamer::rpc {

// How a server stream ends from outside: caller gone, time up, drain. What StreamCall has apart from its types.
class StreamState : public CallState {
 public:
  StreamState(Host& host, const Method& method);
  ~StreamState() override;

  // Ends the stream: the caller gets `status` at once, a Write under way returns it, any other wait of the handler is
  // cancelled. Loop thread; does nothing on a stream that has ended.
  void End(const absl::Status& status) override;

  void OnLoop() override;

 protected:
  // The transport took the message or gave it up. gRPC's thread.
  void Taken(bool ok);
  // The caller has gone. gRPC's thread.
  void CallerHasGone();
  // What a Write returns from now on without being tried; OK while the stream is open. Loop thread.
  const absl::Status& end() const { return end_; }
  // Waits until the transport took what was written, or until the stream ends.
  asio::awaitable<absl::Status> WaitUntilTaken() { return taken_.Take(); }

  void Spawn(std::shared_ptr<CallState> self) override;

 private:
  void EndAtDeadline();

  absl::Status end_;
  Baton<absl::Status> taken_;
  asio::cancellation_signal interrupt_;
  asio::steady_timer deadline_;
};

}  // namespace zamer::rpc
