#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "services/common/redis/reply_status.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/common/redis/client_fixture.h"
#include "tests/unit/common/redis/client_matchers.h"

namespace zamer::redis {
namespace {

using ::testing::Each;
using ::testing::SizeIs;
using testing::StatusIs;

constexpr absl::Duration kSoon = absl::Milliseconds(50);

// A gate stands between the client and the server.
class ClientFault : public ClientFixture {
 protected:
  Options ThroughTheGate() { return server_.ClientOptions(gate_.port()); }

  testing::RedisServer server_{{.fsync = "no"}};
  testing::TcpGate gate_{server_.port()};
};

TEST_F(ClientFault, ALateReplyIsSwallowedAndTheConnectionGoesOn) {
  Client client(loop_, ThroughTheGate());
  WaitUntilConnected(client);
  gate_.StallReplies();
  EXPECT_THAT(Run(client, Command("INCR", "n"), In(kSoon)), IsUnknown(Unknown::kTimeout));
  EXPECT_EQ(client.stats().in_flight, 1u);
  gate_.Heal();
  EXPECT_THAT(Run(client, Command("INCR", "n")), Answers(Reply::Integer(2)));
  EXPECT_EQ(client.stats().in_flight, 0u);
  EXPECT_EQ(gate_.accepted(), 1u);
}

TEST_F(ClientFault, OnlyTheTimedOutCommandsOfABatchAreUnknown) {
  Client client(loop_, ThroughTheGate());
  WaitUntilConnected(client);
  gate_.Stall();
  std::vector<Result> hasty;
  std::vector<Result> patient;
  for (int i = 0; i < 10; ++i) {
    Spawn(client, Command("INCR", "n"), &hasty, In(kSoon));
    Spawn(client, Command("INCR", "n"), &patient);
  }
  WaitForOutcomes(hasty, 10);
  EXPECT_THAT(hasty, Each(IsUnknown(Unknown::kTimeout)));
  EXPECT_THAT(patient, SizeIs(0));
  gate_.Heal();
  WaitForOutcomes(patient, 10);
  for (int i = 0; i < 10; ++i) EXPECT_THAT(patient[i], Answers(Reply::Integer(2 * i + 2)));
}

TEST_F(ClientFault, AReplyCutInTheMiddleIsUnknownAndTheNextConnectionWorks) {
  Client client(loop_, ThroughTheGate());
  const std::string value(100'000, 'v');
  Run(client, Command("SET", "key", value));
  gate_.CutRepliesAfter(50'000);
  EXPECT_THAT(Run(client, Command("GET", "key")), IsUnknown(Unknown::kConnectionLost));
  gate_.Heal();
  EXPECT_THAT(Run(client, Command("GET", "key")), Answers(Reply::String(value)));
}

TEST_F(ClientFault, RepliesThatCameBeforeACutAreNotLost) {
  Client client(loop_, ThroughTheGate());
  WaitUntilConnected(client);
  gate_.CutRepliesAfter(std::string_view(":1\r\n:2\r\n:").size());
  std::vector<Command> commands(3, Command("INCR", "n"));
  EXPECT_THAT(testing::RunOnLoop(loop_, client.RunAll(commands, Later())),
              ::testing::ElementsAre(Answers(Reply::Integer(1)), Answers(Reply::Integer(2)),
                                     IsUnknown(Unknown::kConnectionLost)));
}

TEST_F(ClientFault, CommandsWaitForAConnectionUpToTheirDeadline) {
  gate_.Refuse();
  Client client(loop_, ThroughTheGate());
  std::vector<Result> hasty;
  std::vector<Result> patient;
  Spawn(client, Command("INCR", "n"), &hasty, In(kSoon));
  Spawn(client, Command("INCR", "n"), &patient);
  WaitForOutcomes(hasty, 1);
  EXPECT_THAT(hasty, Each(IsNotSent(NotSent::kDisconnected)));
  EXPECT_FALSE(client.connected());
  gate_.Heal();
  WaitForOutcomes(patient, 1);
  EXPECT_THAT(patient, Each(Answers(Reply::Integer(1))));
}

TEST_F(ClientFault, ACommandTimesOutUnsentWhenTheServerNeverGreets) {
  gate_.Stall();
  absl::Status why;
  Options options = ThroughTheGate();
  options.connect_timeout = kSoon;
  options.on_connection = [&](const absl::Status& status) { why = status; };
  Client client(loop_, std::move(options));
  EXPECT_THAT(Run(client, Command("PING"), In(4 * kSoon)), IsNotSent(NotSent::kDisconnected));
  EXPECT_THAT(why, StatusIs(absl::StatusCode::kDeadlineExceeded));
  gate_.Heal();
  EXPECT_THAT(Run(client, Command("PING")), Answers(Reply::Status("PONG")));
}

TEST_F(ClientFault, GivesUpAConnectionThatStaysSilent) {
  Options options = ThroughTheGate();
  options.stall_timeout = kSoon;
  options.connect_timeout = kSoon;
  absl::Status why;
  options.on_connection = [&](const absl::Status& status) { why = status; };
  Client client(loop_, std::move(options));
  WaitUntilConnected(client);
  const std::uint64_t failures = client.stats().failures;  // a busy machine may not connect soon enough at once
  gate_.Stall();
  EXPECT_THAT(Run(client, Command("PING"), In(kSoon)), IsUnknown(Unknown::kTimeout));
  EXPECT_TRUE(testing::RunUntil(loop_, [&] { return client.stats().failures > failures; }));
  EXPECT_THAT(why, StatusIs(absl::StatusCode::kUnavailable, ::testing::HasSubstr("silent")));
  gate_.Heal();
  EXPECT_THAT(Run(client, Command("PING")), Answers(Reply::Status("PONG")));
  EXPECT_GE(gate_.accepted(), 2u);
}

TEST_F(ClientFault, WorksOnASlowNetwork) {
  gate_.Delay(absl::Milliseconds(20));
  Client client(loop_, ThroughTheGate());
  EXPECT_THAT(Run(client, Command("INCR", "n")), Answers(Reply::Integer(1)));
  EXPECT_THAT(Run(client, Command("INCR", "n")), Answers(Reply::Integer(2)));
}

TEST_F(ClientFault, ComesBackWheneverItsConnectionIsClosed) {
  Client client(loop_, ThroughTheGate());
  for (int i = 0; i < 20; ++i) {
    EXPECT_THAT(Run(client, Command("PING")), Answers(Reply::Status("PONG")));
    gate_.CloseAll();
    ASSERT_TRUE(testing::RunUntil(loop_, [&] { return client.stats().failures > static_cast<std::uint64_t>(i); }));
  }
}

TEST_F(ClientFault, ComesBackAfterTheServerRestarts) {
  Client client(loop_, server_.ClientOptions());
  Run(client, Command("SET", "key", "value"));
  server_.Restart();
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return client.stats().failures > 0; }));
  EXPECT_THAT(Run(client, Command("GET", "key")), Answers(Reply::String("value")));
}

TEST_F(ClientFault, ComesBackAfterTheServerIsKilled) {
  Client client(loop_, server_.ClientOptions());
  WaitUntilConnected(client);
  server_.Freeze();
  std::vector<Result> outcomes;
  Spawn(client, Command("INCR", "n"), &outcomes);
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return client.stats().in_flight == 1; }));
  server_.Kill9();
  WaitForOutcomes(outcomes, 1);
  EXPECT_THAT(outcomes, Each(IsUnknown(Unknown::kConnectionLost)));
  server_.Start();
  EXPECT_THAT(Run(client, Command("PING")), Answers(Reply::Status("PONG")));
}

