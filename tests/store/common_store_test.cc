#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <memory>
#include <string>
#include <vector>

#include "services/common/store/counters.h"
#include "services/common/store/page.h"
#include "services/common/store/store.h"
#include "tests/support/loop.h"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"
#include "tests/support/tcp_gate.h"
#include "zamer/type/v1/event.pb.h"

namespace zamer::store {

// Any stored message will do: `feed` is unique, `reason` names a list, `recorded_time` is the timer.
template <>
struct Indexer<type::v1::DeadLetter> {
  static Indexes Of(const type::v1::DeadLetter& letter) {
    Indexes indexes;
    if (!letter.feed().empty()) indexes.unique.push_back({"feed", letter.feed()});
    if (!letter.reason().empty())
      indexes.sorted.push_back({letter.reason(), static_cast<double>(letter.event().size())});
    if (letter.has_recorded_time()) indexes.timer = absl::FromUnixSeconds(letter.recorded_time().seconds());
    return indexes;
  }
};

namespace {

using testing::RedisServer;
using testing::RunOnLoop;
using testing::StatusIs;
using Letter = type::v1::DeadLetter;
using Answer = asio::awaitable<absl::StatusOr<std::string>>;

Key LetterKey(std::string id, std::string kind = "letter") { return {"d1", std::move(kind), std::move(id)}; }

PageQuery ListOf(std::string index) {
  PageQuery query;
  query.department = "d1";
  query.index = std::move(index);
  return query;
}

class StoreTest : public ::testing::Test {
 protected:
  // One process of the service, with a connection of its own.
  struct Replica {
    explicit Replica(asio::io_context& loop, redis::Options options)
        : redis(loop, std::move(options)), store(redis, "test", KeySpace("test", 16), {.chained_kinds = {"hot"}}) {}
    ~Replica() { redis.Close(); }
    redis::Client redis;
    Store store;
  };

  static absl::Time Soon() { return absl::Now() + absl::Seconds(20); }

  Mutation Request(std::string id, std::string digest = "12345678") {
    return {"d1", std::move(id), std::move(digest), Soon()};
  }

  absl::StatusOr<Committed> Commit(Store& store, Mutation mutation, Store::Body body) {
    return RunOnLoop(loop_, store.Commit(std::move(mutation), std::move(body)));
  }

  absl::StatusOr<Committed> Put(std::string request, const std::string& id, const Letter& letter) {
    return Commit(a_.store, Request(std::move(request)), [=](Transaction& tx) -> Answer {
      ZAMER_CO_ASSIGN_OR_RETURN(auto now, co_await tx.Get<Letter>(LetterKey(id)));
      tx.Put(LetterKey(id), letter);
      tx.Emit(letter);
      co_return absl::StrCat(id, now ? " again" : "");
    });
  }

  std::optional<Letter> Read(std::string id) {
    return RunOnLoop(loop_, a_.store.Get<Letter>(LetterKey(std::move(id)), Soon()))->record;
  }

  std::string Lookup(std::string feed) {
    return *RunOnLoop(loop_, a_.store.Lookup("d1", {"feed", std::move(feed)}, Soon()));
  }

  std::vector<std::string> List(std::string index) {
    return RunOnLoop(loop_, ListIds(a_.store, ListOf(std::move(index)), Soon()))->ids;
  }

  // Adds one to the record's counter, as a read and a write.
  static Answer AddOne(Transaction& tx, Key key) {
    ZAMER_CO_ASSIGN_OR_RETURN(auto now, co_await tx.Get<Letter>(key));
    Letter next = now ? *now : Letter();
    next.set_cursor(std::to_string(now ? std::stoi(now->cursor()) + 1 : 1));
    tx.Put(key, next);
    co_return std::string();
  }

