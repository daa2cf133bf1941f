// What is told of requests, and what platforms ask.
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <memory>
#include <sstream>
#include <string>

#include "services/common/metrics/registry.h"
#include "services/common/status/errors.h"
#include "services/gateway/domain/offered_methods.h"
#include "services/gateway/edge/access_log.h"
#include "services/gateway/edge/edge_config.h"
#include "services/gateway/edge/edge_metrics.h"
#include "services/gateway/edge/readiness.h"
#include "services/gateway/edge/route_kind.h"
#include "tests/support/fakes.h"
#include "tests/support/loop.h"
#include "tests/unit/gateway/recorded_exchange.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

http::Request CallOf(std::string path) {
  return {.method = "POST",
          .path = std::move(path),
          .query = "token=secret",
          .headers = {{"content-type", "application/json"}, {"cookie", "session=secret"}},
          .body = "12345"};
}

TEST(RouteKind, IsToldByPathMethodAndContentType) {
  EXPECT_EQ(RouteKindOf({.method = "GET", .path = "/funnel"}), RouteKind::kPage);
  EXPECT_EQ(RouteKindOf({.method = "GET", .path = "/readyz"}), RouteKind::kHealth);
  EXPECT_EQ(RouteKindOf({.method = "POST", .path = "/auth/sign-in"}), RouteKind::kSignIn);
  EXPECT_EQ(RouteKindOf({.method = "POST", .path = "/in/vk"}), RouteKind::kWayIn);
  EXPECT_EQ(RouteKindOf(CallOf("/a.B/C")), RouteKind::kCall);
  EXPECT_EQ(RouteKindOf({.method = "POST", .path = "/a.B/C"}), RouteKind::kOther);
  EXPECT_EQ(RouteKindOf({.method = "OPTIONS", .path = "/a.B/C"}), RouteKind::kOther);
}

class AccessLogTest : public ::testing::Test {
 protected:
  AccessLogTest() { sink_->set_pattern("%v"); }

  std::string Line(const http::Answered& answered, const google::protobuf::MethodDescriptor* method = nullptr) {
    LogRequest(logger_, answered, method);
    return out_.str();
  }

  testing::FakeClock clock_{testing::TestNow()};
  std::ostringstream out_;
  std::shared_ptr<spdlog::sinks::ostream_sink_mt> sink_ = std::make_shared<spdlog::sinks::ostream_sink_mt>(out_);
  log::Logger logger_{{.service = "gateway"}, clock_, sink_};
};

TEST_F(AccessLogTest, ALineSaysWhatWasAskedAndHowItWent) {
  const auto* method = OfferedMethods(*lead::v1::GetLeadRequest::descriptor()->file()).front();
  const http::Request request = CallOf(PathOf(*method));
  const std::string line = Line({request, 200, 77, absl::Milliseconds(12), false}, method);
  EXPECT_THAT(line, HasSubstr(R"("route":"call")"));
  EXPECT_THAT(line, HasSubstr(R"("method":"zamer.lead.v1.LeadService.CreateLead")"));
  EXPECT_THAT(line, HasSubstr(R"("status":200)"));
  EXPECT_THAT(line, HasSubstr(R"("received_bytes":5)"));
  EXPECT_THAT(line, HasSubstr(R"("sent_bytes":77)"));
  EXPECT_THAT(line, HasSubstr(R"("took_ms":12)"));
}

TEST_F(AccessLogTest, NothingThatACallerMadeUpIsWritten) {
  http::Request request = CallOf("/person/ivan-petrov");
  request.method = "BREW";
  request.peer = "203.0.113.7";
  const std::string line = Line({request, 404, 0, absl::ZeroDuration(), true});
  for (const char* secret : {"ivan", "secret", "BREW", "203.0.113.7", "12345"})
    EXPECT_THAT(line, Not(HasSubstr(secret)));
  EXPECT_THAT(line, HasSubstr(R"("broken_off":true)"));
}

TEST_F(AccessLogTest, ProbesAreNotWorthALine) {
  EXPECT_EQ(Line({{.method = "GET", .path = "/healthz"}, 200, 6, absl::ZeroDuration(), false}), "");
}

