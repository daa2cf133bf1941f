#include <gmock/gmock.h>

#include <string>

#include "services/common/status/errors.h"
#include "tests/unit/gateway/http/server_fixture.h"

namespace zamer::gateway::http {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Http1 : public ServerFixture {};

TEST_F(Http1, GivesTheHandlerWhatWasAskedAndTheClientWhatItAnswers) {
  Serve(Echo);
  const RawAnswer answer = Ask("PUT /a%20b/c?x=1&y=2 HTTP/1.1\r\nHost: h:80\r\nContent-Length: 4\r\n\r\nbody");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "PUT /a%20b/c x=1&y=2 body");
  ASSERT_EQ(told_.size(), 1);
  EXPECT_EQ(told_[0].path, "/a%20b/c");
  EXPECT_EQ(told_[0].peer, "127.0.0.1");
  EXPECT_EQ(told_[0].body_bytes, answer.body.size());
  EXPECT_FALSE(told_[0].broken_off);
}

constexpr std::string_view kForwarded = "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n";

TEST_F(Http1, BelievesATrustedProxyAboutWhoAsks) {
  ServerOptions options;
  options.proxies = TrustedProxies::Parse("127.0.0.0/8").value();
  ServeWith(std::move(options), Echo);
  Ask(kForwarded);
  ASSERT_EQ(told_.size(), 1);
  EXPECT_EQ(told_[0].peer, "203.0.113.9");
}

TEST_F(Http1, BelievesNobodyElseAboutWhoAsks) {
  ServerOptions options;
  options.proxies = TrustedProxies::Parse("192.0.2.0/24").value();
  ServeWith(std::move(options), Echo);
  Ask(kForwarded);
  ASSERT_EQ(told_.size(), 1);
  EXPECT_EQ(told_[0].peer, "127.0.0.1");
}

TEST_F(Http1, GivesHeadersInLowerCaseInTheirOrderWithoutSpaceAround) {
  Headers seen;
  Serve([&](Exchange& exchange) -> asio::awaitable<absl::Status> {
    seen = exchange.request().headers;
    co_return co_await exchange.Respond({});
  });
  Ask("GET / HTTP/1.1\r\nHOST: h\r\nX-One: \t 1 2 \r\nx-one:\r\n\r\n");
  using Fields = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(Fields(seen.begin(), seen.end()), (Fields{{"host", "h"}, {"x-one", "1 2"}, {"x-one", ""}}));
}

TEST_F(Http1, HasItsOwnHeadersOnEveryAnswer) {
  Serve(Echo);
  for (const std::string_view request : {kGet, std::string_view("nonsense\r\n\r\n")}) {
    const RawAnswer answer = Ask(request);
    EXPECT_THAT(answer.headers.at("date"), HasSubstr(" GMT"));
    EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff");
    EXPECT_FALSE(answer.headers.contains("server"));
    EXPECT_FALSE(answer.headers.contains("strict-transport-security"));
  }
}

TEST_F(Http1, AnswersPipelinedRequestsInOrder) {
  Serve(Echo);
  RawClient client(loop_, server_->port());
  client.Send(
      "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nPOST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab"
      "GET /3 HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(NextAnswer(client).body, "GET /1  ");
  EXPECT_EQ(NextAnswer(client).body, "POST /2  ab");
  EXPECT_EQ(NextAnswer(client).body, "GET /3  ");
}

TEST_F(Http1, UnderstandsRequestsThatComeByteByByte) {
  Serve(Echo);
  RawClient client(loop_, server_->port());
  for (const char byte : std::string("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                                     "3;x=\"y\"\r\nabc\r\n1\r\nd\r\n0\r\nHost: other\r\n\r\n")) {
    client.Send(std::string(1, byte));
    loop_.poll();
  }
  EXPECT_EQ(NextAnswer(client).body, "POST /a  abcd");
}

TEST_F(Http1, AsksForABodyThatWaitsForIt) {
  Serve(Echo);
  RawClient client(loop_, server_->port());
  client.Send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(NextAnswer(client).status, 100);
  client.Send("hi");
  EXPECT_EQ(NextAnswer(client).body, "POST /  hi");
}

TEST_F(Http1, RefusesABodyThatIsTooLargeBeforeItIsSent) {
  Serve(Echo, {.body_bytes = 10});
  RawClient client(loop_, server_->port());
  client.Send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
  EXPECT_EQ(NextAnswer(client).status, 413);
}

TEST_F(Http1, AnswersHeadWithoutABody) {
  Serve(Echo);
  RawClient client(loop_, server_->port());
  client.Send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(NextAnswer(client, true).headers.at("content-length"), "9");
  EXPECT_EQ(NextAnswer(client).body, "GET /b  ");
}

TEST_F(Http1, AnswersWithoutABodyWhereNoneMayBe) {
  Serve([](Exchange& exchange) -> asio::awaitable<absl::Status> {
    co_return co_await exchange.Respond({.status = 204, .headers = {}, .body = "lost"});
  });
  RawClient client(loop_, server_->port());
  client.Send(std::string(kGet) + std::string(kGet));
  EXPECT_FALSE(NextAnswer(client).headers.contains("content-length"));
  EXPECT_EQ(NextAnswer(client).status, 204);
}

Handler Streams() {
  return [](Exchange& exchange) -> asio::awaitable<absl::Status> {
    EXPECT_TRUE((co_await exchange.Begin(201, {{"x-a", "b"}})).ok());
    for (const char* piece : {"one ", "", "two"}) EXPECT_TRUE((co_await exchange.Write(piece)).ok());
    co_return co_await exchange.End();
  };
}

TEST_F(Http1, StreamsInChunksAndGoesOn) {
  Serve(Streams());
  RawClient client(loop_, server_->port());
  client.Send(std::string(kGet) + std::string(kGet));
  for (int i = 0; i < 2; ++i) {
    const RawAnswer answer = NextAnswer(client);
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.headers.at("transfer-encoding"), "chunked");
    EXPECT_EQ(answer.headers.at("x-a"), "b");
    EXPECT_EQ(answer.body, "one two");
  }
  EXPECT_EQ(told_.at(0).body_bytes, 7);
}