  asio::io_context loop_;
  RedisServer server_;
  Replica a_{loop_, server_.ClientOptions()};
  Replica b_{loop_, server_.ClientOptions()};
};

Letter MakeLetter(std::string feed, std::string reason = "", std::string event = "") {
  Letter letter;
  letter.set_feed(std::move(feed));
  letter.set_reason(std::move(reason));
  letter.set_event(std::move(event));
  return letter;
}

TEST_F(StoreTest, OneCommitWritesRecordIndexEntriesTimerAndEvent) {
  Letter letter = MakeLetter("vk", "open");
  letter.mutable_recorded_time()->set_seconds(1000);
  const auto done = Put("r1", "l1", letter);
  ASSERT_THAT(done, testing::IsOk());
  EXPECT_EQ(Read("l1")->feed(), "vk");
  EXPECT_EQ(Lookup("vk"), "l1");
  EXPECT_THAT(List("open"), ::testing::ElementsAre("l1"));
  const std::uint32_t partition = a_.store.keys().PartitionOf("d1");
  EXPECT_EQ(server_.Run(redis::Command("ZSCORE", a_.store.keys().Timers(partition), "letter:d1/l1")).text(), "1000000");
  EXPECT_EQ(server_.Run(redis::Command("XLEN", a_.store.keys().Events(partition))).integer(), 1);
  EXPECT_THAT(done->position, ::testing::StartsWith(absl::StrCat("test/", partition, "/")));
}

TEST_F(StoreTest, ChangedRecordsMoveTheirIndexEntries) {
  ASSERT_THAT(Put("r1", "l1", MakeLetter("vk", "open")), testing::IsOk());
  ASSERT_THAT(Put("r2", "l1", MakeLetter("instagram", "closed")), testing::IsOk());
  EXPECT_EQ(Lookup("vk"), "");
  EXPECT_EQ(Lookup("instagram"), "l1");
  EXPECT_THAT(List("open"), ::testing::IsEmpty());
  EXPECT_THAT(List("closed"), ::testing::ElementsAre("l1"));
}

TEST_F(StoreTest, ARetriedRequestGetsTheFirstAnswerAndChangesNothing) {
  ASSERT_EQ(Put("r1", "l1", MakeLetter("vk"))->answer, "l1");
  const auto again = Put("r1", "l1", MakeLetter("other"));
  ASSERT_THAT(again, testing::IsOk());
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->answer, "l1");
  EXPECT_EQ(Read("l1")->feed(), "vk");
}

TEST_F(StoreTest, ARetryIsAnsweredEvenWhereItsBodyWouldNowRefuse) {
  ASSERT_THAT(Put("r1", "l1", MakeLetter("vk")), testing::IsOk());
  const auto again = Commit(a_.store, Request("r1"),
                            [](Transaction&) -> Answer { co_return IllegalTransition("letter", "SENT", "SENT"); });
  ASSERT_THAT(again, testing::IsOk());
  EXPECT_EQ(again->answer, "l1");
}

TEST_F(StoreTest, AReusedRequestIdWithAnotherBodyIsRefused) {
  ASSERT_THAT(Put("r1", "l1", MakeLetter("vk")), testing::IsOk());
  const auto other = Commit(a_.store, Request("r1", "87654321"), [](Transaction&) -> Answer { co_return "x"; });
  EXPECT_THAT(other.status(), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(ReasonOf(other.status()), Reason::kRequestIdReused);
}

TEST_F(StoreTest, ConcurrentWritersOfOneRecordLoseNoUpdate) {
  for (const std::string kind : {"letter", "hot"}) {
    int done = 0;
    for (int i = 0; i < 200; ++i) {
      asio::co_spawn(
          loop_,
          [this, kind, i, &done]() -> asio::awaitable<void> {
            Store& store = i % 2 == 0 ? a_.store : b_.store;
            for (int attempt = 0; attempt < 1000; ++attempt) {
              const auto body = [kind](Transaction& tx) { return AddOne(tx, LetterKey("l1", kind)); };
              if ((co_await store.Commit(Request(absl::StrCat(kind, i)), body)).ok()) break;
            }
            ++done;
          },
          asio::detached);
    }
    ASSERT_TRUE(testing::RunUntil(loop_, [&] { return done == 200; }));
    const auto read = RunOnLoop(loop_, a_.store.Get<Letter>(LetterKey("l1", kind), Soon()));
    EXPECT_EQ(read->record->cursor(), "200") << kind;
    if (kind == "letter") EXPECT_EQ(read->version, 200);
  }
}

// A decides twice ahead on what it knows, after B has written as often as A's first commit would: the second one finds
// the number that it expects, but B's content below it.
TEST_F(StoreTest, AReplicaDoesNotTakeAnothersWriteOfTheSameNumberForItsOwn) {
  const auto add = [](std::string name) {
    return [name](Transaction& tx) -> Answer {
      ZAMER_CO_ASSIGN_OR_RETURN(auto now, co_await tx.Get<Letter>(LetterKey("names", "hot")));
      Letter next = now ? *now : Letter();
      next.set_cursor(next.cursor() + name);
      tx.Put(LetterKey("names", "hot"), next);
      co_return std::string();
    };
  };
  ASSERT_THAT(Commit(a_.store, Request("r1"), add("1")), testing::IsOk());
  ASSERT_THAT(Commit(b_.store, Request("r2"), add("2")), testing::IsOk());
  int done = 0;
  for (const char* name : {"3", "4"}) {
    asio::co_spawn(loop_, a_.store.Commit(Request(absl::StrCat("r", name)), add(name)),
                   [&](std::exception_ptr, const absl::StatusOr<Committed>& answer) { done += answer.ok(); });
  }
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return done == 2; }));
  std::string names = RunOnLoop(loop_, a_.store.Get<Letter>(LetterKey("names", "hot"), Soon()))->record->cursor();
  std::ranges::sort(names);
  EXPECT_EQ(names, "1234");
}

