// Calls through the edge are the calls of the services: answers, errors, positions, and services that come and go.
#include <absl/strings/escaping.h>

#include <string>

#include "google/rpc/status.pb.h"
#include "services/common/rpc/caller_metadata.h"
#include "services/common/status/rpc_status.h"
#include "tests/functional/gateway_fixture.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

class GatewayCallsTest : public GatewayTest {
 protected:
  HttpRequest Text(HttpRequest request) {
    request.headers["content-type"] = "application/grpc-web-text";
    request.body = absl::Base64Escape(request.body);
    return request;
  }
  GrpcWebAnswer AskText(const HttpRequest& request) {
    return ReadGrpcWebAnswer(gateway::DecodeText(gateway_.Ask(Text(request)).body).value());
  }
  lead::v1::CreateLeadRequest Enquiry(const std::string& id) const {
    lead::v1::CreateLeadRequest request;
    request.set_parent(scene_.name());
    request.set_request_id(id);
    lead::v1::Lead& lead = *request.mutable_lead();
    lead.add_phones()->set_raw("+7 903 123-45-67");
    request.mutable_touch()->set_channel(scene_.NameOf("channels", "vk"));
    return request;
  }
};

TEST_F(GatewayCallsTest, ALeadIsTheSameOverEachWireAndWithoutTheEdge) {
  const lead::v1::Lead lead = scene_.Enquire("m1", MinutesAgo(5));
  const auto request = LeadNamed(lead.name());
  const std::string direct = scene_.GetLead(lead.name()).SerializeAsString();
  EXPECT_EQ(AskGrpcWeb(GrpcWeb(kGetLead, request, scene_.manager())).messages.at(0), direct);
  EXPECT_EQ(AskText(GrpcWeb(kGetLead, request, scene_.manager())).messages.at(0), direct);
  const HttpAnswer json = gateway_.Ask(JsonCall(kGetLead, request, scene_.manager()));
  ASSERT_EQ(json.status, 200) << json.body;
  lead::v1::Lead read;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json.body, &read).ok());
  EXPECT_EQ(read.SerializeAsString(), direct);
}

TEST_F(GatewayCallsTest, AnErrorIsTheSameOverEachWireAndWithoutTheEdge) {
  const auto request = LeadNamed("departments/d1/leads/nobody");
  const absl::Status direct = scene_.manager().Call(&LeadApi::GetLead, request).status();
  ASSERT_THAT(direct, StatusIs(Reason::kLeadNotFound));
  EXPECT_EQ(AskGrpcWeb(GrpcWeb(kGetLead, request, scene_.manager())).status, direct);
  EXPECT_EQ(AskText(GrpcWeb(kGetLead, request, scene_.manager())).status, direct);
  const HttpAnswer json = gateway_.Ask(JsonCall(kGetLead, request, scene_.manager()));
  EXPECT_EQ(json.status, 404);
  google::rpc::Status status;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json.body, &status).ok());
  EXPECT_EQ(FromRpcStatus(status), direct);
}

TEST_F(GatewayCallsTest, AllFaultsOfARequestComeThrough) {
  const lead::v1::CreateLeadRequest empty;
  const absl::Status direct = scene_.manager().Call(&LeadApi::CreateLead, empty).status();
  const absl::Status through = AskGrpcWeb(GrpcWeb(kCreateLead, empty, scene_.manager())).status;
  EXPECT_THAT(through, StatusIs(Reason::kFieldInvalid));
  EXPECT_GE(ToRpcStatus(through).details_size(), 2) << "the fields are listed; direct: " << direct;
}

TEST_F(GatewayCallsTest, WhatWasWrittenIsReadWithItsPosition) {
  const auto created = AskGrpcWeb(GrpcWeb(kCreateLead, Enquiry("r1"), scene_.manager()));
  ASSERT_THAT(created.status, IsOk());
  const std::string position = created.trailers.at("zamer-position");
  metrics::v1::GetFunnelRequest funnel;
  funnel.set_parent(scene_.name());
  *funnel.mutable_period() = Scene::Lately();
  funnel.set_basis(metrics::v1::EVENT_DATE);
  HttpRequest request = GrpcWeb(kGetFunnel, funnel, scene_.head());
  request.headers["zamer-position"] = position;
  const auto answer = AskGrpcWeb(request);
  ASSERT_THAT(answer.status, IsOk());
  metrics::v1::Funnel read;
  ASSERT_TRUE(read.ParseFromString(answer.messages.at(0)));
  EXPECT_EQ(read.steps(0).count(), 1);
}

