#include "services/gateway/router.h"

#include <gtest/gtest.h>

#include "services/common/status/errors.h"
#include "tests/support/loop.h"
#include "tests/unit/gateway/recorded_exchange.h"

namespace zamer::gateway {
namespace {

http::Handler Saying(std::string text) {
  return [text](http::Exchange& exchange) -> asio::awaitable<absl::Status> {
    co_return co_await exchange.Respond({.body = text});
  };
}

class RouterTest : public ::testing::Test {
 protected:
  RouterTest() {
    router_.Add("GET", "/", Saying("page"));
    router_.Add("GET", "/auth/session", Saying("session"));
    router_.Add("POST", "/auth/session", Saying("new session"));
    router_.Add("POST", "/in/", Saying("way in"));
    router_.Add("POST", "/in/vk/", Saying("vk"));
  }

  http::Response Ask(std::string method, std::string path) {
    RecordedExchange exchange(http::Request{.method = std::move(method), .path = std::move(path)});
    EXPECT_TRUE(testing::RunOnLoop(loop_, router_.Route(exchange)).ok());
    return exchange.answer();
  }

  asio::io_context loop_;
  Router router_;
};

TEST_F(RouterTest, TheMethodChoosesAmongTheHandlersOfAPath) {
  EXPECT_EQ(Ask("GET", "/auth/session").body, "session");
  EXPECT_EQ(Ask("POST", "/auth/session").body, "new session");
}

TEST_F(RouterTest, ThePathThatFitsLongestWins) {
  EXPECT_EQ(Ask("POST", "/in/vk/shop").body, "vk");
  EXPECT_EQ(Ask("POST", "/in/form/shop").body, "way in");
  EXPECT_EQ(Ask("GET", "/funnel").body, "page");
}

TEST_F(RouterTest, APathOfAnotherMethodSaysWhichItTakes) {
  const http::Response answer = Ask("PUT", "/auth/session");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.headers.Get("allow"), "GET, POST");
}

TEST_F(RouterTest, AnotherSpellingOfAPathIsAnotherPath) {
  EXPECT_EQ(Ask("POST", "/in/../auth/session").body, "way in");
  EXPECT_EQ(Ask("POST", "/%61uth/session").status, 405);
}

TEST_F(RouterTest, APathThatNobodyServesIsNotFound) {
  Router empty;
  RecordedExchange exchange(http::Request{.method = "GET", .path = "/x"});
  EXPECT_EQ(ReasonOf(testing::RunOnLoop(loop_, empty.Route(exchange))), Reason::kPathNotFound);
}

}  // namespace
}  // namespace zamer::gateway