TEST_F(StoreTest, CommitsOnAChainedRecordOfOneProcessDoNotConflict) {
  int done = 0;
  for (int i = 0; i < 500; ++i) {
    asio::co_spawn(
        loop_,
        [this, i, &done]() -> asio::awaitable<void> {
          const auto body = [](Transaction& tx) { return AddOne(tx, LetterKey("l1", "hot")); };
          if ((co_await a_.store.Commit(Request(absl::StrCat("r", i)), body)).ok()) ++done;
        },
        asio::detached);
  }
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return done == 500; })) << done;
}

TEST_F(StoreTest, OfManyWhoClaimOneUniqueValueExactlyOneGetsIt) {
  int won = 0;
  int lost = 0;
  for (int i = 0; i < 100; ++i) {
    asio::co_spawn(
        loop_,
        [this, i, &won, &lost]() -> asio::awaitable<void> {
          const std::string id = absl::StrCat("l", i);
          const auto body = [id](Transaction& tx) -> Answer {
            ZAMER_CO_ASSIGN_OR_RETURN(const std::string holder, co_await tx.Lookup("d1", {"feed", "vk"}));
            if (!holder.empty()) co_return AlreadyExists(Reason::kLeadAlreadyExists, "taken");
            tx.Put(LetterKey(id), MakeLetter("vk"));
            co_return id;
          };
          Store& store = i % 2 == 0 ? a_.store : b_.store;
          const auto done = co_await store.Commit(Request(id), body);
          done.ok() ? ++won : ++lost;
        },
        asio::detached);
  }
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return won + lost == 100; }));
  EXPECT_EQ(won, 1);
}

