// Who leaves first: the client, or the server.
#include <gmock/gmock.h>

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <list>
#include <string>

#include "tests/unit/gateway/http/server_fixture.h"

namespace zamer::gateway::http {
namespace {

using ::testing::IsEmpty;

class Http1Leaving : public ServerFixture {
 protected:
  // Answers once told_to_answer_ is cancelled.
  Handler AnswersWhenTold() {
    return [this](Exchange& exchange) -> asio::awaitable<absl::Status> {
      ++waiting_;
      asio::error_code ignored;
      told_to_answer_.expires_at(asio::steady_timer::time_point::max());
      co_await told_to_answer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
      --waiting_;
      co_return co_await exchange.Respond({.status = 200, .headers = {}, .body = "late"});
    };
  }

  asio::steady_timer told_to_answer_{loop_};
};

TEST_F(Http1Leaving, CancelsTheHandlerOfAClientThatGoesAway) {
  Serve(WaitsForEver());
  RawClient client(loop_, server_->port());
  client.Send(kGet);
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 1; }));
  client.Close();
  ASSERT_TRUE(RunUntil([&] { return cancelled_ == 1; }));
  ASSERT_TRUE(RunUntil([&] { return !told_.empty(); }));
  EXPECT_TRUE(told_[0].broken_off);
  EXPECT_EQ(told_[0].status, 499);
}

TEST_F(Http1Leaving, NoticesThatAlsoBehindPipelinedRequests) {
  Serve(WaitsForEver());
  RawClient client(loop_, server_->port());
  client.Send(std::string(kGet) + std::string(kGet));
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 1; }));
  client.Close();
  EXPECT_TRUE(RunUntil([&] { return cancelled_ == 1; }));
  EXPECT_EQ(told_.size(), 1);
}

TEST_F(Http1Leaving, CancelsAWriteToAClientThatGoesAway) {
  absl::Status last;
  bool done = false;
  Serve([&](Exchange& exchange) -> asio::awaitable<absl::Status> {
    last = co_await exchange.Begin(200, {});
    while (last.ok()) last = co_await exchange.Write(std::string(64 << 10, 'x'));
    done = true;
    co_return last;
  });
  RawClient client(loop_, server_->port());
  client.Send(kGet);
  ASSERT_TRUE(RunUntil([&] { return client.received_bytes() > 0; }));
  client.Close();
  ASSERT_TRUE(RunUntil([&] { return done; }));
  EXPECT_EQ(last.code(), absl::StatusCode::kCancelled);
}

TEST_F(Http1Leaving, ForgetsAClientThatLeavesInTheMiddleOfARequest) {
  Serve(Echo);
  {
    RawClient head(loop_, server_->port());
    RawClient body(loop_, server_->port());
    head.Send("GET / HT");
    body.Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na");
    testing::RunFor(loop_, absl::Milliseconds(20));
  }
  Drain(absl::InfiniteDuration());
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(Http1Leaving, DrainsByAnsweringWhatIsUnderWayAndClosingTheRest) {
  Serve(AnswersWhenTold());
  RawClient idle(loop_, server_->port());
  RawClient busy(loop_, server_->port());
  busy.Send(std::string(kGet) + std::string(kGet));
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 1; }));
  bool drained = false;
  asio::co_spawn(loop_, server_->Drain(absl::Minutes(1)), [&](const std::exception_ptr&) { drained = true; });
  EXPECT_TRUE(Closed(idle));
  EXPECT_FALSE(drained);
  EXPECT_ANY_THROW(RawClient(loop_, server_->port()));
  told_to_answer_.cancel();
  const RawAnswer answer = NextAnswer(busy);
  EXPECT_EQ(answer.body, "late");
  EXPECT_EQ(answer.headers.at("connection"), "close");
  EXPECT_TRUE(Closed(busy));
  EXPECT_TRUE(RunUntil([&] { return drained; }));
  EXPECT_EQ(told_.size(), 1);
}

TEST_F(Http1Leaving, CancelsAfterTheGraceOfADrain) {
  Serve(WaitsForEver());
  RawClient client(loop_, server_->port());
  client.Send(kGet);
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 1; }));
  Drain(absl::Milliseconds(20));
  EXPECT_EQ(cancelled_, 1);
  EXPECT_EQ(told_.size(), 1);
  EXPECT_TRUE(Closed(client));
}

TEST_F(Http1Leaving, HoldsFiveHundredStreams) {
  Serve([this](Exchange& exchange) -> asio::awaitable<absl::Status> {
    EXPECT_TRUE((co_await exchange.Begin(200, {})).ok());
    EXPECT_TRUE((co_await exchange.Write("first")).ok());
    co_return co_await WaitsForEver()(exchange);
  });
  std::list<RawClient> clients;
  for (int i = 0; i < 500; ++i) clients.emplace_back(loop_, server_->port()).Send(kGet);
  EXPECT_TRUE(RunUntil([&] { return waiting_ == 500; }));
  clients.clear();
  EXPECT_TRUE(RunUntil([&] { return waiting_ == 0; }));
  EXPECT_TRUE(RunUntil([&] { return told_.size() == 500; }));
}

}  // namespace
}  // namespace zamer::gateway::http
