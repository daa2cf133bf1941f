#include <gmock/gmock.h>
#include <nghttp2/nghttp2.h>

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <string>
#include <vector>

#include "services/common/status/errors.h"
#include "tests/unit/gateway/http/tls_fixture.h"

namespace zamer::gateway::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Http2 : public TlsFixture {};

TEST_F(Http2, GivesTheHandlerWhatWasAskedAndTheClientWhatItAnswers) {
  bool secure = false;
  ServeTls([&](Exchange& exchange) {
    secure = exchange.request().secure;
    return Echo(exchange);
  });
  const auto client = Connect();
  EXPECT_EQ(client->protocol(), "h2");
  const auto& answer = Answer(*client, client->Ask(Http2Client::FieldsOf("POST", "/a?b=1"), "body"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "POST /a b=1 body");
  EXPECT_EQ(answer.closed, NGHTTP2_NO_ERROR);
  EXPECT_EQ(answer.headers.at("content-length"), "16");
  EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff");
  EXPECT_THAT(answer.headers.at("strict-transport-security"), HasSubstr("max-age"));
  EXPECT_TRUE(secure);
  ASSERT_EQ(told_.size(), 1);
  EXPECT_EQ(told_[0].peer, "127.0.0.1");
  EXPECT_EQ(told_[0].body_bytes, 16);
  EXPECT_FALSE(told_[0].broken_off);
}

TEST_F(Http2, BelievesATrustedProxyAboutWhoAsks) {
  ServerOptions options;
  options.certificate_file = certificates_->server_cert();
  options.key_file = certificates_->server_key();
  options.proxies = TrustedProxies::Parse("127.0.0.0/8").value();
  ServeWith(std::move(options), Echo);
  const auto client = Connect();
  Answer(*client, client->Ask(Http2Client::FieldsOf("GET", "/", {{"x-forwarded-for", "203.0.113.9"}})));
  ASSERT_TRUE(RunUntil([&] { return told_.size() == 1; }));
  EXPECT_EQ(told_[0].peer, "203.0.113.9");
}

TEST_F(Http2, GivesHostAndTheCookieAsHttp1Would) {
  Headers seen;
  ServeTls([&](Exchange& exchange) -> asio::awaitable<absl::Status> {
    seen = exchange.request().headers;
    co_return co_await exchange.Respond({});
  });
  const auto client = Connect();
  Answer(*client, client->Ask(Http2Client::FieldsOf("GET", "/", {{"cookie", "a=1"}, {"x-a", "b"}, {"cookie", "c=2"}})));
  EXPECT_EQ(seen.Get("host"), "h");
  EXPECT_EQ(seen.Get("x-a"), "b");
  EXPECT_EQ(seen.Get("cookie"), "a=1; c=2");
}

TEST_F(Http2, AnswersManyRequestsOfOneConnectionAtOnce) {
  ServeTls([this](Exchange& exchange) {
    return exchange.request().path == "/wait" ? WaitsForEver()(exchange) : Echo(exchange);
  });
  const auto client = Connect();
  client->Get("/wait");
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 1; }));
  EXPECT_EQ(Answer(*client, client->Get("/1")).body, "GET /1  ");
  EXPECT_EQ(Answer(*client, client->Get("/2")).body, "GET /2  ");
}

TEST_F(Http2, StreamsInPieces) {
  ServeTls([](Exchange& exchange) -> asio::awaitable<absl::Status> {
    EXPECT_TRUE((co_await exchange.Begin(201, {{"x-a", "b"}})).ok());
    for (const char* piece : {"one ", "", "two"}) EXPECT_TRUE((co_await exchange.Write(piece)).ok());
    co_return co_await exchange.End();
  });
  const auto client = Connect();
  const auto& answer = Answer(*client, client->Get("/"));
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.headers.at("x-a"), "b");
  EXPECT_EQ(answer.body, "one two");
  EXPECT_EQ(answer.closed, NGHTTP2_NO_ERROR);
  const auto& head = Answer(*client, client->Ask(Http2Client::FieldsOf("HEAD", "/")));
  EXPECT_EQ(head.status, 201);
  EXPECT_THAT(head.body, IsEmpty());
}

TEST_F(Http2, SendsLargeBodiesBothWays) {
  ServeTls(Echo);
  const auto client = Connect();
  const std::string body(3'000'000, 'x');
  EXPECT_EQ(Answer(*client, client->Ask(Http2Client::FieldsOf("POST", "/"), body)).body, "POST /  " + body);
}

TEST_F(Http2, AsksForABodyThatWaitsForIt) {
  ServeTls(Echo);
  const auto client = Connect();
  const auto stream = client->Ask(Http2Client::FieldsOf("POST", "/", {{"expect", "100-continue"}}), {}, true);
  ASSERT_TRUE(RunUntil([&] { return !client->stream(stream).interim.empty(); }));
  client->Body(stream, "hi", true);
  EXPECT_EQ(Answer(*client, stream).body, "POST /  hi");
  EXPECT_THAT(client->stream(stream).interim, ElementsAre(100));
}

