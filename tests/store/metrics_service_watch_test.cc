// Streams of numbers, on a real Redis, over gRPC.
#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <functional>
#include <memory>
#include <optional>

#include "services/metrics/kpi_board.h"
#include "tests/store/metrics_fixture.h"

namespace zamer::metrics {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the vocabulary of told.h
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using zamer::testing::IsOk;
using zamer::testing::RunOnLoop;
using zamer::testing::RunUntil;
using zamer::testing::StatusIs;

// Reads streams on the loop.
template <class Request, class Response>
class WatchFixture : public MetricsFixture {
 protected:
  using Seen = std::vector<Response>;
  using Method = MetricsClient::StreamMethod<Request, Response>;

  // What the stream has given so far, and how it ended.
  struct Stream {
    Seen seen;
    std::optional<absl::Status> end;
  };
  // The coroutine keeps it, since the stream outlives the test.
  std::shared_ptr<Stream> Follow(Visitor& visitor, Method method, Request request) {
    const auto stream = std::make_shared<Stream>();
    asio::co_spawn(
        loop_,
        [&visitor, method, request = std::move(request), stream]() -> asio::awaitable<void> {
          auto reader = visitor.client.Read(method, request, {.deadline = absl::Now() + absl::Minutes(1)});
          while (true) {
            auto message = co_await reader.Read();
            if (!message.ok() || !*message) {
              stream->end = message.status();
              break;
            }
            stream->seen.push_back(**message);
          }
        },
        asio::detached);
    return stream;
  }
};

class WatchKpisTest : public WatchFixture<v1::WatchKpisRequest, v1::WatchKpisResponse> {
 protected:
  void Watch(Visitor& visitor, v1::QueryKpisRequest query) {
    v1::WatchKpisRequest request;
    *request.mutable_query() = std::move(query);
    stream_ = Follow(visitor, &Api::WatchKpis, std::move(request));
  }
  bool Sees(const std::function<bool(const v1::WatchKpisResponse&)>& wanted) {
    return RunUntil(loop_, [&] { return !stream_->seen.empty() && wanted(stream_->seen.back()); });
  }
  static bool Shows(const v1::WatchKpisResponse& response, std::int64_t leads) {
    return response.snapshot().rows_size() == 1 && response.snapshot().rows(0).values(0).count() == leads;
  }

