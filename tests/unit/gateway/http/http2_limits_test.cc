#include <gmock/gmock.h>
#include <nghttp2/nghttp2.h>

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <chrono>
#include <string>

#include "tests/unit/gateway/http/tls_fixture.h"

namespace zamer::gateway::http {
namespace {

using ::testing::HasSubstr;
using Fields = Http2Client::Fields;

constexpr absl::Duration kShort = absl::Milliseconds(50);
// Long enough to shake hands in.
constexpr absl::Duration kHeadTime = absl::Seconds(2);

class Http2Limits : public TlsFixture {};

TEST_F(Http2Limits, RefusesRequestsThatAreNone) {
  int asked = 0;
  ServeTls([&](Exchange& exchange) {
    ++asked;
    return Echo(exchange);
  });
  const auto client = Connect();
  const Fields bad[] = {
      Http2Client::FieldsOf("GET", "a"),
      Http2Client::FieldsOf("GET", "http://h/"),
      Http2Client::FieldsOf("GET", "/a b"),
      Http2Client::FieldsOf("GET", "/a\n"),
      Http2Client::FieldsOf("GET", "/a#b"),
      Http2Client::FieldsOf("OPTIONS", "*"),
      Http2Client::FieldsOf("GET", "/", {{"host", "other"}}),
      Http2Client::FieldsOf("GET", "/", {{"x-a", "b\nc"}}),
      Http2Client::FieldsOf("GET", "/", {{"x a", "b"}}),
      Http2Client::FieldsOf("GET", "/", {{"connection", "close"}}),
      Http2Client::FieldsOf("GET", "/", {{"transfer-encoding", "chunked"}}),
      Http2Client::FieldsOf("GET", "/", {{"content-length", "1"}}),
      Http2Client::FieldsOf("GET", "/", {{":path", "/b"}}),
      {{":method", "GET"}, {":scheme", "https"}, {":path", "/"}},
      {{":method", "GET"}, {":scheme", "https"}, {":authority", "u@h"}, {":path", "/"}},
      {{":scheme", "https"}, {":authority", "h"}, {":path", "/"}},
      {{":method", "CONNECT"}, {":authority", "h:80"}},
  };
  for (const Fields& fields : bad) {
    const auto& answer = Answer(*client, client->Ask(fields));
    EXPECT_TRUE(answer.status == 400 || answer.closed == NGHTTP2_PROTOCOL_ERROR)
        << answer.status << " for " << ::testing::PrintToString(fields);
  }
  EXPECT_EQ(Answer(*client, client->Ask(Http2Client::FieldsOf("GET", "/", {{"expect", "miracles"}}))).status, 417);
  EXPECT_EQ(asked, 0);
  EXPECT_EQ(Answer(*client, client->Get("/")).status, 200);
}

TEST_F(Http2Limits, RefusesHeadsThatAreTooLarge) {
  ServeTls(Echo, {.header_bytes = 2000});
  const auto client = Connect();
  const auto with = [&](std::size_t size) {
    return client->Ask(Http2Client::FieldsOf("GET", "/", {{"x-a", std::string(size, 'a')}}));
  };
  EXPECT_EQ(Answer(*client, with(1000)).status, 200);
  EXPECT_EQ(Answer(*client, with(2000)).status, 431);
  // One table entry named again and again: small on the wire, large when unpacked.
  Fields many = Http2Client::FieldsOf("GET", "/");
  many.resize(many.size() + 50, {"x-b", std::string(1000, 'b')});
  EXPECT_EQ(Answer(*client, client->Ask(many)).status, 431);
}

TEST_F(Http2Limits, RefusesBodiesThatAreTooLarge) {
  ServeTls(Echo, {.body_bytes = 1000});
  const auto client = Connect();
  const Fields post = Http2Client::FieldsOf("POST", "/");
  EXPECT_EQ(Answer(*client, client->Ask(post, std::string(1000, 'a'))).status, 200);
  EXPECT_EQ(Answer(*client, client->Ask(post, std::string(1001, 'a'))).status, 413);
  EXPECT_EQ(Answer(*client, client->Ask(post, std::string(500'000, 'a'))).status, 413);
  const auto& early =
      Answer(*client, client->Ask(Http2Client::FieldsOf("POST", "/", {{"content-length", "1001"}}), {}, true));
  EXPECT_EQ(early.status, 413);
  EXPECT_EQ(early.closed, NGHTTP2_NO_ERROR);
}

TEST_F(Http2Limits, HoldsNoMoreOfAllBodiesThanAllowed) {
  ServeTls(WaitsForEver(), {.bodies_bytes = 1000});
  const auto client = Connect();
  const auto first = client->Ask(Http2Client::FieldsOf("POST", "/"), std::string(600, 'a'));
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 1; }));
  EXPECT_EQ(Answer(*client, client->Ask(Http2Client::FieldsOf("POST", "/"), std::string(600, 'a'))).status, 503);
  client->Reset(first);
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 0; }));
  client->Ask(Http2Client::FieldsOf("POST", "/"), std::string(600, 'a'));
  EXPECT_TRUE(RunUntil([&] { return waiting_ == 1; }));
}

