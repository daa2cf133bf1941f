#include "services/common/redis/script.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/common/redis/client_fixture.h"
#include "tests/unit/common/redis/client_matchers.h"

namespace zamer::redis {
namespace {

class ScriptTest : public ClientFixture {
 protected:
  Result Run(Command call) { return testing::RunOnLoop(loop_, script_.Run(client_, std::move(call), Later())); }

  testing::RedisServer server_{{.fsync = "no"}};
  Client client_{loop_, server_.ClientOptions()};
  Script script_{"redis.call('APPEND', KEYS[1], ARGV[1]) return redis.call('GET', KEYS[1])"};
};

TEST_F(ScriptTest, KnowsItsHash) { EXPECT_EQ(Script("return 1").sha1(), "e0e1f9fabfc9d4800c877a703b823ac0578ff8db"); }

TEST_F(ScriptTest, IsLoadedOnItsFirstRun) {
  Command call = script_.Call({"key"});
  call.Add("a");
  EXPECT_THAT(Run(std::move(call)), Answers(Reply::String("a")));
}

TEST_F(ScriptTest, IsLoadedAgainWhenTheServerForgotItAndTakesEffectOnce) {
  const std::string binary("\r\n\0", 3);
  std::string expected;
  for (int i = 0; i < 3; ++i) {
    Command call = script_.Call({"key"});
    call.Add(binary);
    expected += binary;
    EXPECT_THAT(Run(std::move(call)), Answers(Reply::String(expected)));
    server_.Run(Command("SCRIPT", "FLUSH"));
  }
}

TEST_F(ScriptTest, IsLoadedAgainAfterARestart) {
  Command call = script_.Call({"key"});
  call.Add("a");
  Run(call);
  server_.Restart();
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return client_.stats().failures > 0; }));
  EXPECT_THAT(Run(call), Answers(Reply::String("aa")));
}

TEST_F(ScriptTest, TakesItsKeysAsAList) {
  const std::vector<std::string> keys = {"one", "two"};
  const Script script("return #KEYS .. KEYS[2]");
  EXPECT_THAT(testing::RunOnLoop(loop_, script.Run(client_, script.Call(keys), Later())),
              Answers(Reply::String("2two")));
}

TEST_F(ScriptTest, GivesTheErrorOfAScriptThatDoesNotCompile) {
  const Script script("this is not Lua");
  EXPECT_THAT(testing::RunOnLoop(loop_, script.Run(client_, script.Call({"key"}), Later())), Answers(IsError("ERR")));
}

}  // namespace
}  // namespace zamer::redis