constexpr std::string_view kGreeting = "+OK\r\n*1\r\n$6\r\nmaster\r\n";

// A server that answers every write of its client with the next of these texts, whatever was asked.
asio::awaitable<void> Impostor(asio::ip::tcp::acceptor& acceptor, std::vector<std::string> answers) {
  asio::ip::tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
  char request[1024];
  for (const std::string& answer : answers) {
    co_await socket.async_read_some(asio::buffer(request), asio::use_awaitable);
    co_await asio::async_write(socket, asio::buffer(answer), asio::use_awaitable);
  }
  co_await socket.async_read_some(asio::buffer(request), asio::use_awaitable);
}

TEST_F(ClientFault, LeavesAServerThatAnswersWhatNobodyAsked) {
  const std::string greeting(kGreeting);
  const std::vector<std::string> impostors[] = {{greeting + ":1\r\n"}, {greeting, "+PONG\r\n+PONG\r\n"}};
  for (const std::vector<std::string>& answers : impostors) {
    asio::ip::tcp::acceptor acceptor(loop_, {asio::ip::address_v4::loopback(), 0});
    asio::co_spawn(loop_, Impostor(acceptor, answers), asio::detached);
    absl::Status why;
    Options options = server_.ClientOptions(acceptor.local_endpoint().port());
    options.on_connection = [&](const absl::Status& status) { why = status; };
    Client client(loop_, std::move(options));
    std::vector<Result> outcomes;
    Spawn(client, Command("PING"), &outcomes, In(testing::kPatience));
    ASSERT_TRUE(testing::RunUntil(loop_, [&] { return client.stats().failures > 0; }));
    EXPECT_THAT(why, StatusIs(absl::StatusCode::kDataLoss));
    client.Close();
    WaitForOutcomes(outcomes, 1);
  }
}

TEST_F(ClientFault, LeavesAServerThatDoesNotSpeakTheProtocol) {
  asio::ip::tcp::acceptor acceptor(loop_, {asio::ip::address_v4::loopback(), 0});
  asio::co_spawn(loop_, Impostor(acceptor, {std::string(kGreeting), "HTTP/1.1 400 Bad Request\r\n"}), asio::detached);
  Client client(loop_, server_.ClientOptions(acceptor.local_endpoint().port()));
  EXPECT_THAT(Run(client, Command("PING")), IsUnknown(Unknown::kConnectionLost));
}

TEST_F(ClientFault, LeavesAServerThatBecameAReplicaUntilItIsPrimaryAgain) {
  Client client(loop_, server_.ClientOptions());
  Run(client, Command("SET", "key", "value"));
  server_.Run(Command("REPLICAOF", "127.0.0.1", testing::FreePort()));
  EXPECT_THAT(ToReply(Run(client, Command("SET", "key", "other"))), StatusIs(Reason::kStoreUnavailable));
  EXPECT_THAT(Run(client, Command("SET", "key", "other"), In(4 * kSoon)), IsNotSent(NotSent::kDisconnected));
  server_.Run(Command("REPLICAOF", "NO", "ONE"));
  EXPECT_THAT(Run(client, Command("SET", "key", "other")), Answers(Reply::Status("OK")));
}

}  // namespace
}  // namespace zamer::redis