TEST(EdgeMetrics, CountsByRouteAndClassWithoutPaths) {
  metrics::Registry registry({"gateway", "test"}, absl::Now());
  EdgeMetrics metrics(registry);
  const http::Request request = CallOf("/zamer.lead.v1.LeadService/GetLead");
  metrics.Answered({request, 204, 10, absl::Milliseconds(3), false});
  metrics.Answered({request, 503, 10, absl::Milliseconds(3), false});
  metrics.Answered({request, 200, 10, absl::Seconds(30), true});
  const std::string text = registry.Text();
  EXPECT_THAT(text, HasSubstr(R"(zamer_edge_requests_total{route="call",status="2xx"} 1)"));
  EXPECT_THAT(text, HasSubstr(R"(zamer_edge_requests_total{route="call",status="5xx"} 1)"));
  EXPECT_THAT(text, HasSubstr(R"(zamer_edge_requests_total{route="call",status="broken_off"} 1)"));
  EXPECT_THAT(text, HasSubstr(R"(zamer_edge_requests_total{route="page",status="2xx"} 0)"));
  EXPECT_THAT(text, HasSubstr(R"(zamer_edge_sent_bytes_total{route="call"} 30)"));
  EXPECT_THAT(text, HasSubstr(R"(zamer_edge_request_seconds_count{route="call"} 3)"));
  EXPECT_THAT(text, Not(HasSubstr("GetLead")));
}

class ReadinessTest : public ::testing::Test {
 protected:
  ReadinessTest() { readiness_.AddTo(router_); }

  absl::Status Get(const std::string& path) {
    RecordedExchange exchange(http::Request{.method = "GET", .path = path});
    return testing::RunOnLoop(loop_, router_.Route(exchange));
  }

  asio::io_context loop_{1};
  Router router_;
  bool connected_ = true;
  Readiness readiness_{[this] { return connected_; }};
};

TEST_F(ReadinessTest, FollowsRedisAndTheEndOfTheProcess) {
  EXPECT_TRUE(Get("/readyz").ok());
  connected_ = false;
  EXPECT_EQ(ReasonOf(Get("/readyz")), Reason::kStoreUnavailable);
  connected_ = true;
  readiness_.Drain();
  EXPECT_EQ(ReasonOf(Get("/readyz")), Reason::kDraining);
  EXPECT_TRUE(Get("/healthz").ok()) << "it lives until it is gone";
}

class EdgeConfigTest : public ::testing::Test {
 protected:
  std::vector<std::string> FaultsOf(const std::string& option, const std::string& value) {
    config::Options options("gateway", "Test.");
    config_.Declare(options);
    return options.Read({{option, value}}, {});
  }
  std::vector<std::string> Faults(const std::string& origins) { return FaultsOf("allowed-origins", origins); }

  EdgeConfig config_;
};

TEST_F(EdgeConfigTest, OriginsAreAListWithCommas) {
  config_.http_address.port = 7180;
  EXPECT_TRUE(Faults("https://crm.example.com, http://127.0.0.1:5173").empty());
  EXPECT_EQ(config_.Origins().size(), 2);
  EXPECT_TRUE(config_.Origins().contains("http://127.0.0.1:5173"));
}

TEST_F(EdgeConfigTest, WhatNoBrowserWritesIsNoOrigin) {
  for (const std::string origins : {"*", "crm.example.com", "https://crm.example.com/", "https://", "null"}) {
    EXPECT_EQ(Faults(origins).size(), 1) << origins;
  }
}

TEST_F(EdgeConfigTest, TrustedProxiesAreNetworksAndNobodyAtFirst) {
  config_.http_address.port = 7180;
  const http::Headers forwarded = {{"x-forwarded-for", "203.0.113.9"}};
  EXPECT_EQ(config_.ServerOptions().proxies.Origin("10.0.0.1", forwarded), "10.0.0.1");
  EXPECT_TRUE(FaultsOf("trusted-proxies", "10.0.0.0/8, 192.0.2.7").empty());
  EXPECT_EQ(config_.ServerOptions().proxies.Origin("10.0.0.1", forwarded), "203.0.113.9");
  EXPECT_EQ(FaultsOf("trusted-proxies", "ingress.example.com").size(), 1);
}

TEST_F(EdgeConfigTest, ABodyHasRoomForAMessageInBase64) {
  EXPECT_GE(config_.ServerOptions().limits.body_bytes * 3, static_cast<std::size_t>(config_.max_message_bytes) * 4);
}

}  // namespace
}  // namespace zamer::gateway
