// Who may call, from which pages, and how often.
#include <string>

#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/bridge/bridge_fixture.h"

namespace zamer::gateway {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using testing::StatusIs;

class BridgeCallerTest : public BridgeTest {
 protected:
  static http::Request BySession(http::Request request) {
    request.headers.Add("cookie", "session=anna");
    return request;
  }
  absl::Status StatusOfFunnel(http::Request request) { return AskGrpcWeb(std::move(request)).status; }
};

TEST_F(BridgeCallerTest, ASessionBecomesAToken) {
  EXPECT_THAT(StatusOfFunnel(BySession(Funnel("departments/d1"))), IsOk());
  EXPECT_THAT(service_.metadata().find("authorization")->second, HasSubstr("Bearer "));
  EXPECT_EQ(service_.metadata().count("cookie"), 0);
}

TEST_F(BridgeCallerTest, ASessionThatIsOverIsSaidToBe) {
  session_ended_ = true;
  EXPECT_THAT(StatusOfFunnel(BySession(Funnel("departments/d1"))), StatusIs(Reason::kSessionEnded));
}

TEST_F(BridgeCallerTest, AForgedTokenStopsAtTheEdge) {
  http::Request request = Funnel("departments/d1");
  request.headers.Add("authorization", "Bearer eyJhbGciOiJub25lIn0.e30.");
  EXPECT_THAT(StatusOfFunnel(std::move(request)), StatusIs(Reason::kTokenInvalid));
  EXPECT_EQ(service_.metadata().size(), 0);
}

TEST_F(BridgeCallerTest, ACallerHasItsShareWhereverItCallsFrom) {
  Make({.rate = {.per_second = 0.001, .burst = 2}});
  const auto anna_from = [](const std::string& peer) {
    http::Request request = BySession(Funnel("departments/d1"));
    request.peer = peer;
    return request;
  };
  EXPECT_THAT(StatusOfFunnel(anna_from("192.0.2.1")), IsOk());
  EXPECT_THAT(StatusOfFunnel(anna_from("192.0.2.2")), IsOk());
  EXPECT_THAT(StatusOfFunnel(anna_from("192.0.2.3")), StatusIs(Reason::kRateLimited));
  EXPECT_THAT(StatusOfFunnel(Funnel("departments/d1")), IsOk()) << "somebody else's share is untouched";
}

TEST_F(BridgeCallerTest, WhoIsNobodyTakesFromTheShareOfTheAddress) {
  Make({.rate = {.per_second = 0.001, .burst = 2}});
  http::Request forged = Funnel("departments/d1");
  forged.headers.Add("authorization", "Bearer forged");
  EXPECT_THAT(StatusOfFunnel(forged), StatusIs(Reason::kTokenInvalid));
  EXPECT_THAT(StatusOfFunnel(forged), StatusIs(Reason::kTokenInvalid));
  EXPECT_THAT(StatusOfFunnel(forged), StatusIs(Reason::kRateLimited));
}

TEST_F(BridgeCallerTest, APreflightNamesWhatAnAllowedSiteMaySend) {
  http::Request request{.method = "OPTIONS", .path = kGetFunnel};
  request.headers.Add("origin", "https://crm.example.com");
  const http::Response response = Ask(std::move(request));
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.headers.Get("access-control-allow-origin"), "https://crm.example.com");
  EXPECT_EQ(response.headers.Get("access-control-allow-methods"), "POST");
  EXPECT_THAT(std::string(response.headers.Get("access-control-allow-headers")), HasSubstr("x-grpc-web"));
}

TEST_F(BridgeCallerTest, APreflightAllowsOthersNothing) {
  http::Request request{.method = "OPTIONS", .path = kGetFunnel};
  request.headers.Add("origin", "https://evil.example.com");
  const http::Response response = Ask(std::move(request));
  EXPECT_FALSE(response.headers.Has("access-control-allow-origin"));
  EXPECT_FALSE(response.headers.Has("access-control-allow-methods"));
}

TEST_F(BridgeCallerTest, AnAllowedSiteMayReadTheAnswer) {
  http::Request request = Funnel("departments/d1");
  request.headers.Add("origin", "https://crm.example.com");
  const http::Response response = Ask(std::move(request));
  EXPECT_EQ(response.headers.Get("access-control-allow-origin"), "https://crm.example.com");
  EXPECT_THAT(std::string(response.headers.Get("access-control-expose-headers")), HasSubstr("grpc-status"));
  EXPECT_EQ(response.headers.Get("vary"), "origin");
}

}  // namespace
}  // namespace zamer::gateway
