// Server streams: their messages, their ends, and readers that are slow or go away.
#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <exception>
#include <memory>
#include <string>

#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/bridge/bridge_fixture.h"

namespace zamer::gateway {
namespace {

using testing::GrpcWebAnswer;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::RunUntil;
using testing::StatusIs;

// A reader who takes nothing from its third piece on, until it is told to.
class SlowReader final : public http::Exchange {
 public:
  SlowReader(asio::io_context& loop, http::Request request)
      : Exchange(std::move(request)), room_(loop, asio::steady_timer::time_point::max()) {}

  asio::awaitable<absl::Status> Respond(http::Response) override { co_return absl::OkStatus(); }
  asio::awaitable<absl::Status> Begin(int, http::Headers) override { co_return absl::OkStatus(); }
  asio::awaitable<absl::Status> Write(std::string) override {
    asio::error_code made;
    if (++pieces_ == 3) co_await room_.async_wait(asio::redirect_error(asio::use_awaitable, made));
    co_return absl::OkStatus();
  }
  asio::awaitable<absl::Status> End() override { co_return absl::OkStatus(); }

  int pieces() const { return pieces_; }
  void MakeRoom() { room_.cancel(); }

 private:
  int pieces_ = 0;
  asio::steady_timer room_;
};

// A reader who is gone when its second piece is to be sent.
class BrokenReader final : public http::Exchange {
 public:
  using Exchange::Exchange;

  asio::awaitable<absl::Status> Respond(http::Response) override { co_return absl::OkStatus(); }
  asio::awaitable<absl::Status> Begin(int, http::Headers) override { co_return absl::OkStatus(); }
  asio::awaitable<absl::Status> Write(std::string) override {
    if (++pieces_ < 2) co_return absl::OkStatus();
    co_return Cancelled(Reason::kCallCancelled, "The other end is gone.");
  }
  asio::awaitable<absl::Status> End() override { co_return absl::OkStatus(); }

 private:
  int pieces_ = 0;
};

class BridgeStreamTest : public BridgeTest {
 protected:
  // A call whose other end can go away.
  struct Open {
    asio::cancellation_signal gone;
    bool done = false;
    absl::Status status;
  };

  std::unique_ptr<Open> Begin(http::Exchange& exchange) {
    auto open = std::make_unique<Open>();
    asio::co_spawn(loop_, router_.Route(exchange),
                   asio::bind_cancellation_slot(
                       open->gone.slot(), [open = open.get()](const std::exception_ptr&, const absl::Status& status) {
                         open->done = true;
                         open->status = status;
                       }));
    return open;
  }