TEST_F(StoreTest, AUniqueValueMovesBetweenRecordsInOneCommit) {
  ASSERT_THAT(Put("r1", "l1", MakeLetter("vk")), testing::IsOk());
  const auto moved = Commit(a_.store, Request("r2"), [](Transaction& tx) -> Answer {
    ZAMER_CO_ASSIGN_OR_RETURN(auto from, co_await tx.Get<Letter>(LetterKey("l1")));
    Letter letter = *from;
    tx.Put(LetterKey("l1"), Letter());
    tx.Put(LetterKey("l2"), std::move(letter));
    co_return co_await tx.Lookup("d1", {"feed", "vk"});
  });
  ASSERT_THAT(moved, testing::IsOk());
  EXPECT_EQ(moved->answer, "l2") << "a transaction sees its own claims";
  EXPECT_EQ(Lookup("vk"), "l2");
}

TEST_F(StoreTest, ABodyThatFailsWritesNothing) {
  const auto failed = Commit(a_.store, Request("r1"), [](Transaction& tx) -> Answer {
    tx.Put(LetterKey("l1"), MakeLetter("vk"));
    co_return FailedPrecondition(Reason::kDoNotContact, "no");
  });
  EXPECT_THAT(failed.status(), StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(Read("l1"), std::nullopt);
}

TEST_F(StoreTest, ARefusalOnWhatAFailingCommitWouldHaveLeftIsTakenBack) {
  // The first commit's chained write is seen by the second before Redis has refused the first.
  std::optional<absl::Status> first;
  std::optional<absl::Status> second;
  ASSERT_THAT(Put("r0", "holder", MakeLetter("vk")), testing::IsOk());
  const auto fail = [](Transaction& tx) -> Answer {
    ZAMER_CO_ASSIGN_OR_RETURN(auto now, co_await tx.Get<Letter>(LetterKey("slot", "hot")));
    if (now) co_return Internal("unexpected");
    tx.Put(LetterKey("slot", "hot"), MakeLetter("", "taken"));
    tx.Put(LetterKey("other"), MakeLetter("vk"));  // held by "holder", which this body has not looked up
    co_return "";
  };
  const auto refuse_if_taken = [](Transaction& tx) -> Answer {
    ZAMER_CO_ASSIGN_OR_RETURN(auto now, co_await tx.Get<Letter>(LetterKey("slot", "hot")));
    if (now) co_return FailedPrecondition(Reason::kSlotTaken, "taken");
    tx.Put(LetterKey("slot", "hot"), MakeLetter("", "mine"));
    co_return "";
  };
  RunOnLoop(loop_, a_.store.CommitEffect(a_.store.keys().PartitionOf("d1"), Guard{}, Soon(),
                                         [](Transaction& tx) -> Answer {  // the chain learns that the slot is free
                                           ZAMER_CO_RETURN_IF_ERROR(
                                               (co_await tx.Get<Letter>(LetterKey("slot", "hot"))).status());
                                           co_return "";
                                         }))
      .IgnoreError();
  asio::co_spawn(
      loop_, [&]() -> asio::awaitable<void> { first = (co_await a_.store.Commit(Request("r1"), fail)).status(); },
      asio::detached);
  asio::co_spawn(
      loop_,
      [&]() -> asio::awaitable<void> { second = (co_await a_.store.Commit(Request("r2"), refuse_if_taken)).status(); },
      asio::detached);
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return first && second; }));
  EXPECT_FALSE(first->ok());
  EXPECT_THAT(*second, testing::IsOk());
}

TEST_F(StoreTest, AnAnswerCutOffIsUnknownAndTheRetryHasItsEffectOnce) {
  testing::TcpGate gate(server_.port());
  Replica cut(loop_, server_.ClientOptions(gate.port()));
  const auto body = [](Transaction& tx) { return AddOne(tx, LetterKey("l1")); };
  ASSERT_THAT(Commit(cut.store, Request("r0"), body), testing::IsOk());
  gate.Stall();
  Mutation impatient = Request("r1");
  impatient.deadline = absl::Now() + absl::Milliseconds(200);
  EXPECT_FALSE(Commit(cut.store, impatient, body).ok());
  gate.Heal();
  EXPECT_THAT(Commit(cut.store, Request("r1"), body), testing::IsOk());
  EXPECT_THAT(Commit(cut.store, Request("r1"), body), testing::IsOk());
  EXPECT_EQ(Read("l1")->cursor(), "2");
}

