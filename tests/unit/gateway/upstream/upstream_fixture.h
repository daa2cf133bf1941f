// Calls of an EchoService.
#pragma once

#include <absl/time/clock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/gateway/upstream/upstream.h"
#include "tests/support/loop.h"
#include "tests/unit/gateway/upstream/echo_service.h"

namespace zamer::gateway {

class UpstreamFixture : public ::testing::Test {
 protected:
  using Endpoints = std::vector<asio::ip::tcp::endpoint>;

  // Where the service is; looked up again as the system's names are.
  void Reach(Endpoints endpoints, UpstreamOptions options = {}) {
    endpoints_ = std::move(endpoints);
    options.address = {"test", 1};
    options.resolve = [this]() -> asio::awaitable<Endpoints> { co_return endpoints_; };
    upstream_ = std::make_unique<Upstream>(loop_, std::move(options));
  }

  std::shared_ptr<Call> NewCall(const std::string& path, std::string message, absl::Duration patience) {
    return upstream_->NewCall({.path = path, .message = std::move(message), .deadline = absl::Now() + patience});
  }
  absl::StatusOr<std::string> Ask(const std::string& path, std::string message = "m",
                                  absl::Duration patience = absl::Seconds(10)) {
    const std::shared_ptr<Call> call = NewCall(path, std::move(message), patience);
    return testing::RunOnLoop(loop_, call->ReadOnly());
  }
  bool RunUntil(const std::function<bool()>& condition) { return testing::RunUntil(loop_, condition); }
  // A call in a coroutine of its own.
  struct Asked {
    std::shared_ptr<Call> call;
    std::optional<absl::StatusOr<std::string>> answer;
  };
  std::unique_ptr<Asked> Begin(const std::string& path) {
    auto asked = std::make_unique<Asked>(Asked{NewCall(path, "m", absl::Seconds(10)), {}});
    asio::co_spawn(loop_, asked->call->ReadOnly(),
                   [asked = asked.get()](const std::exception_ptr&, absl::StatusOr<std::string> answer) {
                     asked->answer = std::move(answer);
                   });
    return asked;
  }

  asio::io_context loop_{1};
  testing::LastTurn last_turn_{loop_};
  Endpoints endpoints_;
  std::unique_ptr<Upstream> upstream_;
};

}  // namespace zamer::gateway
