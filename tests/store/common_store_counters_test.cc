#include "services/common/store/counter_reads.h"
#include "services/common/store/counters.h"
#include "tests/store/store_fixture.h"

namespace zamer::store {
namespace {

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

TEST_F(CountersTest, OfSeveralHashesCanBeReadAsOfOneMoment) {
  // A commit always adds to both.
  int added = 0;
  for (int i = 0; i < 200; ++i) {
    asio::co_spawn(
        loop_,
        [this, i, &added]() -> asio::awaitable<void> {
          const auto body = [](Transaction& tx) -> Answer {
            tx.Increment("d1", "first", "leads", 1);
            tx.Increment("d1", "last", "leads", 1);
            co_return "";
          };
          if ((co_await b_.store.Commit(Request(absl::StrCat("both", i)), body)).ok()) ++added;
        },
        asio::detached);
  }
  do {
    const auto counters =
        RunOnLoop(loop_, ReadCountersAtOnce(a_.store, "d1", {"first", "none", "last"}, Soon())).value();
    EXPECT_EQ(counters[0], counters[2]);
    EXPECT_THAT(counters[1], ::testing::IsEmpty());
  } while (added < 200);
}

TEST(UnpackRow, RefusesWhatTheScriptDoesNotWrite) {
  using namespace std::string_literals;
  for (const std::string& packed :
       {""s, "5"s, "\x81\xa1l"s, "\x81\xa1l\xcd\x01"s, "\x80\x80"s, "\xdf"s, "\x81\xa0\x01"s}) {
    EXPECT_FALSE(UnpackRow(packed).has_value()) << packed.size();
  }
}

}  // namespace
}  // namespace zamer::store