TEST_F(Http2Limits, AnswersBusyWhenTooManyRequestsAreUnderWay) {
  ServeTls(WaitsForEver(), {.requests = 1});
  const auto client = Connect();
  client->Get("/");
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 1; }));
  const auto& answer = Answer(*client, client->Get("/"));
  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(answer.body, HasSubstr("OVERLOADED"));
}

TEST_F(Http2Limits, LetsStreamsBeyondTheBoundWaitForTheirTurn) {
  ServeTls(WaitsForEver(), {.streams_per_connection = 2});
  const auto client = Connect();
  ASSERT_TRUE(RunUntil([&] { return client->settled(); }));
  const auto first = client->Get("/");
  client->Get("/");
  client->Get("/");
  ASSERT_TRUE(RunUntil([&] { return waiting_ == 2; }));
  testing::RunFor(loop_, kShort);
  EXPECT_EQ(waiting_, 2);
  client->Reset(first);
  EXPECT_TRUE(RunUntil([&] { return cancelled_ == 1 && waiting_ == 2; }));
}

TEST_F(Http2Limits, DeclinesStreamsOfAClientThatDoesNotKnowTheBoundYet) {
  ServeTls(WaitsForEver(), {.streams_per_connection = 2});
  const auto client = Connect();
  std::int32_t last = 0;
  for (int i = 0; i < 5; ++i) last = client->Get("/");
  EXPECT_EQ(Answer(*client, last).closed, NGHTTP2_REFUSED_STREAM);
  EXPECT_EQ(waiting_, 2);
}

