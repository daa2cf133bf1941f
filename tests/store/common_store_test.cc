#include "tests/store/store_fixture.h"

namespace zamer::store {
namespace {

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
  const auto first = Put("r1", "l1", MakeLetter("vk"));
  ASSERT_THAT(first, testing::IsOk());
  ASSERT_EQ(first->answer, "l1");
  const auto again = Put("r1", "l1", MakeLetter("other"));
  ASSERT_THAT(again, testing::IsOk());
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->answer, "l1");
  EXPECT_EQ(again->position, first->position);
  EXPECT_EQ(Read("l1")->feed(), "vk");
}

TEST_F(StoreTest, ARetryIsAnsweredEvenWhereItsBodyWouldNowRefuse) {
  const auto first = Put("r1", "l1", MakeLetter("vk"));
  ASSERT_THAT(first, testing::IsOk());
  const auto again = Commit(a_.store, Request("r1"),
                            [](Transaction&) -> Answer { co_return IllegalTransition("letter", "SENT", "SENT"); });
  ASSERT_THAT(again, testing::IsOk());
  EXPECT_EQ(again->answer, "l1");
  EXPECT_EQ(again->position, first->position);
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
  const auto add = [](const std::string& name) {
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