  bool EndsSoon(const Open& open) {
    return RunUntil(loop_, [&] { return open.done; });
  }
};

TEST_F(BridgeStreamTest, EachMessageIsAPieceAndTrailersAreTheLast) {
  RecordedExchange exchange(Watch("departments/d1"));
  ASSERT_THAT(testing::RunOnLoop(loop_, router_.Route(exchange)), IsOk());
  EXPECT_EQ(exchange.pieces().size(), 4);
  EXPECT_TRUE(exchange.ended());
  const GrpcWebAnswer answer = testing::ReadGrpcWebAnswer(exchange.answer().body);
  EXPECT_EQ(answer.messages.size(), 3);
  EXPECT_THAT(answer.status, IsOk());
}

TEST_F(BridgeStreamTest, JsonHasALineForEachMessage) {
  RecordedExchange exchange(Json(kWatchKpis, R"({"query": {"parent": "departments/d1"}})"));
  ASSERT_THAT(testing::RunOnLoop(loop_, router_.Route(exchange)), IsOk());
  EXPECT_EQ(exchange.answer().headers.Get("content-type"), "application/x-ndjson");
  EXPECT_EQ(
      exchange.answer().body,
      "{\"result\":{\"sequence\":\"1\"}}\n{\"result\":{\"sequence\":\"2\"}}\n{\"result\":{\"sequence\":\"3\"}}\n");
}

TEST_F(BridgeStreamTest, AnErrorAfterMessagesIsTheEndOfTheBody) {
  const GrpcWebAnswer answer = AskGrpcWeb(Watch("departments/broken"));
  EXPECT_EQ(answer.messages.size(), 2);
  EXPECT_THAT(answer.status, StatusIs(Reason::kFieldInvalid));
  const http::Response json = Ask(Json(kWatchKpis, R"({"query": {"parent": "departments/broken"}})"));
  EXPECT_EQ(json.status, 200);
  EXPECT_THAT(json.body, HasSubstr("\n{\"error\":{\"code\":3,"));
}

TEST_F(BridgeStreamTest, AnErrorBeforeAnyMessageIsTheWholeAnswer) {
  EXPECT_THAT(AskGrpcWeb(Watch("departments/refuses")).status, StatusIs(Reason::kFieldInvalid));
  EXPECT_EQ(Ask(Json(kWatchKpis, R"({"query": {"parent": "departments/refuses"}})")).status, 400);
}

TEST_F(BridgeStreamTest, AReaderWhoGoesAwayCancelsTheServicesStream) {
  RecordedExchange exchange(Watch("departments/quiet"));
  const auto open = Begin(exchange);
  ASSERT_TRUE(RunUntil(loop_, [&] { return exchange.pieces().size() == 1; }));
  EXPECT_THAT(metrics_.Text(), HasSubstr("zamer_edge_open_streams 1"));
  open->gone.emit(asio::cancellation_type::terminal);
  EXPECT_TRUE(EndsSoon(*open));
  EXPECT_TRUE(RunUntil(loop_, [&] { return service_.cancelled() == 1; }));
  EXPECT_THAT(metrics_.Text(), HasSubstr("zamer_edge_open_streams 0"));
}

TEST_F(BridgeStreamTest, AReaderWhoIsGoneWhenAMessageComesCancelsTheServicesStream) {
  BrokenReader reader(Watch("departments/endless"));
  EXPECT_THAT(testing::RunOnLoop(loop_, router_.Route(reader)), StatusIs(Reason::kCallCancelled));
  EXPECT_TRUE(RunUntil(loop_, [&] { return service_.cancelled() == 1; }));
}

TEST_F(BridgeStreamTest, ASlowReaderLeavesTheRestWithTheService) {
  SlowReader reader(loop_, Watch("departments/endless"));
  const auto open = Begin(reader);
  ASSERT_TRUE(RunUntil(loop_, [&] { return reader.pieces() == 3; }));
  // What gRPC itself takes in ahead is bounded by its window; a message is a megabyte.
  testing::RunFor(loop_, absl::Milliseconds(200));
  const int sent = service_.sent();
  EXPECT_LT(sent, 12);
  testing::RunFor(loop_, absl::Milliseconds(200));
  EXPECT_EQ(service_.sent(), sent) << "nothing is taken in while nothing is written";
  reader.MakeRoom();
  EXPECT_TRUE(RunUntil(loop_, [&] { return reader.pieces() > 20; }));
  open->gone.emit(asio::cancellation_type::terminal);
  EXPECT_TRUE(EndsSoon(*open));
  EXPECT_TRUE(RunUntil(loop_, [&] { return service_.cancelled() == 1; }));
}

TEST_F(BridgeStreamTest, ACallerHasOnlySoManyStreams) {
  Make({.streams_per_caller = 1});
  RecordedExchange first(Watch("departments/quiet"));
  const auto open = Begin(first);
  ASSERT_TRUE(RunUntil(loop_, [&] { return first.pieces().size() == 1; }));
  EXPECT_THAT(AskGrpcWeb(Watch("departments/d1")).status, StatusIs(Reason::kRateLimited));
  http::Request from_elsewhere = Watch("departments/d1");
  from_elsewhere.peer = "192.0.2.2";
  EXPECT_THAT(AskGrpcWeb(std::move(from_elsewhere)).status, IsOk());
  open->gone.emit(asio::cancellation_type::terminal);
  ASSERT_TRUE(EndsSoon(*open));
  EXPECT_THAT(AskGrpcWeb(Watch("departments/d1")).status, IsOk()) << "a place was given up";
}

TEST_F(BridgeStreamTest, TheProcessHasOnlySoManyStreams) {
  Make({.streams = 0});
  EXPECT_THAT(AskGrpcWeb(Watch("departments/d1")).status, StatusIs(Reason::kOverloaded));
}

TEST_F(BridgeStreamTest, AStreamEndsWithItsTime) {
  http::Request request = Watch("departments/quiet");
  request.headers.Add("grpc-timeout", "100m");
  EXPECT_THAT(AskGrpcWeb(std::move(request)).status, StatusIs(Reason::kDeadlineExpired));
}

TEST_F(BridgeStreamTest, AStreamEndsWithTheSessionOfItsReader) {
  Make({.identify_again = absl::ZeroDuration()});
  http::Request request = Watch("departments/endless");
  request.headers.Add("cookie", "session=anna");
  RecordedExchange exchange(std::move(request));
  const auto open = Begin(exchange);
  ASSERT_TRUE(RunUntil(loop_, [&] { return exchange.pieces().size() > 2; }));
  session_ended_ = true;
  ASSERT_TRUE(EndsSoon(*open));
  EXPECT_THAT(testing::ReadGrpcWebAnswer(exchange.answer().body).status, StatusIs(Reason::kSessionEnded));
}

TEST_F(BridgeStreamTest, DrainingEndsStreamsAndRefusesCalls) {
  RecordedExchange exchange(Watch("departments/quiet"));
  const auto open = Begin(exchange);
  ASSERT_TRUE(RunUntil(loop_, [&] { return exchange.pieces().size() == 1; }));
  bridge_->Drain();
  ASSERT_TRUE(EndsSoon(*open));
  EXPECT_THAT(testing::ReadGrpcWebAnswer(exchange.answer().body).status, StatusIs(Reason::kDraining));
  EXPECT_THAT(AskGrpcWeb(Funnel("departments/d1")).status, StatusIs(Reason::kDraining));
}

}  // namespace
}  // namespace zamer::gateway