TEST_F(Http2Limits, BeginsNoMoreWhileHandlersOutliveTheirStreams) {
  bool may_end = false;
  ServeTls(
      [&](Exchange&) -> asio::awaitable<absl::Status> {
        asio::steady_timer soon(loop_);
        ++waiting_;
        while (!may_end) {
          asio::error_code ignored;
          soon.expires_after(std::chrono::milliseconds(1));
          co_await soon.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
        --waiting_;
        co_return absl::OkStatus();
      },
      {.streams_per_connection = 2});
  const auto client = Connect();
  for (int i = 0; i < 20; ++i) {
    const auto stream = client->Get("/");
    testing::RunFor(loop_, absl::Milliseconds(2));
    client->Reset(stream);
  }
  EXPECT_LE(waiting_, 4);
  may_end = true;
  Drain(absl::Minutes(1));
  EXPECT_EQ(waiting_, 0);
}

TEST_F(Http2Limits, HangsUpOnWhoeverResetsStreamAfterStream) {
  int begun = 0;
  ServeTls([&](Exchange& exchange) {
    ++begun;
    return WaitsForEver()(exchange);
  });
  const auto client = Connect();
  for (int i = 0; i < 2000 && !client->closed(); ++i) {
    client->Reset(client->Get("/"));
    loop_.poll();
  }
  ASSERT_TRUE(RunUntil([&] { return client->closed(); }));
  EXPECT_EQ(client->gone_away(), NGHTTP2_ENHANCE_YOUR_CALM);
  EXPECT_LT(begun, 400);
  EXPECT_TRUE(RunUntil([&] { return waiting_ == 0; }));
}

TEST_F(Http2Limits, HangsUpOnWhoeverMakesItResetStreamAfterStream) {
  ServeTls(WaitsForEver());
  const auto client = Connect();
  for (int i = 0; i < 2000 && !client->closed(); ++i) {
    const std::int32_t stream = client->Get("/");
    // WINDOW_UPDATE by nothing: an error of the stream (RFC 9113, section 6.9).
    const char frame[] = {0,
                          0,
                          4,
                          8,
                          0,
                          static_cast<char>(stream >> 24),
                          static_cast<char>(stream >> 16),
                          static_cast<char>(stream >> 8),
                          static_cast<char>(stream),
                          0,
                          0,
                          0,
                          0};
    client->SendRaw({frame, sizeof frame});
    loop_.poll();
  }
  EXPECT_TRUE(RunUntil([&] { return client->closed(); }));
  EXPECT_TRUE(RunUntil([&] { return waiting_ == 0; }));
}

TEST_F(Http2Limits, AnswersPingsButNotWithoutEnd) {
  ServeTls(Echo, {.write_time = absl::Seconds(2)});
  const auto client = Connect();
  client->Ping();
  EXPECT_TRUE(RunUntil([&] { return client->pings_answered() == 1; }));
  // Nobody reads the answers to these.
  client->StopReading();
  const std::string ping("\0\0\x08\x06\0\0\0\0\0pingping", 17);
  std::string many;
  for (int i = 0; i < 1000; ++i) many += ping;
  EXPECT_TRUE(RunUntil([&] {
    if (!client->sending()) client->SendRaw(many);
    return client->cut_off();
  }));
}

TEST_F(Http2Limits, HangsUpOnWhoeverSendsNoGreeting) {
  ServeTls(Echo, {.head_time = kHeadTime});
  const auto client = Connect({.greets = false});
  EXPECT_TRUE(RunUntil([&] { return client->closed(); }));
}

TEST_F(Http2Limits, HangsUpOnWhoeverShakesNoHands) {
  ServeTls(Echo, {.head_time = kShort});
  RawClient client(loop_, server_->port());
  EXPECT_TRUE(Closed(client));
}

TEST_F(Http2Limits, HangsUpOnWhoeverSendsAHeadTooSlowly) {
  ServeTls(Echo, {.head_time = kHeadTime});
  const auto client = Connect();
  EXPECT_EQ(Answer(*client, client->Get("/")).status, 200);
  // HEADERS without END_HEADERS: a CONTINUATION has to follow.
  client->SendRaw({"\0\0\1\1\1\0\0\0\x7f\x82", 10});
  EXPECT_TRUE(RunUntil([&] { return client->closed(); }));
}

TEST_F(Http2Limits, RefusesABodyThatComesTooSlowly) {
  ServeTls(Echo, {.body_time = kShort});
  const auto client = Connect();
  const auto slow = client->Ask(Http2Client::FieldsOf("POST", "/"), "a", true);
  EXPECT_EQ(Answer(*client, slow).status, 408);
  EXPECT_EQ(Answer(*client, client->Get("/")).status, 200);
}

TEST_F(Http2Limits, GoesAwayFromAnIdleConnection) {
  ServeTls(Echo, {.idle_time = kShort});
  const auto client = Connect();
  EXPECT_TRUE(RunUntil([&] { return client->closed(); }));
  EXPECT_EQ(client->gone_away(), NGHTTP2_NO_ERROR);
}

TEST_F(Http2Limits, BreaksOffAnAnswerThatNobodyTakes) {
  ServeTls(
      [](Exchange& exchange) -> asio::awaitable<absl::Status> {
        co_return co_await exchange.Respond({.status = 200, .headers = {}, .body = std::string(100'000, 'x')});
      },
      {.write_time = kShort});
  const auto client = Connect({.reads = false});
  const auto& answer = Answer(*client, client->Get("/"));
  EXPECT_EQ(answer.closed, NGHTTP2_INTERNAL_ERROR);
  EXPECT_TRUE(told_.at(0).broken_off);
}

}  // namespace
}  // namespace zamer::gateway::http
