// What a browser gets in production: HTTP/2 over TLS to the edge, and TLS with certificates on both sides behind it.
#include <asio/io_context.hpp>
#include <string>
#include <vector>

#include "services/gateway/domain/message_reader.h"
#include "tests/support/cluster.h"
#include "tests/support/gateway_process.h"
#include "tests/support/grpc_web_answer.h"
#include "tests/support/http2_client.h"
#include "tests/support/loop.h"
#include "tests/support/scene.h"
#include "tests/support/status_matchers.h"
#include "zamer/gateway/v1/access_service.pb.h"

namespace zamer::testing {
namespace {

using ::testing::HasSubstr;

constexpr char kGetLead[] = "/zamer.lead.v1.LeadService/GetLead";
constexpr char kGetFunnel[] = "/zamer.metrics.v1.MetricsService/GetFunnel";
constexpr char kWatchKpis[] = "/zamer.metrics.v1.MetricsService/WatchKpis";
constexpr char kListLogins[] = "/zamer.gateway.v1.AccessService/ListLogins";

class GatewayHttp2Test : public ::testing::Test {
 protected:
  using Stream = Http2Client::Stream;

  std::int32_t Begin(const std::string& path, const google::protobuf::Message& message, const Caller& caller) {
    return client_.Ask(Http2Client::FieldsOf("POST", path,
                                             {{"content-type", "application/grpc-web+proto"},
                                              {"authorization", "Bearer " + caller.token()}}),
                       GrpcWebRequest(message.SerializeAsString()));
  }
  GrpcWebAnswer Ask(const std::string& path, const google::protobuf::Message& message, const Caller& caller) {
    const Stream& stream = client_.stream(Begin(path, message, caller));
    EXPECT_TRUE(RunUntil(loop_, [&] { return stream.closed.has_value(); }));
    return ReadGrpcWebAnswer(stream.body);
  }
  std::int32_t Watch() {
    metrics::v1::WatchKpisRequest request;
    metrics::v1::QueryKpisRequest& query = *request.mutable_query();
    query.set_parent(scene_.name());
    *query.mutable_period() = Scene::Lately();
    query.set_basis(metrics::v1::EVENT_DATE);
    query.add_kpis("leads");
    return Begin(kWatchKpis, request, scene_.head());
  }
  // Of a stream under way: the messages that are no heartbeats.
  static int Snapshots(const Stream& stream) {
    int snapshots = 0;
    gateway::MessageReader reader(1 << 20);
    reader.Add(stream.body);
    for (auto bytes = reader.Next(); bytes.ok() && bytes->has_value(); bytes = reader.Next()) {
      metrics::v1::WatchKpisResponse message;
      if (message.ParseFromString(**bytes) && message.has_snapshot()) ++snapshots;
    }
    return snapshots;
  }
  bool SnapshotsReach(std::int32_t stream, int count) {
    return RunUntil(loop_, [&] { return Snapshots(client_.stream(stream)) >= count; });
  }
  bool MetricsServiceHasStreams(int count) {
    const std::string line =
        R"(zamer_in_flight_calls{grpc_service="zamer.metrics.v1.MetricsService",grpc_type="server_stream"} )" +
        std::to_string(count) + "\n";
    return RunUntil(loop_, [&] { return cluster_.Exposition(Service::kMetrics).find(line) != std::string::npos; });
  }

  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR, .tls = true}};
  Scene scene_{cluster_};
  GatewayProcess gateway_{cluster_, ZAMER_BIN_DIR};
  asio::io_context loop_{1};
  Http2Client client_{loop_, gateway_.http_port(), cluster_.certificates()->ca(), {}};
};

TEST_F(GatewayHttp2Test, CallsReachEveryServiceAndTheEdgeItself) {
  ASSERT_EQ(client_.protocol(), "h2");
  const lead::v1::Lead lead = scene_.Enquire("m1", MinutesAgo(5));
  lead::v1::GetLeadRequest request;
  request.set_name(lead.name());
  const GrpcWebAnswer answer = Ask(kGetLead, request, scene_.manager());
  EXPECT_THAT(answer.status, IsOk());
  EXPECT_EQ(answer.messages.at(0), scene_.GetLead(lead.name()).SerializeAsString());
  request.set_name(scene_.name() + "/leads/nobody");
  EXPECT_THAT(Ask(kGetLead, request, scene_.manager()).status, StatusIs(Reason::kLeadNotFound));

  // Metrics knows of the lead by the feeds of the others.
  metrics::v1::GetFunnelRequest funnel;
  funnel.set_parent(scene_.name());
  *funnel.mutable_period() = Scene::Lately();
  funnel.set_basis(metrics::v1::EVENT_DATE);
  EXPECT_TRUE(Eventually([&] {
    metrics::v1::Funnel read;
    const GrpcWebAnswer seen = Ask(kGetFunnel, funnel, scene_.head());
    return seen.status.ok() && read.ParseFromString(seen.messages.at(0)) && CountsOf(read).at(0) == 1;
  }));

  gateway::v1::ListLoginsRequest logins;
  logins.set_parent(scene_.name());
  EXPECT_THAT(Ask(kListLogins, logins, scene_.head()).status, IsOk());
}

TEST_F(GatewayHttp2Test, AStreamBringsChangesUntilItsReaderCancelsIt) {
  const std::int32_t stream = Watch();
  ASSERT_TRUE(SnapshotsReach(stream, 1));
  EXPECT_EQ(client_.stream(stream).headers.at("content-type"), "application/grpc-web+proto");
  scene_.Enquire("m1", MinutesAgo(1));
  EXPECT_TRUE(SnapshotsReach(stream, 2));
  EXPECT_TRUE(MetricsServiceHasStreams(1));
  client_.Reset(stream);
  EXPECT_TRUE(MetricsServiceHasStreams(0));
  EXPECT_THAT(gateway_.Exposition(), HasSubstr("zamer_edge_open_streams 0"));
}

// Of HTTP/1.1 a browser opens six connections, and a tab keeps one.
TEST_F(GatewayHttp2Test, MoreTabsThanSixShareAConnectionAndCallsStillPass) {
  constexpr int kTabs = 10;
  std::vector<std::int32_t> tabs;
  tabs.reserve(kTabs);
  for (int i = 0; i < kTabs; ++i) tabs.push_back(Watch());
  for (const std::int32_t tab : tabs) ASSERT_TRUE(SnapshotsReach(tab, 1));
  const lead::v1::Lead lead = scene_.Enquire("m1", MinutesAgo(1));
  for (const std::int32_t tab : tabs) EXPECT_TRUE(SnapshotsReach(tab, 2));
  lead::v1::GetLeadRequest request;
  request.set_name(lead.name());
  EXPECT_THAT(Ask(kGetLead, request, scene_.manager()).status, IsOk());
}

}  // namespace
}  // namespace zamer::testing
