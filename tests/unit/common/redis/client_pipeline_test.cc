#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/unit/common/redis/client_fixture.h"
#include "tests/unit/common/redis/client_matchers.h"

namespace zamer::redis {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class ClientPipeline : public ClientFixture {
 protected:
  testing::RedisServer server_{{.fsync = "no"}};
};

TEST_F(ClientPipeline, AnswersCommands) {
  Client client(loop_, server_.ClientOptions());
  EXPECT_THAT(Run(client, Command("SET", "key", "value")), Answers(Reply::Status("OK")));
  EXPECT_THAT(Run(client, Command("GET", "key")), Answers(Reply::String("value")));
  EXPECT_THAT(Run(client, Command("GET", "no such key")), Answers(Reply()));
  EXPECT_TRUE(testing::RunOnLoop(loop_, client.Ping(Later())));
}

TEST_F(ClientPipeline, SendsCommandsInTheOrderOfTheCalls) {
  constexpr int kCommands = 1000;
  Client client(loop_, server_.ClientOptions());
  std::vector<Result> outcomes;
  for (int i = 0; i < kCommands; ++i) Spawn(client, Command("RPUSH", "list", i), &outcomes);
  WaitForOutcomes(outcomes, kCommands);
  for (int i = 0; i < kCommands; ++i) EXPECT_THAT(outcomes[i], Answers(Reply::Integer(i + 1)));
  const Result list = Run(client, Command("LRANGE", "list", 0, -1));
  ASSERT_TRUE(list.answered());
  ASSERT_EQ(list.reply()->size(), static_cast<std::size_t>(kCommands));
  for (int i = 0; i < kCommands; ++i) EXPECT_EQ((*list.reply())[i].text(), std::to_string(i));
}

TEST_F(ClientPipeline, WritesWhatIsReadyInOneTurnTogether) {
  Client client(loop_, server_.ClientOptions());
  WaitUntilConnected(client);
  std::vector<Result> outcomes;
  const std::uint64_t before = client.stats().writes;
  for (int i = 0; i < 100; ++i) Spawn(client, Command("INCR", "n"), &outcomes);
  WaitForOutcomes(outcomes, 100);
  EXPECT_EQ(client.stats().writes, before + 1);
}

TEST_F(ClientPipeline, AnswersTenThousandConcurrentCommandsEachOnce) {
  constexpr int kCommands = 10'000;
  Client client(loop_, server_.ClientOptions());
  std::vector<Result> outcomes;
  for (int i = 0; i < kCommands; ++i) Spawn(client, Command("INCR", "n"), &outcomes);
  WaitForOutcomes(outcomes, kCommands);
  std::set<std::int64_t> numbers;
  for (const Result& outcome : outcomes) numbers.insert(outcome.answered() ? outcome.reply()->integer() : 0);
  EXPECT_THAT(numbers, SizeIs(kCommands));
  EXPECT_EQ(*numbers.begin(), 1);
  EXPECT_EQ(*numbers.rbegin(), kCommands);
  EXPECT_EQ(client.stats().answered, static_cast<std::uint64_t>(kCommands));
}

TEST_F(ClientPipeline, RunsAListOfCommandsInOrderWithOneOutcomeEach) {
  Client client(loop_, server_.ClientOptions());
  std::vector<Command> commands = {Command("SET", "text", "a"), Command("INCR", "text"), Command("APPEND", "text", "b"),
                                   Command("GET", "text")};
  EXPECT_THAT(testing::RunOnLoop(loop_, client.RunAll(std::move(commands), Later())),
              ElementsAre(Answers(Reply::Status("OK")), Answers(IsError("ERR")), Answers(Reply::Integer(2)),
                          Answers(Reply::String("ab"))));
  EXPECT_THAT(testing::RunOnLoop(loop_, client.RunAll({}, Later())), SizeIs(0));
}

TEST_F(ClientPipeline, CarriesAnyBytesOfAnySize) {
  Client client(loop_, server_.ClientOptions());
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte.push_back(static_cast<char>(i));
  std::string megabytes;
  while (megabytes.size() < (std::size_t{3} << 20)) megabytes += every_byte;
  for (const std::string& value : {std::string(), every_byte, megabytes}) {
    Run(client, Command("SET", every_byte, value));
    const Result result = Run(client, Command("GET", every_byte));
    ASSERT_TRUE(result.answered());
    EXPECT_TRUE(result.reply()->text() == value);
  }
}

TEST_F(ClientPipeline, RefusesCommandsBeyondItsBound) {
  Options options = server_.ClientOptions();
  options.max_commands = 10;
  Client client(loop_, std::move(options));
  std::vector<Result> outcomes;
  for (int i = 0; i < 13; ++i) Spawn(client, Command("INCR", "n"), &outcomes);
  WaitForOutcomes(outcomes, 13);
  EXPECT_THAT(std::vector(outcomes.begin(), outcomes.begin() + 3), Each(IsNotSent(NotSent::kOverloaded)));
  EXPECT_THAT(std::vector(outcomes.begin() + 3, outcomes.end()), Each(Answers(::testing::_)));
  EXPECT_THAT(Run(client, Command("GET", "n")), Answers(Reply::String("10")));
}

TEST_F(ClientPipeline, RefusesBytesBeyondItsBound) {
  Options options = server_.ClientOptions();
  options.max_queued_bytes = 1000;
  Client client(loop_, std::move(options));
  EXPECT_THAT(Run(client, Command("SET", "key", std::string(2000, 'x'))), IsNotSent(NotSent::kOverloaded));
  EXPECT_THAT(Run(client, Command("SET", "key", std::string(500, 'x'))), Answers(Reply::Status("OK")));
}

TEST_F(ClientPipeline, DoesNotSendWhatIsLateAlready) {
  Client client(loop_, server_.ClientOptions());
  WaitUntilConnected(client);
  EXPECT_THAT(Run(client, Command("INCR", "n"), In(absl::ZeroDuration())), IsNotSent(NotSent::kDeadline));
  EXPECT_THAT(Run(client, Command("INCR", "n"), absl::InfinitePast()), IsNotSent(NotSent::kDeadline));
  EXPECT_THAT(Run(client, Command("GET", "n")), Answers(Reply()));
}

TEST_F(ClientPipeline, AcceptsADeadlineThatNeverComes) {
  Client client(loop_, server_.ClientOptions());
  EXPECT_THAT(Run(client, Command("PING"), absl::InfiniteFuture()), Answers(Reply::Status("PONG")));
}

TEST_F(ClientPipeline, WaitsForABlockingReadOfItsOwnClient) {
  Client reader(loop_, server_.ClientOptions());
  Client writer(loop_, server_.ClientOptions());
  std::vector<Result> outcomes;
  Spawn(reader, Command("XREAD", "BLOCK", 20'000, "STREAMS", "stream", "$"), &outcomes);
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return reader.stats().in_flight == 1; }));
  // The server counts blocked clients, so nothing here depends on how fast it is.
  ASSERT_TRUE(testing::RunUntil(loop_, [&] {
    const Result info = Run(writer, Command("INFO", "clients"));
    return info.answered() && info.reply()->text().find("blocked_clients:1") != std::string_view::npos;
  }));
  EXPECT_THAT(outcomes, SizeIs(0));
  Run(writer, Command("XADD", "stream", "*", "field", "value"));
  WaitForOutcomes(outcomes, 1);
  EXPECT_THAT(outcomes[0], Answers(SizeIs(1)));
}

TEST_F(ClientPipeline, CountsWhatItDoes) {
  Client client(loop_, server_.ClientOptions());
  Run(client, Command("PING"));
  Run(client, Command("PING"), absl::InfinitePast());
  const ClientStats stats = client.stats();
  EXPECT_EQ(stats.commands, 2u);
  EXPECT_EQ(stats.answered, 1u);
  EXPECT_EQ(stats.not_sent, 1u);
  EXPECT_EQ(stats.connections, 1u);
  EXPECT_EQ(stats.queued + stats.in_flight, 0u);
}

}  // namespace
}  // namespace zamer::redis