TEST_F(Http1, StreamsNothingToHead) {
  Serve(Streams());
  RawClient client(loop_, server_->port());
  client.Send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\nHEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(NextAnswer(client, true).status, 201);
  EXPECT_EQ(NextAnswer(client, true).status, 201);
  EXPECT_THAT(client.received(), IsEmpty());
}

TEST_F(Http1, ClosesAfterAnAnswerToVersion10) {
  Serve(Streams());
  RawClient client(loop_, server_->port());
  client.Send("GET / HTTP/1.0\r\n\r\n");
  ASSERT_TRUE(Closed(client));
  EXPECT_THAT(client.received(), AllOf(HasSubstr("connection: close\r\n"), Not(HasSubstr("chunked")),
                                       ::testing::EndsWith("\r\n\r\none two")));
}

TEST_F(Http1, KeepsAConnectionOfVersion10ThatAsksForIt) {
  Serve(Echo);
  RawClient client(loop_, server_->port());
  client.Send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /b HTTP/1.0\r\n\r\n");
  EXPECT_EQ(NextAnswer(client).headers.at("connection"), "keep-alive");
  EXPECT_EQ(NextAnswer(client).body, "GET /b  ");
  EXPECT_TRUE(Closed(client));
}

TEST_F(Http1, ClosesWhenAskedTo) {
  Serve(Echo);
  RawClient client(loop_, server_->port());
  client.Send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(NextAnswer(client).headers.at("connection"), "close");
  EXPECT_TRUE(Closed(client));
}

TEST_F(Http1, AnswersWithTheErrorOfAHandler) {
  Serve([](Exchange&) -> asio::awaitable<absl::Status> {
    co_return NotFound(Reason::kPathNotFound, "Nothing is served at this path.");
  });
  RawClient client(loop_, server_->port());
  client.Send(std::string(kGet) + std::string(kGet));
  const RawAnswer answer = NextAnswer(client);
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.headers.at("content-type"), "application/json");
  EXPECT_THAT(answer.body, HasSubstr("PATH_NOT_FOUND"));
  EXPECT_EQ(NextAnswer(client).status, 404);
  EXPECT_TRUE(RunUntil([&] { return told_.size() == 2; }));
  EXPECT_EQ(told_.at(1).status, 404);
}

TEST_F(Http1, AnswersForAHandlerThatThrowsOrDoesNotAnswer) {
  Serve([](Exchange& exchange) -> asio::awaitable<absl::Status> {
    if (exchange.request().path == "/throw") throw std::runtime_error("secret");
    co_return absl::OkStatus();
  });
  const RawAnswer answer = Ask("GET /throw HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(answer.body, Not(HasSubstr("secret")));
  EXPECT_EQ(Ask(kGet).status, 500);
}

TEST_F(Http1, ShowsThatAnAnswerIsNotWholeWhenItsHandlerFailsInTheMiddle) {
  Serve([](Exchange& exchange) -> asio::awaitable<absl::Status> {
    (void)co_await exchange.Begin(200, {});
    (void)co_await exchange.Write("half");
    co_return Internal("broken");
  });
  RawClient client(loop_, server_->port());
  client.Send(kGet);
  ASSERT_TRUE(Closed(client));
  EXPECT_THAT(client.received(), AllOf(HasSubstr("4\r\nhalf\r\n"), Not(HasSubstr("\r\n0\r\n"))));
  EXPECT_TRUE(told_.at(0).broken_off);
}

TEST_F(Http1, SendsNoHeaderThatWouldBecomeTwo) {
  const Headers bad[] = {{{"x-a", "b\r\nset-cookie: evil=1"}},
                         {{"x-a", "b\nc"}},
                         {{"x-a", std::string("b\0c", 3)}},
                         {{"x-a: b\r\nx-c", "d"}},
                         {{"X-A", "b"}},
                         {{"", "b"}},
                         {{"content-length", "3"}},
                         {{"connection", "close"}},
                         {{"transfer-encoding", "chunked"}}};
  std::size_t next = 0;
  Serve([&](Exchange& exchange) -> asio::awaitable<absl::Status> {
    const Headers& headers = bad[next++ / 2];
    if (next % 2 == 0) co_return co_await exchange.Begin(200, headers);
    co_return co_await exchange.Respond({.status = 200, .headers = headers});
  });
  while (next < 2 * std::size(bad)) {
    const RawAnswer answer = Ask(kGet);
    EXPECT_EQ(answer.status, 500);
    EXPECT_FALSE(answer.headers.contains("set-cookie"));
    EXPECT_FALSE(answer.headers.contains("x-c"));
  }
}

TEST_F(Http1, LetsAHandlerAnswerOnce) {
  std::vector<bool> ok;
  Serve([&](Exchange& exchange) -> asio::awaitable<absl::Status> {
    ok.push_back((co_await exchange.Write("early")).ok());
    ok.push_back((co_await exchange.Respond({})).ok());
    ok.push_back((co_await exchange.Respond({})).ok());
    ok.push_back((co_await exchange.End()).ok());
    co_return absl::OkStatus();
  });
  EXPECT_EQ(Ask(kGet).status, 200);
  EXPECT_THAT(ok, ElementsAre(false, true, false, false));
}

}  // namespace
}  // namespace zamer::gateway::http
