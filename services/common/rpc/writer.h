#pragma once

#include <absl/status/status.h>

#include <asio/awaitable.hpp>

namespace zamer::rpc {

// The sending side of a server stream, as its handler sees it. Loop thread only; one Write at a time.
template <class Response>
class Writer {
 public:
  // Sends a message and resumes once the transport took it, so a slow reader slows the handler and nothing piles up.
  // Fails at once, and from then on always, when the caller has gone (CANCELLED), the stream's time is up
  // (DEADLINE_EXCEEDED) or the server drains (UNAVAILABLE): the handler then returns that status.
  virtual asio::awaitable<absl::Status> Write(Response message) = 0;

 protected:
  ~Writer() = default;
};

}  // namespace zamer::rpc
