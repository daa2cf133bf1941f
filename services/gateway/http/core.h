#pragma once

#include <asio/io_context.hpp>
#include <cstddef>
#include <functional>
#include <utility>

#include "services/gateway/http/server.h"

namespace zamer::gateway::http {

// What the connections of one server share: its bounds, what is taken of them, and whom to call. Loop thread only.
class Core {
 public:
  Core(asio::io_context& loop, const ServerLimits& limits, TrustedProxies proxies, Handler handler,
       std::function<void(const Answered&)> on_answered)
      : loop_(loop),
        limits_(limits),
        proxies_(std::move(proxies)),
        handler_(std::move(handler)),
        on_answered_(std::move(on_answered)) {}
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  asio::io_context& loop() const { return loop_; }
  const ServerLimits& limits() const { return limits_; }
  const TrustedProxies& proxies() const { return proxies_; }
  const Handler& handler() const { return handler_; }
  void Tell(const Answered& answered) const {
    if (on_answered_) on_answered_(answered);
  }

  bool draining() const { return draining_; }
  void StartDraining() { draining_ = true; }

 private:
  friend class Share;

  asio::io_context& loop_;
  const ServerLimits limits_;
  const TrustedProxies proxies_;
  const Handler handler_;
  const std::function<void(const Answered&)> on_answered_;
  bool draining_ = false;
  int requests_ = 0;
  std::size_t body_bytes_ = 0;
};

// What one request takes of the bounds; gives it back at its end.
class Share {
 public:
  explicit Share(std::shared_ptr<Core> core) : core_(std::move(core)) {}
  Share(const Share&) = delete;
  Share& operator=(const Share&) = delete;
  ~Share();

  // Makes room for a body of so many bytes, those before included; false when all bodies together would be too much.
  bool HoldBody(std::size_t bytes);
  // Counts the request as under way; false when there are too many.
  bool Begin();

 private:
  const std::shared_ptr<Core> core_;
  std::size_t body_bytes_ = 0;
  bool begun_ = false;
};

}  // namespace zamer::gateway::http
