#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <unistd.h>

#include <string>

#include "tests/unit/gateway/http/server_fixture.h"

namespace zamer::gateway::http {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr absl::Duration kShort = absl::Milliseconds(50);

class Http1Limits : public ServerFixture {};

TEST_F(Http1Limits, HangsUpOnWhoeverSendsAHeadTooSlowly) {
  Serve(Echo, {.head_time = kShort});
  RawClient client(loop_, server_->port());
  client.Send("GET / HT");
  EXPECT_EQ(NextAnswer(client).status, 408);
  EXPECT_TRUE(Closed(client));
}

TEST_F(Http1Limits, GivesAHeadNoMoreTimeForEachByte) {
  Serve(Echo, {.head_time = kShort});
  RawClient client(loop_, server_->port());
  for (int i = 0; i < 1000 && client.received().empty(); ++i) {
    client.Send("a");
    testing::RunFor(loop_, kShort / 10);
  }
  EXPECT_EQ(NextAnswer(client).status, 408);
  EXPECT_TRUE(Closed(client));
}

TEST_F(Http1Limits, HangsUpOnWhoeverSendsABodyTooSlowly) {
  Serve(Echo, {.body_time = kShort});
  RawClient client(loop_, server_->port());
  client.Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nab");
  EXPECT_EQ(NextAnswer(client).status, 408);
  EXPECT_TRUE(Closed(client));
}

TEST_F(Http1Limits, ClosesAnIdleConnectionInSilence) {
  Serve(Echo, {.idle_time = kShort});
  RawClient silent(loop_, server_->port());
  RawClient used(loop_, server_->port());
  used.Send(kGet);
  EXPECT_EQ(NextAnswer(used).status, 200);
  EXPECT_TRUE(Closed(silent));
  EXPECT_TRUE(Closed(used));
  EXPECT_THAT(silent.received() + used.received(), IsEmpty());
}

TEST_F(Http1Limits, KeepsAConnectionWhileItsRequestIsAnsweredHoweverLong) {
  Serve(WaitsForEver(), {.head_time = kShort, .body_time = kShort, .idle_time = kShort, .write_time = kShort});
  RawClient client(loop_, server_->port());
  client.Send(kGet);
  testing::RunFor(loop_, 4 * kShort);
  EXPECT_FALSE(client.closed());
  EXPECT_EQ(waiting_, 1);
}

// Writes until it is stopped; `written` says how much went.
Handler WritesForEver(std::size_t& written, bool& done) {
  return [&](Exchange& exchange) -> asio::awaitable<absl::Status> {
    absl::Status status = co_await exchange.Begin(200, {});
    while (status.ok()) {
      status = co_await exchange.Write(std::string(16 << 10, 'x'));
      if (status.ok()) written += 16 << 10;
    }
    done = true;
    co_return status;
  };
}

TEST_F(Http1Limits, SlowsAWriterDownToItsReaderAndHangsUpWhenThatTakesNothing) {
  std::size_t written = 0;
  bool done = false;
  Serve(WritesForEver(written, done), {.write_time = absl::Milliseconds(300)});
  RawClient client(loop_, server_->port());
  client.Send(kGet);
  ASSERT_TRUE(RunUntil([&] { return client.received_bytes() > 100'000; }));
  client.StopReading();
  EXPECT_TRUE(RunUntil([&] { return done; }));
  // What the kernel holds for a connection at most, and nothing of ours.
  EXPECT_LT(written - client.received_bytes(), 16 << 20);
  EXPECT_TRUE(told_.at(0).broken_off);
}

TEST_F(Http1Limits, RefusesHeadsThatAreTooLarge) {
  Serve(Echo, {.header_bytes = 1000});
  EXPECT_EQ(Ask(absl::StrCat("GET / HTTP/1.1\r\nHost: h\r\nX-A: ", std::string(900, 'a'), "\r\n\r\n")).status, 200);
  EXPECT_EQ(Ask(absl::StrCat("GET / HTTP/1.1\r\nHost: h\r\nX-A: ", std::string(1000, 'a'), "\r\n\r\n")).status, 431);
  EXPECT_EQ(Ask(absl::StrCat("GET /", std::string(100'000, 'a'))).status, 431);
  EXPECT_EQ(Ask(std::string(2000, 'a')).status, 431);
}

TEST_F(Http1Limits, RefusesBodiesThatAreTooLarge) {
  Serve(Echo, {.body_bytes = 1000});
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\n";
  EXPECT_EQ(Ask(head + "Content-Length: 1000\r\n\r\n" + std::string(1000, 'a')).status, 200);
  EXPECT_EQ(Ask(head + "Content-Length: 1001\r\n\r\n" + std::string(1001, 'a')).status, 413);
  EXPECT_EQ(Ask(head + "Content-Length: 18446744073709551615\r\n\r\n").status, 413);
  EXPECT_EQ(Ask(head + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n" + std::string(1000, 'a') + "\r\n0\r\n\r\n").status,
            200);
  const RawAnswer answer =
      Ask(head + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n" + std::string(1000, 'a') + "\r\n1\r\n");
  EXPECT_EQ(answer.status, 413);
  EXPECT_THAT(answer.body, HasSubstr("MESSAGE_TOO_LARGE"));
}

TEST_F(Http1Limits, AnswersInFullThoughTheRefusedBodyStillArrives) {
  Serve(Echo, {.body_bytes = 10});
  RawClient client(loop_, server_->port());
  client.Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n" + std::string(2'000'000, 'a'));
  EXPECT_EQ(NextAnswer(client).status, 413);
}

TEST_F(Http1Limits, RefusesTrailersAndChunkExtensionsThatNeverEnd) {
  Serve(Echo, {.header_bytes = 1000});
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(Ask(head + "1;" + std::string(2000, 'x')).status, 400);
  EXPECT_EQ(Ask(head + "0\r\nX-A: " + std::string(2000, 'x')).status, 400);
}

TEST_F(Http1Limits, HoldsNoMoreOfAllBodiesThanAllowed) {
  Serve(WaitsForEver(), {.bodies_bytes = 1000});
  const std::string post = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 600\r\n\r\n" + std::string(600, 'a');
  RawClient first(loop_, server_->port());
  first.Send(post);
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 1; }));
  EXPECT_EQ(Ask(post).status, 503);
  first.Close();
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 0; }));
  RawClient next(loop_, server_->port());
  next.Send(post);
  EXPECT_TRUE(RunUntil([&] { return waiting_ == 1; }));
}

TEST_F(Http1Limits, AnswersBusyWhenTooManyRequestsAreUnderWay) {
  Serve(WaitsForEver(), {.requests = 2});
  RawClient one(loop_, server_->port());
  RawClient two(loop_, server_->port());
  one.Send(kGet);
  two.Send(kGet);
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 2; }));
  RawClient three(loop_, server_->port());
  three.Send(kGet);
  const RawAnswer answer = NextAnswer(three);
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.headers.at("retry-after"), "1");
  EXPECT_THAT(answer.body, HasSubstr("OVERLOADED"));
  one.Close();
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 1; }));
  three.Send(kGet);
  EXPECT_TRUE(RunUntil([&] { return waiting_ == 2; }));
}