  std::shared_ptr<Stream> stream_;
};

TEST_F(WatchKpisTest, GivesASnapshotAndAnotherAfterEachChange) {
  StartReplica();
  TellAll(Department(), Created("a", Noon()));
  CatchUp();
  Watch(Head(), March(v1::COHORT, {"leads"}));
  ASSERT_TRUE(Sees([](const auto& response) { return Shows(response, 1); }));
  EXPECT_EQ(stream_->seen.size(), 1u);
  Tell(Created("b", Noon()));
  ASSERT_TRUE(Sees([](const auto& response) { return Shows(response, 2); }));
  Tell(PhoneCaptured("b", 2, "anna", Noon()));  // not what is watched
  Tell(Merged("b", 3, "a", Noon()));
  ASSERT_TRUE(Sees([](const auto& response) { return Shows(response, 1); }));
  for (std::size_t i = 0; i < stream_->seen.size(); ++i) {
    EXPECT_EQ(stream_->seen[i].sequence(), static_cast<std::int64_t>(i) + 1);
  }
}

TEST_F(WatchKpisTest, SeesWhatAnotherReplicaCounts) {
  StartReplica();  // holds the leases
  Tell(Department());
  CatchUp();
  StartReplica();
  Watch(As(type::v1::SALES_HEAD, "d1", 1), March(v1::COHORT, {"leads"}));
  ASSERT_TRUE(Sees([](const auto& response) { return response.has_snapshot(); }));
  Tell(Created("a", Noon()));
  EXPECT_TRUE(Sees([](const auto& response) { return Shows(response, 1); }));
}

TEST_F(WatchKpisTest, SaysThatItLivesWhenNothingChanges) {
  StartReplica();
  Tell(Department());
  CatchUp();
  Watch(Head(), March(v1::COHORT, {"leads"}));
  EXPECT_TRUE(Sees([](const auto& response) { return !response.has_snapshot() && response.sequence() == 2; }));
}

TEST_F(WatchKpisTest, EndsWithAnErrorForAQuestionThatCannotBeAnswered) {
  StartReplica();
  Watch(Operator(), March(v1::BASIS_UNSPECIFIED));
  ASSERT_TRUE(RunUntil(loop_, [&] { return stream_->end.has_value(); }));
  EXPECT_THAT(*stream_->end, StatusIs(Reason::kFieldInvalid));
}

// A board, as somebody sees it who puts each answer in its place.
class WatchBoardTest : public WatchFixture<v1::WatchBoardRequest, v1::WatchBoardResponse> {
 protected:
  static v1::WatchBoardRequest BoardOf(const std::vector<v1::QueryKpisRequest>& queries) {
    v1::WatchBoardRequest request;
    for (const v1::QueryKpisRequest& query : queries) *request.add_queries() = query;
    return request;
  }
  std::shared_ptr<Stream> Watch(Visitor& visitor, const std::vector<v1::QueryKpisRequest>& queries) {
    return Follow(visitor, &Api::WatchBoard, BoardOf(queries));
  }
  // The count that each query shows after the messages up to one; -1 before its first answer.
  static std::vector<std::int64_t> Shown(const Seen& seen, std::size_t messages, std::size_t queries) {
    std::vector<std::int64_t> counts(queries, -1);
    for (std::size_t i = 0; i < messages; ++i) {
      for (const v1::BoardAnswer& told : seen[i].answers()) {
        const v1::QueryKpisResponse& answer = told.answer();
        counts[static_cast<std::size_t>(told.query())] = answer.rows().empty() ? 0 : answer.rows(0).values(0).count();
      }
    }
    return counts;
  }
  bool Shows(const Stream& stream, const std::vector<std::int64_t>& counts) {
    return RunUntil(loop_, [&] { return Shown(stream.seen, stream.seen.size(), counts.size()) == counts; });
  }
  static std::vector<int> Told(const v1::WatchBoardResponse& message) {
    std::vector<int> queries;
    for (const v1::BoardAnswer& answer : message.answers()) queries.push_back(answer.query());
    return queries;
  }
};

TEST_F(WatchBoardTest, GivesAllAnswersAtFirstAndThenThoseThatChanged) {
  StartReplica();
  TellAll(Department(), Created("a", Noon()));
  CatchUp();
  const auto stream = Watch(Head(), {March(v1::COHORT, {"phones"}), March(v1::COHORT, {"leads"})});
  ASSERT_TRUE(Shows(*stream, {0, 1}));
  EXPECT_THAT(Told(stream->seen.front()), ElementsAre(0, 1)) << "an answer without rows is one too";
  EXPECT_EQ(FromTimestamp(stream->seen.front().as_of_time()), Noon());
  Tell(Created("b", Noon(1)));
  ASSERT_TRUE(Shows(*stream, {0, 2}));
  EXPECT_THAT(Told(stream->seen.back()), ElementsAre(1));
  EXPECT_EQ(FromTimestamp(stream->seen.back().as_of_time()), Noon(1));
  Tell(PhoneCaptured("b", 2, "anna", Noon(1)));
  ASSERT_TRUE(Shows(*stream, {1, 2}));
  EXPECT_THAT(Told(stream->seen.back()), ElementsAre(0));
  for (std::size_t i = 0; i < stream->seen.size(); ++i) {
    EXPECT_EQ(stream->seen[i].sequence(), static_cast<std::int64_t>(i) + 1);
  }
}

TEST_F(WatchBoardTest, AnswersAsQueryKpisDoes) {
  StartReplica();
  TellAMonth();
  CatchUp();
  v1::QueryKpisRequest by_city = March(v1::EVENT_DATE);
  by_city.add_dimensions(v1::CITY);
  by_city.set_granularity(v1::WEEK);
  const std::vector<v1::QueryKpisRequest> queries = {March(v1::COHORT), by_city};
  const auto stream = Watch(Head(), queries);
  ASSERT_TRUE(RunUntil(loop_, [&] { return !stream->seen.empty(); }));
  ASSERT_EQ(stream->seen.front().answers_size(), 2);
  for (int i = 0; i < 2; ++i) {
    const auto answer = Call(Head(), &Api::QueryKpis, queries[static_cast<std::size_t>(i)]).value();
    EXPECT_EQ(stream->seen.front().answers(i).answer().DebugString(), answer.DebugString());
  }
}

TEST_F(WatchBoardTest, SaysThatItLivesWhenNothingChanges) {
  StartReplica();
  Tell(Department());
  CatchUp();
  const auto stream = Watch(Head(), {March(v1::COHORT, {"leads"}), March(v1::EVENT_DATE, {"leads"})});
  ASSERT_TRUE(RunUntil(loop_, [&] { return stream->seen.size() == 2; }));
  EXPECT_TRUE(stream->seen.back().answers().empty());
  EXPECT_EQ(stream->seen.back().sequence(), 2);
}

TEST_F(WatchBoardTest, ShowsNumbersOfTheSameEventsWhateverIsCountedMeanwhile) {
  StartReplica();
  Tell(Department());
  CatchUp();
  // The same leads in each query, read from hashes that are too many for one round trip.
  std::vector<v1::QueryKpisRequest> queries;
  for (const v1::Basis basis : {v1::COHORT, v1::EVENT_DATE}) {
    queries.push_back(March(basis, {"leads"}));
    for (const auto& [dimension, value] :
         {std::pair(v1::CHANNEL, Channel("vk")), std::pair(v1::CITY, std::string("Tver"))}) {
      queries.push_back(March(basis, {"leads"}));
      queries.back().add_filters()->set_dimension(dimension);
      queries.back().mutable_filters(0)->add_values(value);
    }
  }
  const auto stream = Watch(Head(), queries);
  for (int i = 0; i < 300; ++i) {
    Tell(Created(absl::StrCat("l", i), Noon(i % 20)));
    if (i % 10 == 0) zamer::testing::RunFor(loop_, absl::Milliseconds(3));
  }
  ASSERT_TRUE(Shows(*stream, std::vector<std::int64_t>(queries.size(), 300)));
  for (std::size_t i = 1; i <= stream->seen.size(); ++i) {
    const std::vector<std::int64_t> shown = Shown(stream->seen, i, queries.size());
    EXPECT_THAT(shown, Each(shown.front())) << "message " << i;
  }
}

TEST_F(WatchBoardTest, ServesManyStreamsOfOneBoard) {
  StartReplica();
  TellAll(Department(), Created("a", Noon()));
  CatchUp();
  std::vector<std::shared_ptr<Stream>> streams;
  streams.reserve(30);
  for (int i = 0; i < 30; ++i) {
    streams.push_back(Watch(Head(), {March(v1::COHORT, {"leads"}), March(v1::COHORT, {"phones"})}));
  }
  for (const auto& stream : streams) ASSERT_TRUE(Shows(*stream, {1, 0}));
  TellAll(PhoneCaptured("a", 2, "anna", Noon()), Created("b", Noon()));
  for (const auto& stream : streams) ASSERT_TRUE(Shows(*stream, {2, 1}));
}

TEST_F(WatchBoardTest, ReadsOnceForAllWhoAskAtTheSameTime) {
  Replica& replica = StartReplica();
  TellAMonth();
  CatchUp();
  for (events::Consumer* consumer : replica.consumers) consumer->Stop();
  replica.recount.Stop();
  zamer::testing::RunFor(loop_, absl::Milliseconds(20));
  Boards boards(replica.reader, replica.changes);
  const auto commands_for = [&](int streams) {
    const v1::WatchBoardRequest request = BoardOf({March(v1::COHORT, {"leads"}), March(v1::EVENT_DATE, {"leads"})});
    const std::uint64_t before = replica.redis.stats().commands;
    std::vector<std::shared_ptr<Board>> watched;
    int answered = 0;
    for (int i = 0; i < streams; ++i) {
      watched.push_back(boards.Open(request, PlanBoard(request).value()));
      asio::co_spawn(
          loop_,
          [&answered, board = watched.back()]() -> asio::awaitable<void> {
            answered += (co_await board->Read()).ok() ? 1 : 0;
          },
          asio::detached);
    }
    EXPECT_TRUE(RunUntil(loop_, [&] { return answered == streams; }));
    return replica.redis.stats().commands - before;
  };
  EXPECT_EQ(commands_for(500), commands_for(1));
}

TEST_F(WatchBoardTest, GoesOnForOthersWhenTheOneWhoReadsHasGone) {
  Replica& replica = StartReplica();
  TellAll(Department(), Created("a", Noon()));
  CatchUp();
  Boards boards(replica.reader, replica.changes);
  const v1::WatchBoardRequest request = BoardOf({March(v1::COHORT, {"leads"})});
  const std::shared_ptr<Board> board = boards.Open(request, PlanBoard(request).value());
  asio::cancellation_signal gone;
  const auto read = [board]() -> asio::awaitable<void> { (void)co_await board->Read(); };
  asio::co_spawn(loop_, read, asio::bind_cancellation_slot(gone.slot(), asio::detached));
  loop_.poll();
  gone.emit(asio::cancellation_type::terminal);
  EXPECT_THAT(RunOnLoop(loop_, board->Read()), IsOk());
}

TEST_F(WatchBoardTest, RefusesQueriesThatAreNotOfOneDepartmentOrCannotBeAnswered) {
  StartReplica();
  TellAll(Department(), Created("a", Noon()));
  CatchUp();
  const auto refusal = [&](Visitor& visitor, const std::vector<v1::QueryKpisRequest>& queries) {
    const auto stream = Watch(visitor, queries);
    EXPECT_TRUE(RunUntil(loop_, [&] { return stream->end.has_value(); }));
    return stream->end.value_or(absl::OkStatus());
  };
  v1::QueryKpisRequest elsewhere = March(v1::COHORT, {"leads"});
  elsewhere.set_parent("departments/d2");
  EXPECT_THAT(refusal(Operator(), {March(v1::COHORT), elsewhere}),
              StatusIs(Reason::kFieldInvalid, HasSubstr("queries[1].parent")));
  EXPECT_THAT(refusal(Head(), {March(v1::COHORT), elsewhere}), StatusIs(Reason::kOtherDepartment));
  EXPECT_THAT(refusal(Head(), {March(v1::COHORT), March(v1::BASIS_UNSPECIFIED)}),
              StatusIs(Reason::kFieldInvalid, HasSubstr("queries[1].basis")));
  EXPECT_THAT(refusal(Head(), {March(v1::COHORT, {"happiness"})}), StatusIs(Reason::kKpiNotFound));
  EXPECT_THAT(refusal(Head(), {}), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(refusal(As(type::v1::LEAD_MANAGER), {March(v1::COHORT)}), StatusIs(Reason::kRoleNotAllowed));
  v1::QueryKpisRequest by_person = March(v1::COHORT);
  by_person.add_dimensions(v1::DESIGNER);
  EXPECT_THAT(refusal(As(type::v1::DISPLAY), {March(v1::COHORT), by_person}), StatusIs(Reason::kRoleNotAllowed));
}

}  // namespace
}  // namespace zamer::metrics