TEST_F(Http2, AnswersWithTheErrorOfAHandlerAndBreaksOffWhatItLeavesIncomplete) {
  ServeTls([](Exchange& exchange) -> asio::awaitable<absl::Status> {
    if (exchange.request().path == "/half") {
      (void)co_await exchange.Begin(200, {});
      (void)co_await exchange.Write("half");
    }
    co_return NotFound(Reason::kPathNotFound, "Nothing is served at this path.");
  });
  const auto client = Connect();
  const auto& whole = Answer(*client, client->Get("/"));
  EXPECT_EQ(whole.status, 404);
  EXPECT_THAT(whole.body, HasSubstr("PATH_NOT_FOUND"));
  const auto& half = Answer(*client, client->Get("/half"));
  EXPECT_EQ(half.body, "half");
  EXPECT_EQ(half.closed, NGHTTP2_INTERNAL_ERROR);
  EXPECT_TRUE(told_.back().broken_off);
}

TEST_F(Http2, CancelsTheHandlerOfAStreamThatIsReset) {
  ServeTls(WaitsForEver());
  const auto client = Connect();
  const auto one = client->Get("/");
  client->Get("/");
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 2; }));
  client->Reset(one);
  EXPECT_TRUE(RunUntil([&] { return cancelled_ == 1; }));
  EXPECT_EQ(waiting_, 1);
  ASSERT_TRUE(RunUntil([&] { return told_.size() == 1; }));
  EXPECT_TRUE(told_[0].broken_off);
}

TEST_F(Http2, CancelsAllHandlersOfAClientThatGoesAway) {
  ServeTls(WaitsForEver());
  const auto client = Connect();
  for (int i = 0; i < 3; ++i) client->Get("/");
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 3; }));
  client->Close();
  EXPECT_TRUE(RunUntil([&] { return cancelled_ == 3; }));
}

TEST_F(Http2, SlowsAWriterDownToItsReaderAndTheOthersDoNotFeelIt) {
  std::size_t written = 0;
  ServeTls([&](Exchange& exchange) -> asio::awaitable<absl::Status> {
    if (exchange.request().path != "/slow") co_return co_await Echo(exchange);
    absl::Status status = co_await exchange.Begin(200, {});
    while (status.ok()) {
      status = co_await exchange.Write(std::string(1000, 'x'));
      if (status.ok()) written += 1000;
    }
    co_return status;
  });
  const auto client = Connect({.reads = false});
  const auto slow = client->Get("/slow");
  constexpr std::size_t kWindow = 65535;
  ASSERT_TRUE(RunUntil([&] { return client->stream(slow).body.size() == kWindow; }));
  testing::RunFor(loop_, absl::Milliseconds(20));
  EXPECT_LE(written, kWindow);
  client->MakeRoom(slow);
  EXPECT_TRUE(RunUntil([&] { return client->stream(slow).body.size() == 2 * kWindow; }));
  EXPECT_LE(written, 2 * kWindow);
  client->Reset(slow);
  EXPECT_TRUE(RunUntil([&] { return told_.size() == 1; }));
}

TEST_F(Http2, GoesAwayOnDrainAndAnswersWhatIsUnderWay) {
  asio::steady_timer now(loop_, asio::steady_timer::time_point::max());
  ServeTls([&](Exchange& exchange) -> asio::awaitable<absl::Status> {
    asio::error_code ignored;
    ++waiting_;
    co_await now.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    co_return co_await exchange.Respond({.status = 200, .headers = {}, .body = "late"});
  });
  const auto idle = Connect();
  const auto busy = Connect();
  const auto stream = busy->Get("/");
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 1; }));
  bool drained = false;
  asio::co_spawn(loop_, server_->Drain(absl::Minutes(1)), [&](const std::exception_ptr&) { drained = true; });
  EXPECT_TRUE(RunUntil([&] { return idle->closed() && busy->gone_away().has_value(); }));
  EXPECT_EQ(idle->gone_away(), NGHTTP2_NO_ERROR);
  EXPECT_FALSE(drained);
  now.cancel();
  EXPECT_EQ(Answer(*busy, stream).body, "late");
  EXPECT_TRUE(RunUntil([&] { return drained; }));
}

TEST_F(Http2, CancelsAfterTheGraceOfADrain) {
  ServeTls(WaitsForEver());
  const auto client = Connect();
  client->Get("/");
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 1; }));
  Drain(absl::Milliseconds(20));
  EXPECT_EQ(cancelled_, 1);
  EXPECT_TRUE(RunUntil([&] { return client->closed(); }));
}

TEST_F(Http2, HoldsFiveHundredStreamsOfFourConnections) {
  ServeTls(WaitsForEver());
  std::vector<std::unique_ptr<Http2Client>> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(Connect());
    for (int j = 0; j < 125; ++j) clients.back()->Get("/");
  }
  EXPECT_TRUE(RunUntil([&] { return waiting_ == 500; }));
  clients.clear();
  EXPECT_TRUE(RunUntil([&] { return told_.size() == 500; }));
}

}  // namespace
}  // namespace zamer::gateway::http
