#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>
#include <gmock/gmock.h>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>
#include <set>
#include <string>

#include "services/common/metrics/call_metrics.h"
#include "services/common/metrics/exposition.h"
#include "services/common/metrics/registry.h"
#include "tests/support/fakes.h"
#include "tests/support/status_matchers.h"

namespace zamer::metrics {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using zamer::testing::StatusIs;
using zamer::testing::TestNow;

struct Fixture {
  Registry registry{{"lead", "1.2.3"}, TestNow()};
  MethodMetrics get{registry, "zamer.lead.v1.LeadService", "GetLead", MethodMetrics::Type::kUnary};
  MethodMetrics watch{registry, "zamer.lead.v1.LeadService", "Subscribe", MethodMetrics::Type::kServerStream};
};

// Each metric's type and name, as `# TYPE` lines tell them.
std::set<std::string> TypesIn(const std::string& text) {
  std::set<std::string> types;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (line.substr(0, 7) == "# TYPE ") types.emplace(line.substr(7));
  }
  return types;
}

TEST(Metrics, KeepTheNamesThatDashboardsAndRulesKnow) {
  const Fixture fixture;
  EXPECT_THAT(TypesIn(fixture.registry.Text()),
              ElementsAre("grpc_server_handled_total counter", "grpc_server_handling_seconds histogram",
                          "grpc_server_msg_received_total counter", "grpc_server_msg_sent_total counter",
                          "grpc_server_started_total counter", "process_cpu_seconds_total counter",
                          "process_max_fds gauge", "process_open_fds gauge", "process_resident_memory_bytes gauge",
                          "process_start_time_seconds gauge", "zamer_build_info gauge", "zamer_in_flight_calls gauge"));
}

TEST(Metrics, ExistAtZeroForEveryMethodAndCodeBeforeAnyCall) {
  const Fixture fixture;
  const std::string text = fixture.registry.Text();
  for (const char* code : {"OK", "Canceled", "Unknown", "InvalidArgument", "DeadlineExceeded", "NotFound",
                           "AlreadyExists", "PermissionDenied", "ResourceExhausted", "FailedPrecondition", "Aborted",
                           "OutOfRange", "Unimplemented", "Internal", "Unavailable", "DataLoss", "Unauthenticated"}) {
    EXPECT_THAT(text, HasSubstr(absl::StrCat("grpc_server_handled_total{grpc_code=\"", code,
                                             "\",grpc_method=\"Subscribe\",grpc_service=\"zamer.lead.v1.LeadService\","
                                             "grpc_type=\"server_stream\"} 0\n")));
  }
}

TEST(Metrics, CountACallFromItsArrivalToItsAnswer) {
  Fixture fixture;
  const std::string labels = "grpc_method=\"GetLead\",grpc_service=\"zamer.lead.v1.LeadService\",grpc_type=\"unary\"";
  fixture.get.Started();
  fixture.get.MessageReceived();
  EXPECT_THAT(fixture.registry.Text(), HasSubstr("zamer_in_flight_calls{grpc_service=\"zamer.lead.v1.LeadService\","
                                                 "grpc_type=\"unary\"} 1\n"));
  fixture.get.MessageSent();
  fixture.get.Handled(absl::StatusCode::kOk, absl::Milliseconds(30));
  fixture.get.Started();
  fixture.get.Handled(absl::StatusCode::kNotFound, absl::Seconds(20));
  const std::string text = fixture.registry.Text();
  EXPECT_THAT(text, HasSubstr(absl::StrCat("grpc_server_started_total{", labels, "} 2\n")));
  EXPECT_THAT(text, HasSubstr(absl::StrCat("grpc_server_msg_received_total{", labels, "} 1\n")));
  EXPECT_THAT(text, HasSubstr(absl::StrCat("grpc_server_msg_sent_total{", labels, "} 1\n")));
  EXPECT_THAT(text, HasSubstr(absl::StrCat("grpc_server_handled_total{grpc_code=\"OK\",", labels, "} 1\n")));
  EXPECT_THAT(text, HasSubstr(absl::StrCat("grpc_server_handled_total{grpc_code=\"NotFound\",", labels, "} 1\n")));
  EXPECT_THAT(text, HasSubstr(absl::StrCat("grpc_server_handling_seconds_bucket{", labels, ",le=\"0.025\"} 0\n")));
  EXPECT_THAT(text, HasSubstr(absl::StrCat("grpc_server_handling_seconds_bucket{", labels, ",le=\"0.05\"} 1\n")));
  EXPECT_THAT(text, HasSubstr(absl::StrCat("grpc_server_handling_seconds_bucket{", labels, ",le=\"10\"} 1\n")));
  EXPECT_THAT(text, HasSubstr(absl::StrCat("grpc_server_handling_seconds_count{", labels, "} 2\n")));
  EXPECT_THAT(text,
              HasSubstr("zamer_in_flight_calls{grpc_service=\"zamer.lead.v1.LeadService\",grpc_type=\"unary\"} 0\n"));
}

TEST(Metrics, TellWhatRunsSinceWhen) {
  const Fixture fixture;
  const std::string text = fixture.registry.Text();
  EXPECT_THAT(text, HasSubstr("zamer_build_info{service=\"lead\",version=\"1.2.3\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("process_start_time_seconds 1772445600\n"));
}

std::string HttpGet(int port, const std::string& path) {
  asio::io_context loop;
  asio::ip::tcp::socket socket(loop);
  socket.connect({asio::ip::address_v4::loopback(), static_cast<uint16_t>(port)});
  asio::write(socket, asio::buffer(absl::StrCat("GET ", path, " HTTP/1.0\r\nHost: x\r\n\r\n")));
  std::string answer;
  asio::error_code end;
  asio::read(socket, asio::dynamic_buffer(answer), end);
  return answer;
}

TEST(Exposition, ServesEverythingOnAFreePort) {
  Fixture fixture;
  const auto exposition = Exposition::Start(fixture.registry, "127.0.0.1:0").value();
  ASSERT_GT(exposition->port(), 0);
  const std::string answer = HttpGet(exposition->port(), "/metrics");
  EXPECT_THAT(answer, HasSubstr("200 OK"));
  EXPECT_THAT(answer, HasSubstr("grpc_server_started_total"));
  EXPECT_THAT(answer, HasSubstr("process_resident_memory_bytes"));
}

TEST(Exposition, SaysThatAnAddressIsTaken) {
  Fixture fixture;
  const auto exposition = Exposition::Start(fixture.registry, "127.0.0.1:0").value();
  EXPECT_THAT(Exposition::Start(fixture.registry, absl::StrCat("127.0.0.1:", exposition->port())),
              StatusIs(Reason::kAddressUnusable));
}

}  // namespace
}  // namespace zamer::metrics