TEST_F(StoreTest, PagesHoldEveryRecordOnceAlsoWhenScoresTie) {
  for (int i = 0; i < 23; ++i) {
    ASSERT_THAT(Put(absl::StrCat("r", i), absl::StrCat("l", 100 + i), MakeLetter("", "open", std::string(i / 10, 'x'))),
                testing::IsOk());
  }
  for (const Order order : {Order::kAscending, Order::kDescending}) {
    std::vector<std::string> seen;
    PageQuery query = ListOf("open");
    query.order = order;
    query.page_size = 4;
    do {
      const auto page = RunOnLoop(loop_, ListIds(a_.store, query, Soon()));
      ASSERT_THAT(page, testing::IsOk());
      seen.insert(seen.end(), page->ids.begin(), page->ids.end());
      query.page_token = page->next_page_token;
    } while (!query.page_token.empty());
    EXPECT_EQ(seen.size(), 23u);
    if (order == Order::kDescending) std::ranges::reverse(seen);
    EXPECT_TRUE(std::ranges::is_sorted(seen));
  }
}

TEST_F(StoreTest, APageTokenOfAnotherListIsRefused) {
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(Put(absl::StrCat("r", i), absl::StrCat("l", i), MakeLetter("", "open")), testing::IsOk());
  }
  PageQuery query = ListOf("open");
  query.page_size = 2;
  query.page_token = RunOnLoop(loop_, ListIds(a_.store, query, Soon()))->next_page_token;
  query.filter = "owner=anna";
  EXPECT_EQ(ReasonOf(RunOnLoop(loop_, ListIds(a_.store, query, Soon())).status()), Reason::kPageTokenInvalid);
  query.page_token = "garbage";
  EXPECT_EQ(ReasonOf(RunOnLoop(loop_, ListIds(a_.store, query, Soon())).status()), Reason::kPageTokenInvalid);
}

TEST_F(StoreTest, CountersAddUpExactlyUnderConcurrentCommits) {
  int done = 0;
  for (int i = 0; i < 100; ++i) {
    asio::co_spawn(
        loop_,
        [this, i, &done]() -> asio::awaitable<void> {
          const auto body = [](Transaction& tx) -> Answer {
            tx.Increment("d1", "day", "leads", 2);
            tx.Increment("d1", "day", "leads", 1);
            co_return "";
          };
          if ((co_await (i % 2 == 0 ? a_ : b_).store.Commit(Request(absl::StrCat("r", i)), body)).ok()) ++done;
        },
        asio::detached);
  }
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return done == 100; }));
  const auto counters = RunOnLoop(loop_, a_.store.ReadCounters("d1", {"day", "none"}, Soon()));
  EXPECT_THAT((*counters)[0], ::testing::ElementsAre(::testing::Pair("leads", 300)));
  EXPECT_THAT((*counters)[1], ::testing::IsEmpty());
}

class CountersTest : public StoreTest {
 protected:
  using Deltas = std::vector<std::pair<std::string, std::int64_t>>;

  void Add(Deltas deltas) {
    const auto body = [deltas = std::move(deltas)](Transaction& tx) -> Answer {
      for (const auto& [field, delta] : deltas) tx.Increment("d1", "day", field, delta);
      co_return "";
    };
    ASSERT_THAT(Commit(a_.store, Request(absl::StrCat("r", ++requests_)), body), testing::IsOk());
  }
  Store::Counters Counted() { return (*RunOnLoop(loop_, a_.store.ReadCounters("d1", {"day"}, Soon()))).front(); }
  std::int64_t Rows() { return server_.Run(redis::Command("HLEN", a_.store.keys().Counters("d1", "day"))).integer(); }

