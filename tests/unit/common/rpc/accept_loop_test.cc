#include <absl/strings/str_cat.h>
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <unistd.h>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <cstdlib>
#include <vector>

#include "garden.h"
#include "services/common/rpc/to_grpc.h"
#include "tests/support/eventually.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"

namespace zamer::rpc {
namespace {

using zamer::testing::Eventually;
using zamer::testing::IsOk;
using zamer::testing::Process;

// Connections that say nothing.
std::vector<asio::ip::tcp::socket> Connect(asio::io_context& loop, int port, int count) {
  std::vector<asio::ip::tcp::socket> sockets;
  const asio::ip::tcp::endpoint server(asio::ip::address_v4::loopback(), static_cast<uint16_t>(port));
  for (int i = 0; i < count; ++i) sockets.emplace_back(loop).connect(server);
  return sockets;
}

// Whether a new connection is served.
bool Serves(int port) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  const auto stub = test::v1::GardenService::NewStub(
      grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials(), arguments));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(2));
  Plant plant;
  // Without a token: any answer of the service will do.
  return stub->GetPlant(&context, GoodGet(), &plant).error_code() == grpc::StatusCode::UNAUTHENTICATED;
}

TEST(AcceptLoop, ServesAgainAfterItRanOutOfDescriptors) {
  Process server({.program = ZAMER_BIN_DIR "/garden_server", .args = {"60"}});
  ASSERT_TRUE(server.WaitForOutput("port "));
  const int port = std::atoi(server.output().substr(server.output().find("port ") + 5).c_str());
  ASSERT_TRUE(Serves(port));
  {
    asio::io_context loop;
    const auto flood = Connect(loop, port, 150);
    EXPECT_FALSE(Serves(port)) << "150 connections do not fit into 60 descriptors";
  }
  EXPECT_TRUE(Eventually([&] { return Serves(port); }));
}

TEST(AcceptLoop, LeavesConnectionsBeyondTheLimitWaiting) {
  Garden garden;
  garden.Serve({.max_connections = 2});
  asio::io_context loop;
  {
    const auto two = Connect(loop, garden.server->port(), 2);
    EXPECT_TRUE(Eventually([&] { return !Serves(garden.server->port()); }));
  }
  EXPECT_TRUE(Eventually([&] { return Serves(garden.server->port()); }));
}

}  // namespace
}  // namespace zamer::rpc
