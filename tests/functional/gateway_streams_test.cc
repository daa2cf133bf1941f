// Streams through the edge: they live, end with their reader, and end well when the edge goes away.
#include <csignal>
#include <string>

#include "tests/functional/gateway_fixture.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

using ::testing::HasSubstr;

constexpr char kNoStreamsThere[] =
    R"(zamer_in_flight_calls{grpc_service="zamer.metrics.v1.MetricsService",grpc_type="server_stream"} 0)";
constexpr char kOneStreamThere[] =
    R"(zamer_in_flight_calls{grpc_service="zamer.metrics.v1.MetricsService",grpc_type="server_stream"} 1)";

class GatewayStreamsTest : public GatewayTest {
 protected:
  HttpRequest Watch() {
    metrics::v1::WatchKpisRequest request;
    metrics::v1::QueryKpisRequest& query = *request.mutable_query();
    query.set_parent(scene_.name());
    *query.mutable_period() = Scene::Lately();
    query.set_basis(metrics::v1::EVENT_DATE);
    query.add_kpis("leads");
    return GrpcWeb(kWatchKpis, request, scene_.head());
  }
  // The next message that is no heartbeat.
  static metrics::v1::WatchKpisResponse NextSnapshot(HttpConnection& connection) {
    while (true) {
      const std::string piece = connection.ReadSome();
      const auto frames = gateway::ReadFrames(piece);
      metrics::v1::WatchKpisResponse message;
      if (!frames.ok() || frames->size() != 1 || !message.ParseFromString(std::string(frames->front().payload))) {
        throw std::runtime_error("a piece is not one message");
      }
      if (message.has_snapshot()) return message;
    }
  }
  bool MetricsServiceSays(const std::string& text) {
    return Eventually([&] { return cluster_.Exposition(Service::kMetrics).find(text) != std::string::npos; });
  }
};

TEST_F(GatewayStreamsTest, AChangeReachesTheReader) {
  HttpConnection connection(gateway_.http_port());
  const HttpAnswer head = connection.Begin(Watch());
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.at("content-type"), "application/grpc-web+proto");
  NextSnapshot(connection);
  scene_.Enquire("m1", MinutesAgo(1));
  EXPECT_GT(NextSnapshot(connection).sequence(), 1);
}

TEST_F(GatewayStreamsTest, AReaderWhoGoesAwayEndsTheServicesStream) {
  {
    HttpConnection connection(gateway_.http_port());
    connection.Begin(Watch());
    NextSnapshot(connection);
    EXPECT_TRUE(MetricsServiceSays(kOneStreamThere));
    EXPECT_THAT(gateway_.Exposition(), HasSubstr("zamer_edge_open_streams 1"));
  }
  EXPECT_TRUE(MetricsServiceSays(kNoStreamsThere));
  EXPECT_THAT(gateway_.Exposition(), HasSubstr("zamer_edge_open_streams 0"));
}

TEST_F(GatewayStreamsTest, AnEdgeThatGoesAwaySaysSoToItsReaders) {
  HttpConnection connection(gateway_.http_port());
  connection.Begin(Watch());
  NextSnapshot(connection);
  gateway_.process().Signal(SIGTERM);
  std::string rest;
  for (std::string piece = connection.ReadSome(); !piece.empty(); piece = connection.ReadSome()) rest += piece;
  EXPECT_THAT(ReadGrpcWebAnswer(rest).status, StatusIs(Reason::kDraining));
  EXPECT_EQ(gateway_.process().Wait(), 0);
  EXPECT_TRUE(MetricsServiceSays(kNoStreamsThere));
}

TEST_F(GatewayStreamsTest, AServiceThatDiesEndsTheStream) {
  HttpConnection connection(gateway_.http_port());
  connection.Begin(Watch());
  NextSnapshot(connection);
  cluster_.Kill9(Service::kMetrics);
  std::string rest;
  for (std::string piece = connection.ReadSome(); !piece.empty(); piece = connection.ReadSome()) rest += piece;
  EXPECT_TRUE(absl::IsUnavailable(ReadGrpcWebAnswer(rest).status));
}

}  // namespace
}  // namespace zamer::testing