 private:
  int requests_ = 0;
};

TEST_F(CountersTest, ShareAFieldOfRedisAndAreReadOneByOne) {
  const Deltas fields = {{"l", 1},
                         {"m", 2},
                         {"7", 3},
                         {"vk\x1fl", 4},
                         {"vk\x1fta\x1f"
                          "7",
                          5},
                         {"vk\x1fta\x1f"
                          "07",
                          6},
                         {"vk\x1fta\x1f"
                          "107",
                          7},
                         {"vk\x1fta\x1f"
                          "199",
                          8},
                         {"vk 1\x1fl", 9}};
  Add(fields);
  EXPECT_THAT(Counted(), ::testing::UnorderedElementsAreArray(fields));
  EXPECT_EQ(Rows(), 5) << "none, vk, vk/ta/, vk/ta/1, vk 1";
}

TEST_F(CountersTest, AreExactFarBeyondSumsOfMoney) {
  for (const std::int64_t value :
       {1L, 127L, 128L, 255L, 256L, 65535L, 65536L, 4294967295L, 4294967296L, 9007199254740991L}) {
    for (const std::int64_t amount : {value, -value}) {
      Add({{"vk\x1fr", amount}});
      EXPECT_THAT(Counted(), ::testing::ElementsAre(::testing::Pair("vk\x1fr", amount)));
      Add({{"vk\x1fr", 1 - amount}});
      EXPECT_THAT(Counted(), ::testing::ElementsAre(::testing::Pair("vk\x1fr", 1)));
      Add({{"vk\x1fr", -1}});
    }
  }
}

TEST_F(CountersTest, OfZeroAreNotKept) {
  Add({{"vk\x1fl", 1}, {"vk\x1fp", 1}});
  Add({{"vk\x1fl", -1}});
  EXPECT_THAT(Counted(), ::testing::ElementsAre(::testing::Pair("vk\x1fp", 1)));
  Add({{"vk\x1fp", -1}});
  EXPECT_THAT(Counted(), ::testing::IsEmpty());
  EXPECT_EQ(Rows(), 0);
}

TEST_F(CountersTest, OfManyNeighboursAreAllRead) {
  Deltas fields;
  for (int i = 0; i < 250; ++i) fields.emplace_back(absl::StrCat("ta\x1f", i), i + 1);
  Add(fields);
  EXPECT_THAT(Counted(), ::testing::UnorderedElementsAreArray(fields));
  EXPECT_EQ(Rows(), 3);
}

TEST(UnpackRow, RefusesWhatTheScriptDoesNotWrite) {
  using namespace std::string_literals;
  for (const std::string& packed :
       {""s, "5"s, "\x81\xa1l"s, "\x81\xa1l\xcd\x01"s, "\x80\x80"s, "\xdf"s, "\x81\xa0\x01"s}) {
    EXPECT_FALSE(UnpackRow(packed).has_value()) << packed.size();
  }
}

TEST_F(StoreTest, AMovedCursorGoesForwardOnceOnly) {
  const auto body = [](Transaction& tx) { return AddOne(tx, LetterKey("l1")); };
  const std::uint32_t partition = a_.store.keys().PartitionOf("d1");
  EXPECT_THAT(
      RunOnLoop(loop_, a_.store.CommitEffect(partition, Guard{CursorMove{"lead", "", "1-1"}, {}}, Soon(), body)),
      testing::IsOk());
  EXPECT_THAT(RunOnLoop(loop_, b_.store.CommitEffect(partition, Guard{CursorMove{"lead", "", "1-1"}, {}}, Soon(), body))
                  .status(),
              StatusIs(absl::StatusCode::kAborted));
  EXPECT_EQ(Read("l1")->cursor(), "1");
}

}  // namespace
}  // namespace zamer::store
