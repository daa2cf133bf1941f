#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <memory>

#include "tests/support/free_port.h"
#include "tests/unit/common/redis/client_fixture.h"
#include "tests/unit/common/redis/client_matchers.h"

namespace zamer::redis {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::SizeIs;

class ClientClose : public ClientFixture {
 protected:
  testing::RedisServer server_{{.fsync = "no"}};
};

Options ToNobody() {
  Options options;
  options.endpoint = std::make_shared<StaticEndpoint>(Endpoint{"127.0.0.1", testing::FreePort()});
  return options;
}

TEST_F(ClientClose, EndsCommandsInFlightAsUnknownEachOnce) {
  testing::TcpGate gate(server_.port());
  Client client(loop_, server_.ClientOptions(gate.port()));
  WaitUntilConnected(client);
  gate.Stall();
  std::vector<Result> outcomes;
  for (int i = 0; i < 100; ++i) Spawn(client, Command("PING"), &outcomes);
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return client.stats().in_flight == 100; }));
  client.Close();
  gate.Heal();
  WaitForOutcomes(outcomes, 100);
  testing::RunFor(loop_, absl::Milliseconds(20));
  EXPECT_THAT(outcomes, AllOf(SizeIs(100), Each(IsUnknown(Unknown::kClosed))));
}

TEST_F(ClientClose, EndsWaitingCommandsAsNotSent) {
  Client client(loop_, ToNobody());
  std::vector<Result> outcomes;
  for (int i = 0; i < 100; ++i) Spawn(client, Command("PING"), &outcomes);
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return client.stats().queued == 100; }));
  client.Close();
  client.Close();
  WaitForOutcomes(outcomes, 100);
  EXPECT_THAT(outcomes, AllOf(SizeIs(100), Each(IsNotSent(NotSent::kClosed))));
}

TEST_F(ClientClose, SendsNothingAfterwards) {
  Client client(loop_, server_.ClientOptions());
  WaitUntilConnected(client);
  client.Close();
  EXPECT_FALSE(client.connected());
  EXPECT_THAT(Run(client, Command("PING")), IsNotSent(NotSent::kClosed));
  EXPECT_FALSE(testing::RunOnLoop(loop_, client.Ping(Later())));
}

TEST_F(ClientClose, LeavesNothingThatKeepsTheLoopBusy) {
  auto client = std::make_unique<Client>(loop_, server_.ClientOptions());
  Run(*client, Command("PING"));
  client.reset();
  loop_.restart();
  loop_.run_for(absl::ToChronoSeconds(testing::kPatience));
  EXPECT_TRUE(loop_.stopped());
}

TEST_F(ClientClose, MayBeDestroyedByTheCoroutineThatItResumes) {
  auto client = std::make_unique<Client>(loop_, server_.ClientOptions());
  std::vector<Result> others;
  const auto destroy = [](std::unique_ptr<Client>& doomed) -> asio::awaitable<void> {
    co_await doomed->Run(Command("PING"), Later());
    doomed.reset();
  };
  asio::co_spawn(loop_, destroy(client), asio::detached);
  for (int i = 0; i < 10; ++i) Spawn(*client, Command("PING"), &others);
  WaitForOutcomes(others, 10);
  EXPECT_EQ(client, nullptr);
}

TEST_F(ClientClose, MayBeDestroyedAtAnyMomentOfConnecting) {
  for (int steps = 0; steps < 12; ++steps) {
    asio::io_context loop;
    Client client(loop, server_.ClientOptions());
    for (int i = 0; i < steps; ++i) loop.run_one_for(std::chrono::milliseconds(50));
  }
}

}  // namespace
}  // namespace zamer::redis