TEST_F(Http1Limits, LetsConnectionsBeyondTheBoundWaitForTheirTurn) {
  Serve(Echo, {.connections = 1});
  RawClient first(loop_, server_->port());
  first.Send(kGet);
  EXPECT_EQ(NextAnswer(first).status, 200);
  RawClient second(loop_, server_->port());
  second.Send(kGet);
  testing::RunFor(loop_, kShort);
  EXPECT_THAT(second.received(), IsEmpty());
  EXPECT_FALSE(second.closed());
  first.Close();
  EXPECT_EQ(NextAnswer(second).status, 200);
}

TEST_F(Http1Limits, AcceptsAgainAfterItRanOutOfDescriptors) {
  Serve(Echo);
  RawClient client(loop_, server_->port());
  client.Send(kGet);
  const int next = ::dup(STDIN_FILENO);
  ::close(next);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit none_left = {.rlim_cur = static_cast<rlim_t>(next), .rlim_max = before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none_left), 0);
  testing::RunFor(loop_, kShort);
  ::setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_THAT(client.received(), IsEmpty());
  EXPECT_EQ(NextAnswer(client).status, 200);
}

TEST_F(Http1Limits, ClosesConnectionsOfOneAddressBeyondItsBound) {
  Serve(Echo, {.connections_per_peer = 1});
  RawClient first(loop_, server_->port());
  first.Send(kGet);
  EXPECT_EQ(NextAnswer(first).status, 200);
  RawClient second(loop_, server_->port());
  EXPECT_TRUE(Closed(second));
  first.Close();
  EXPECT_TRUE(RunUntil([&] {
    RawClient next(loop_, server_->port());
    next.Send(kGet);
    return NextAnswerOrNone(next).has_value();
  }));
}

}  // namespace
}  // namespace zamer::gateway::http
