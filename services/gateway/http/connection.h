#pragma once

#include <asio/awaitable.hpp>
#include <memory>

namespace zamer::gateway::http {

// An open connection as the server sees it. Loop thread only.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  virtual ~Connection() = default;
  // Serves requests until the connection ends; returns when no handler is at work for it any more.
  virtual asio::awaitable<void> Serve() = 0;
  // Takes no more requests, and ends when those under way are answered.
  virtual void Drain() = 0;
  // Ends at once and cancels the handlers. Idempotent.
  virtual void Abort() = 0;
};

}  // namespace zamer::gateway::http
