// Makes connections that are ready for commands. Internal to this folder.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <memory>

#include "services/common/redis/options.h"
#include "services/common/redis/reply_reader.h"
#include "services/common/redis/transport.h"

namespace zamer::redis {

// Both ends of a connection that passed its handshake.
struct Link {
  std::shared_ptr<Transport> transport;
  std::unique_ptr<ReplyReader> reader;
};

// Must stay alive while Connect runs. Loop thread only.
class Connector {
 public:
  Connector(asio::io_context& loop, const Options& options) : loop_(loop), options_(options), timer_(loop) {}

  // One attempt, within options.connect_timeout. One at a time.
  asio::awaitable<absl::StatusOr<Link>> Connect();
  // Makes a running attempt fail soon.
  void Cancel();

 private:
  // Shared with the timer, whose handler may run after the attempt is over.
  struct Attempt {
    std::shared_ptr<Transport> opening;  // null when the attempt is over
    bool late = false;
  };

  asio::awaitable<absl::Status> Open(Link& link, const Endpoint& endpoint);

  asio::io_context& loop_;
  const Options& options_;
  asio::steady_timer timer_;
  std::shared_ptr<Attempt> attempt_;
};

}  // namespace zamer::redis
