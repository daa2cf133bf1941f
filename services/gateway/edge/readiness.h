#pragma once

#include <functional>
#include <utility>

#include "services/gateway/router.h"

namespace zamer::gateway {

// What a platform asks: `/healthz` whether the process lives, `/readyz` whether requests should come here. Must outlive
// the requests that it answers.
class Readiness {
 public:
  // `store_connected`: whether sessions and deliveries can be looked up.
  explicit Readiness(std::function<bool()> store_connected) : store_connected_(std::move(store_connected)) {}

  void AddTo(Router& router) const;

  // From now on no more requests should come.
  void Drain() { draining_ = true; }

 private:
  asio::awaitable<absl::Status> AnswerReady(http::Exchange& exchange) const;

  std::function<bool()> store_connected_;
  bool draining_ = false;
};

}  // namespace zamer::gateway
