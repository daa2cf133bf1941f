// Whatever is sent to the edge: a clear status, nothing reached, and the edge lives on.
#include <string>
#include <vector>

#include "tests/functional/gateway_fixture.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::size_t kOversize = 3 << 20;

class GatewayBadInputTest : public GatewayTest {
 protected:
  static HttpRequest Post(const std::string& path, const std::string& type, const std::string& body) {
    return {.path = path, .headers = {{"content-type", type}}, .body = body};
  }
  bool LeadServiceWasCalled() const { return cluster_.Log(Service::kLead).find("GetLead") != std::string::npos; }
};

TEST_F(GatewayBadInputTest, EachHasItsStatus) {
  struct Case {
    HttpRequest request;
    int status;
    std::string reason;
  };
  const std::string frame = GrpcWebRequest("");
  const std::vector<Case> cases = {
      {Post(kGetLead, "text/plain", "{}"), 415, "HTTP_REQUEST_INVALID"},
      {Post(kGetLead, "application/x-www-form-urlencoded", "name=x"), 415, "HTTP_REQUEST_INVALID"},
      {Post(kGetLead, "application/json", "{"), 400, "HTTP_REQUEST_INVALID"},
      {Post(kGetLead, "application/json", ""), 400, "HTTP_REQUEST_INVALID"},
      {Post(kGetLead, "application/json", R"({"nmae": "x"})"), 400, "FIELD_INVALID"},
      {Post(kGetLead, "application/json", std::string(kOversize, ' ')), 413, ""},
      {Post("/zamer.lead.v1.LeadService/Subscribe", "application/json", "{}"), 501, "METHOD_NOT_OFFERED"},
      {Post("/zamer.lead.v1.LeadService/ImportHistory", "application/json", "{}"), 501, "METHOD_NOT_OFFERED"},
      {Post("/zamer.lead.v2.LeadService/GetLead", "application/json", "{}"), 501, "METHOD_NOT_OFFERED"},
      {Post("/zamer.lead.v1.LeadService/../../x", "application/json", "{}"), 404, "PATH_NOT_FOUND"},
      {Post("/%2e%2e/etc/passwd", "application/json", "{}"), 404, "PATH_NOT_FOUND"},
      {{.method = "GET", .path = kGetLead}, 404, "PATH_NOT_FOUND"},
      {{.method = "GET", .path = "/../../etc/passwd"}, 404, "PATH_NOT_FOUND"},
      {{.method = "PUT", .path = kGetLead}, 405, ""},
      {{.method = "TRACE", .path = "/"}, 405, ""},
  };
  for (const Case& expected : cases) {
    const HttpAnswer answer = gateway_.Ask(expected.request);
    EXPECT_EQ(answer.status, expected.status) << expected.request.method << " " << expected.request.path << answer.body;
    EXPECT_THAT(answer.body, HasSubstr(expected.reason)) << expected.request.path;
  }
  EXPECT_FALSE(LeadServiceWasCalled());
  EXPECT_TRUE(gateway_.IsReady());
}

TEST_F(GatewayBadInputTest, MalformedFramesAreRefusedInTrailers) {
  const std::string frame = GrpcWebRequest(LeadNamed("departments/d1/leads/x").SerializeAsString());
  for (const std::string& body : std::vector<std::string>{"", frame.substr(0, 4), frame.substr(0, 9), frame + frame,
                                                          "\1" + frame.substr(1), std::string(64, '\xff')}) {
    const HttpAnswer answer = gateway_.Ask(Post(kGetLead, "application/grpc-web+proto", body));
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(ReadGrpcWebAnswer(answer.body).status, StatusIs(Reason::kHttpRequestInvalid));
  }
  EXPECT_FALSE(LeadServiceWasCalled());
}

TEST_F(GatewayBadInputTest, BytesThatAreNoMessageAreRefusedByTheService) {
  HttpRequest request = GrpcWeb(kGetLead, LeadNamed("x"), scene_.manager());
  request.body = GrpcWebRequest("\xff\xff\xff");
  EXPECT_THAT(AskGrpcWeb(request).status, Not(IsOk()));
}

TEST_F(GatewayBadInputTest, AHeaderCannotBringAnotherIn) {
  HttpConnection connection(gateway_.http_port());
  connection.Send(
      "POST /zamer.lead.v1.LeadService/GetLead HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
      "accept-language: ru\rauthorization: Bearer x\r\ncontent-length: 2\r\n\r\n{}");
  EXPECT_EQ(connection.ReadAnswer().status, 400);
  EXPECT_FALSE(LeadServiceWasCalled());
}

TEST_F(GatewayBadInputTest, AnErrorQuotesNothingThatWasSent) {
  HttpRequest request = JsonCall(kGetLead, LeadNamed("x"), scene_.manager());
  request.body = R"({"name": {"phone": "+79031234567"}})";
  const HttpAnswer answer = gateway_.Ask(request);
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, Not(HasSubstr("7903")));
}

TEST_F(GatewayBadInputTest, APageOfAnotherSiteCannotActByACookie) {
  HttpRequest request = JsonCall(kGetLead, LeadNamed("x"), scene_.manager());
  request.headers.erase("authorization");
  request.headers["cookie"] = "zamer=x";
  request.headers["origin"] = "https://evil.example.com";
  const HttpAnswer answer = gateway_.Ask(request);
  EXPECT_EQ(answer.status, 403);
  EXPECT_THAT(answer.body, HasSubstr("ORIGIN_REFUSED"));
}

}  // namespace
}  // namespace zamer::testing