TEST_F(GatewayCallsTest, NobodyIsNobodyAndRolesHold) {
  const auto request = LeadNamed("departments/d1/leads/x");
  HttpRequest anonymous = GrpcWeb(kGetLead, request, scene_.manager());
  anonymous.headers.erase("authorization");
  EXPECT_THAT(AskGrpcWeb(anonymous).status, StatusIs(Reason::kTokenMissing));
  const lead::v1::AssignLeadRequest assign;
  EXPECT_THAT(AskGrpcWeb(GrpcWeb("/zamer.lead.v1.LeadService/AssignLead", assign, scene_.manager())).status,
              StatusIs(Reason::kRoleNotAllowed));
}

TEST_F(GatewayCallsTest, ACallThatHasNoTimeIsNotAnswered) {
  HttpRequest request = GrpcWeb(kGetLead, LeadNamed("departments/d1/leads/x"), scene_.manager());
  request.headers["grpc-timeout"] = "1n";
  EXPECT_THAT(AskGrpcWeb(request).status, StatusIs(Reason::kDeadlineExpired));
}

TEST_F(GatewayCallsTest, AServiceThatWasDownIsFoundAgain) {
  const lead::v1::Lead lead = scene_.Enquire("m1", MinutesAgo(5));
  const HttpRequest request = GrpcWeb(kGetLead, LeadNamed(lead.name()), scene_.manager());
  cluster_.Kill9(Service::kLead);
  EXPECT_TRUE(Eventually([&] { return ReasonOf(AskGrpcWeb(request).status) == Reason::kPeerUnavailable; }));
  EXPECT_TRUE(gateway_.IsReady()) << "what the others offer is still there";
  cluster_.Start(Service::kLead);
  EXPECT_TRUE(Eventually([&] { return AskGrpcWeb(request).status.ok(); }));
}

TEST_F(GatewayCallsTest, WithoutRedisTheServicesSayWhyAndTheEdgeIsNotReady) {
  const HttpRequest request = GrpcWeb(kCreateLead, Enquiry("r1"), scene_.manager());
  gateway_.gate().Refuse();
  EXPECT_TRUE(Eventually([&] { return !gateway_.IsReady(); }));
  EXPECT_THAT(AskGrpcWeb(request).status, IsOk()) << "calls with a token need no Redis of the edge";
  gateway_.gate().Heal();
  EXPECT_TRUE(Eventually([&] { return gateway_.IsReady(); }));
  cluster_.redis().Kill9();
  HttpRequest impatient = request;
  impatient.headers["grpc-timeout"] = "500m";
  EXPECT_THAT(AskGrpcWeb(impatient).status.code(),
              AnyOf(absl::StatusCode::kUnavailable, absl::StatusCode::kDeadlineExceeded));
  cluster_.redis().Start();
  EXPECT_TRUE(Eventually([&] { return AskGrpcWeb(request).status.ok(); }));
}

TEST_F(GatewayCallsTest, TheLogSaysWhichMethodAndNothingOfItsContent) {
  ASSERT_THAT(AskGrpcWeb(GrpcWeb(kCreateLead, Enquiry("r1"), scene_.manager())).status, IsOk());
  ASSERT_TRUE(gateway_.process().WaitForOutput("zamer.lead.v1.LeadService.CreateLead"));
  EXPECT_THAT(gateway_.process().output(), Not(HasSubstr("903")));
  EXPECT_THAT(gateway_.process().output(), Not(HasSubstr("Bearer")));
  EXPECT_THAT(gateway_.Exposition(), HasSubstr(R"(zamer_edge_requests_total{route="call",status="2xx"} 1)"));
}

TEST_F(GatewayCallsTest, ThePageIsServedWithAStrictPolicy) {
  const HttpAnswer page = gateway_.Ask({.method = "GET", .path = "/funnel"});
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.headers.at("content-security-policy"), HasSubstr("default-src 'none'"));
  HttpConnection connection(gateway_.http_port());
  connection.Send("HEAD /funnel HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n");
  EXPECT_TRUE(connection.IsClosed());
}

}  // namespace
}  // namespace zamer::testing
