// Unary calls over each wire, and how their errors arrive.
#include <absl/strings/escaping.h>
#include <google/protobuf/util/json_util.h>

#include <optional>
#include <string>

#include "google/rpc/status.pb.h"
#include "services/common/status/rpc_status.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/bridge/bridge_fixture.h"

namespace zamer::gateway {
namespace {

using testing::GrpcWebAnswer;
using ::testing::HasSubstr;
using testing::IsOk;
using ::testing::Not;
using testing::StatusIs;

absl::Status JsonError(const http::Response& response) {
  google::rpc::Status status;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(response.body, &status).ok()) << response.body;
  return FromRpcStatus(status);
}

class BridgeCallTest : public BridgeTest {};

TEST_F(BridgeCallTest, GrpcWebBringsTheMessageThenTheTrailers) {
  const http::Response response = Ask(Funnel("departments/d1"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.Get("content-type"), "application/grpc-web+proto");
  const GrpcWebAnswer answer = testing::ReadGrpcWebAnswer(response.body);
  EXPECT_THAT(answer.status, IsOk());
  ASSERT_EQ(answer.messages.size(), 1);
  metrics::v1::Funnel funnel;
  ASSERT_TRUE(funnel.ParseFromString(answer.messages[0]));
  EXPECT_EQ(funnel.steps(0).count(), 7);
}

TEST_F(BridgeCallTest, TextIsTheSameInBase64) {
  http::Request request = Funnel("departments/d1");
  request.headers = {{"content-type", "application/grpc-web-text"}};
  request.body = absl::Base64Escape(request.body.substr(0, 4)) + absl::Base64Escape(request.body.substr(4));
  const http::Response response = Ask(std::move(request));
  EXPECT_EQ(response.headers.Get("content-type"), "application/grpc-web-text+proto");
  const GrpcWebAnswer answer = testing::ReadGrpcWebAnswer(DecodeText(response.body).value());
  EXPECT_EQ(answer.messages, AskGrpcWeb(Funnel("departments/d1")).messages);
}

TEST_F(BridgeCallTest, JsonIsReadableByHand) {
  const http::Response response = Ask(Json(kGetFunnel, R"({"parent": "departments/d1", "basis": "COHORT"})"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.Get("content-type"), "application/json");
  EXPECT_EQ(response.body, R"({"steps":[{"step":"leads","count":"7"}]})");
}

TEST_F(BridgeCallTest, PositionsComeBackAndOtherMetadataDoNot) {
  const GrpcWebAnswer answer = AskGrpcWeb(Funnel("departments/d1"));
  EXPECT_EQ(answer.trailers.at("zamer-position"), "metrics-3-14");
  EXPECT_FALSE(answer.trailers.contains("internal-secret"));
  const http::Response json = Ask(Json(kGetFunnel, "{}"));
  EXPECT_EQ(json.headers.Get("zamer-position"), "metrics-3-14");
  EXPECT_FALSE(json.headers.Has("internal-secret"));
}

TEST_F(BridgeCallTest, AnErrorIsTheSameOverEachWire) {
  http::Request text = Funnel("departments/refused");
  text.headers = {{"content-type", "application/grpc-web-text"}};
  text.body = absl::Base64Escape(text.body);
  const absl::Status by_text = testing::ReadGrpcWebAnswer(DecodeText(Ask(std::move(text)).body).value()).status;
  const absl::Status by_bytes = AskGrpcWeb(Funnel("departments/refused")).status;
  const http::Response json = Ask(Json(kGetFunnel, R"({"parent": "departments/refused"})"));
  EXPECT_THAT(by_bytes, StatusIs(Reason::kFieldInvalid));
  EXPECT_EQ(by_text, by_bytes);
  EXPECT_EQ(json.status, 400);
  EXPECT_EQ(JsonError(json), by_bytes);
  EXPECT_THAT(json.body, HasSubstr("must be of this century"));
}

TEST_F(BridgeCallTest, AnUnknownFieldOfJsonIsNamed) {
  const http::Response response = Ask(Json(kGetFunnel, R"({"parant": "departments/d1"})"));
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(response.body, HasSubstr("parant"));
}

TEST_F(BridgeCallTest, WhatIsNotOfferedIsRefusedInTheFormOfTheCall) {
  for (const std::string path :
       {"/zamer.metrics.v1.MetricsService/Recompute", "/zamer.metrics.v1.MetricsService/Nothing",
        "/grpc.health.v1.Health/Check", "/zamer.metrics.v1.metricsservice/getfunnel"}) {
    EXPECT_THAT(AskGrpcWeb(GrpcWeb(path, "")).status, StatusIs(Reason::kMethodNotOffered)) << path;
    const http::Response json = Ask(Json(path, "{}"));
    EXPECT_EQ(json.status, 501) << path;
    EXPECT_THAT(JsonError(json), StatusIs(Reason::kMethodNotOffered)) << path;
  }
  EXPECT_THAT(JsonError(Ask(Json("/auth/nothing", "{}"))), StatusIs(Reason::kPathNotFound));
}

TEST_F(BridgeCallTest, AnotherContentTypeIsUnsupported) {
  for (const std::string type : {"text/plain", "application/x-www-form-urlencoded", "application/grpc", ""}) {
    const http::Response response = Ask(Request(kGetFunnel, type, "{}"));
    EXPECT_EQ(response.status, 415) << type;
    EXPECT_THAT(JsonError(response), StatusIs(Reason::kHttpRequestInvalid)) << type;
  }
  EXPECT_EQ(service_.metadata().size(), 0) << "nothing reached the service";
}

TEST_F(BridgeCallTest, AMalformedFrameReachesNobody) {
  http::Request request = Funnel("departments/d1");
  request.body.pop_back();
  EXPECT_THAT(AskGrpcWeb(std::move(request)).status, StatusIs(Reason::kHttpRequestInvalid));
  EXPECT_EQ(service_.metadata().size(), 0);
}

TEST_F(BridgeCallTest, AMessageOverTheLimitReachesNobody) {
  Make({.message_bytes = 100});
  EXPECT_THAT(AskGrpcWeb(Funnel(std::string(200, 'd'))).status, StatusIs(Reason::kMessageTooLarge));
  EXPECT_THAT(JsonError(Ask(Json(kGetFunnel, "{\"parent\": \"" + std::string(200, 'd') + "\"}"))),
              StatusIs(Reason::kMessageTooLarge));
  EXPECT_EQ(service_.metadata().size(), 0);
}

TEST_F(BridgeCallTest, TheServiceSeesWhatPassesAndNothingElse) {
  http::Request request = Funnel("departments/d1");
  const std::string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  request.headers.Add("traceparent", trace);
  request.headers.Add("zamer-position", "lead-1-2, scheduling-3-4");
  request.headers.Add("accept-language", "ru");
  request.headers.Add("x-forwarded-for", "203.0.113.9");
  request.headers.Add("authorization", "Bearer " + Token("departments/d1/employees/anna"));
  ASSERT_THAT(AskGrpcWeb(std::move(request)).status, IsOk());
  const auto metadata = service_.metadata();
  EXPECT_EQ(metadata.count("authorization"), 1);
  EXPECT_EQ(metadata.find("traceparent")->second.substr(0, 36), trace.substr(0, 36)) << "the trace goes on";
  EXPECT_EQ(metadata.find("zamer-position")->second, "lead-1-2, scheduling-3-4");
  EXPECT_EQ(metadata.find("accept-language")->second, "ru");
  EXPECT_EQ(metadata.count("x-forwarded-for"), 0);
}

TEST_F(BridgeCallTest, AHeaderCannotBringAnotherIn) {
  http::Request request = Funnel("departments/d1");
  request.headers.Add("accept-language", "ru\r\nauthorization: Bearer x");
  request.headers.Add("traceparent", "00-\r\n");
  ASSERT_THAT(AskGrpcWeb(std::move(request)).status, IsOk());
  EXPECT_EQ(service_.metadata().count("authorization"), 0);
  EXPECT_EQ(service_.metadata().count("accept-language"), 0);
}

TEST_F(BridgeCallTest, TheCallersPatienceIsTheServices) {
  http::Request request = Funnel("departments/d1");
  request.headers.Add("grpc-timeout", "2S");
  AskGrpcWeb(std::move(request));
  EXPECT_LT(absl::FromChrono(service_.deadline()), absl::Now() + absl::Milliseconds(2100));

  request = Json(kGetFunnel, "{}");
  request.headers.Add("connect-timeout-ms", "3000");
  Ask(std::move(request));
  EXPECT_LT(absl::FromChrono(service_.deadline()), absl::Now() + absl::Milliseconds(3100));

  request = Funnel("departments/d1");
  request.headers.Add("grpc-timeout", "99H");
  AskGrpcWeb(std::move(request));
  EXPECT_LT(absl::FromChrono(service_.deadline()), absl::Now() + absl::Milliseconds(10'100)) << "there is a bound";
}

TEST_F(BridgeCallTest, ATimeoutThatCannotBeReadIsRefused) {
  http::Request request = Funnel("departments/d1");
  request.headers.Add("grpc-timeout", "soon");
  EXPECT_THAT(AskGrpcWeb(std::move(request)).status, StatusIs(Reason::kHttpRequestInvalid));
}

TEST_F(BridgeCallTest, ACallThatTakesTooLongIsGivenUp) {
  http::Request request = Funnel("departments/silent");
  request.headers.Add("grpc-timeout", "50m");
  EXPECT_THAT(AskGrpcWeb(std::move(request)).status, StatusIs(Reason::kDeadlineExpired));
}

TEST_F(BridgeCallTest, AServiceThatIsDownIsSaidToBe) {
  service_.Stop();
  EXPECT_THAT(AskGrpcWeb(Funnel("departments/d1")).status, StatusIs(Reason::kPeerUnavailable));
  const http::Response json = Ask(Json(kGetFunnel, "{}"));
  EXPECT_EQ(json.status, 503);
  EXPECT_EQ(json.headers.Get("retry-after"), "1");
}

TEST_F(BridgeCallTest, CallsAreCountedByWireAndCode) {
  AskGrpcWeb(Funnel("departments/d1"));
  AskGrpcWeb(Funnel("departments/refused"));
  EXPECT_THAT(metrics_.Text(), HasSubstr(R"(zamer_edge_calls_total{grpc_code="OK",wire="grpc_web"} 1)"));
  EXPECT_THAT(metrics_.Text(), HasSubstr(R"(zamer_edge_calls_total{grpc_code="InvalidArgument",wire="grpc_web"} 1)"));
  EXPECT_THAT(metrics_.Text(), Not(HasSubstr("departments")));
}

}  // namespace
}  // namespace zamer::gateway
