#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "services/common/metrics/registry.h"
#include "services/common/security/authenticator.h"
#include "services/common/security/development_token.h"
#include "services/common/status/errors.h"
#include "services/common/time/clock.h"
#include "services/gateway/bridge/bridge.h"
#include "services/gateway/domain/grpc_web.h"
#include "services/gateway/router.h"
#include "services/gateway/upstream/upstream.h"
#include "tests/support/grpc_web_answer.h"
#include "tests/support/loop.h"
#include "tests/unit/gateway/bridge/fake_metrics.h"
#include "tests/unit/gateway/recorded_exchange.h"

namespace zamer::gateway {

inline constexpr char kGetFunnel[] = "/zamer.metrics.v1.MetricsService/GetFunnel";
inline constexpr char kWatchKpis[] = "/zamer.metrics.v1.MetricsService/WatchKpis";

// A bridge before a fake service. Whoever has the cookie `session=anna` is Anna, any other session is over.
class BridgeTest : public ::testing::Test {
 protected:
  void Make(const BridgeLimits& limits = {}) {
    bridge_ = std::make_unique<Bridge>(
        limits, Origins({"https://crm.example.com"}),
        [this](const http::Request& request) { return Authorize(request); }, *authenticator_, metrics_);
    bridge_->Offer(*metrics::v1::GetFunnelRequest::descriptor()->file(), upstream_);
    bridge_->AddTo(router_);
  }

  void SetUp() override { Make(); }

  static http::Request Request(std::string path, std::string content_type, std::string body) {
    http::Request request{.method = "POST", .path = std::move(path), .body = std::move(body), .peer = "192.0.2.1"};
    request.headers.Add("content-type", std::move(content_type));
    request.headers.Add("host", "zamer.example.com");
    return request;
  }
  static http::Request GrpcWeb(std::string path, const std::string& message) {
    return Request(std::move(path), "application/grpc-web+proto", testing::GrpcWebRequest(message));
  }
  static http::Request Json(std::string path, std::string body) {
    return Request(std::move(path), "application/json", std::move(body));
  }
  static http::Request Funnel(const std::string& department) {
    metrics::v1::GetFunnelRequest request;
    request.set_parent(department);
    return GrpcWeb(kGetFunnel, request.SerializeAsString());
  }
  static http::Request Watch(const std::string& department) {
    metrics::v1::WatchKpisRequest request;
    request.mutable_query()->set_parent(department);
    return GrpcWeb(kWatchKpis, request.SerializeAsString());
  }

  // The answer; an error that was not answered with becomes one, as a server would have it.
  http::Response Ask(http::Request request);
  testing::GrpcWebAnswer AskGrpcWeb(http::Request request) {
    return testing::ReadGrpcWebAnswer(Ask(std::move(request)).body);
  }

  std::string Token(const std::string& subject) const {
    return security::MintDevelopmentToken(clock_, subject, "d1", {type::v1::SALES_HEAD}, absl::Hours(1));
  }

  asio::awaitable<absl::StatusOr<std::string>> Authorize(const http::Request& request) {
    const std::string_view own = request.headers.Get("authorization");
    if (!own.empty()) co_return std::string(own.substr(std::string_view("Bearer ").size()));
    if (!request.headers.Has("cookie")) co_return std::string();
    if (request.headers.Get("cookie") == "session=anna" && !session_ended_) {
      co_return Token("departments/d1/employees/anna");
    }
    co_return MakeError(Reason::kSessionEnded, "Sign in again.");
  }

  asio::io_context loop_{1};
  SystemClock clock_;
  FakeMetrics service_;
  metrics::Registry metrics_{{"gateway", "test"}, absl::Now()};
  std::unique_ptr<security::Authenticator> authenticator_ =
      security::Authenticator::Make({.development_key = true}, clock_).value();
  testing::LastTurn last_turn_{loop_};
  Upstream upstream_{loop_, {.address = service_.address()}};
  Router router_;
  std::unique_ptr<Bridge> bridge_;
  bool session_ended_ = false;
};

}  // namespace zamer::gateway
