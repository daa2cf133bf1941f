#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "services/common/events/consumer.h"
#include "services/common/events/dead_letters.h"
#include "services/common/events/event_log.h"
#include "services/common/events/positions.h"
#include "services/common/events/timers.h"
#include "services/common/status/errors.h"
#include "services/common/store/store.h"
#include "tests/support/fakes.h"
#include "tests/support/loop.h"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"
#include "zamer/type/v1/event.pb.h"

namespace zamer::store {

template <>
struct Indexer<type::v1::EventMeta> {
  static Indexes Of(const type::v1::EventMeta& record) {
    Indexes indexes;
    if (record.has_occurred_time()) indexes.timer = absl::FromUnixSeconds(record.occurred_time().seconds());
    return indexes;
  }
};

}  // namespace zamer::store

namespace zamer::events {
namespace {

using testing::RunOnLoop;
using testing::RunUntil;
using Answer = asio::awaitable<absl::StatusOr<std::string>>;
using Count = type::v1::EventMeta;  // any stored message: `version` counts

constexpr char kDepartment[] = "d1";
const store::Key kSum{kDepartment, "sum", "all"};

absl::Time Soon() { return absl::Now() + absl::Seconds(20); }

// A feed of partition 7 kept in memory. Streams can be broken off, also in the middle of what they have to tell.
class MemoryFeed final : public FeedSource {
 public:
  const std::string& name() const override { return name_; }

  std::unique_ptr<FeedStream> Open(std::uint32_t partition, const std::string& cursor) override {
    ++opened;
    return std::make_unique<Stream>(*this, partition, cursor);
  }

  void Add(std::string bytes) {
    events_.push_back({absl::StrCat(events_.size() + 1, "-0"), std::move(bytes)});
    grown_.Notify();
  }
  std::string Last() const { return events_.back().cursor; }

  int opened = 0;
  int break_after = 1 << 30;  // events of one stream

 private:
  class Stream final : public FeedStream {
   public:
    Stream(MemoryFeed& feed, std::uint32_t partition, const std::string& cursor)
        : feed_(feed), at_(partition == 7 ? 0 : SIZE_MAX) {
      while (at_ < feed_.events_.size() && CompareCursors(feed_.events_[at_].cursor, cursor) <= 0) ++at_;
    }
    asio::awaitable<absl::StatusOr<FeedEvent>> Next() override {
      while (true) {
        if (auto ready = TakeReady()) co_return *ready;
        if (cancelled_ || told_ >= feed_.break_after) {
          co_return Unavailable(Reason::kPeerUnavailable, "broken off", absl::ZeroDuration());
        }
        co_await feed_.grown_.Wait(absl::Now() + absl::Milliseconds(50));
      }
    }
    std::optional<FeedEvent> TakeReady() override {
      if (cancelled_ || told_ >= feed_.break_after || at_ >= feed_.events_.size()) return std::nullopt;
      ++told_;
      return feed_.events_[at_++];
    }
    void Cancel() override { cancelled_ = true; }

   private:
    MemoryFeed& feed_;
    std::size_t at_;
    int told_ = 0;
    bool cancelled_ = false;
  };

  std::string name_ = "lead";
  std::vector<FeedEvent> events_;
  Signal grown_;
};

class EventsTest : public ::testing::Test {
 protected:
  // One process that follows the feed and adds up what it hears.
  struct Replica {
    Replica(EventsTest& test, std::string holder, FeedSource& feed)
        : loop(test.loop_),
          redis(loop, test.server_.ClientOptions()),
          store(redis, "test", store::KeySpace("test", 16)),
          leases(store, std::move(holder)),
          consumer(loop, test.clock_, store, leases, feed,
                   {.apply = [this](store::Transaction& tx, const FeedEvent& event) { return Apply(tx, event); }}) {}
    ~Replica() {
      consumer.Stop();
      EXPECT_TRUE(testing::RunUntil(loop, [this] { return consumer.idle(); }));
      redis.Close();
    }

    asio::awaitable<absl::Status> Apply(store::Transaction& tx, const FeedEvent& event) {
      if (event.bytes == refused) co_return NotFound(Reason::kLeadNotFound, "There is no such lead.");
      ZAMER_CO_ASSIGN_OR_RETURN(auto now, co_await tx.Get<Count>(kSum));
      Count next = now ? *now : Count();
      next.set_version(next.version() + std::stoi(event.bytes));
      tx.Put(kSum, next);
      co_return absl::OkStatus();
    }

    asio::io_context& loop;
    redis::Client redis;
    store::Store store;
    Leases leases;
    std::string refused = "none";
    Consumer consumer;
  };

  std::int64_t Sum(Replica& replica) {
    const auto read = RunOnLoop(loop_, replica.store.Get<Count>(kSum, Soon()));
    return read->record ? read->record->version() : 0;
  }

  // Waits for the sum; false when it is not reached in time.
  bool SumBecomes(Replica& replica, std::int64_t sum) {
    return RunOnLoop(loop_, [](Replica& asked, std::int64_t wanted) -> asio::awaitable<bool> {
      Signal never;
      for (int i = 0; i < 400; ++i) {
        const auto read = co_await asked.store.Get<Count>(kSum, Soon());
        if (read.ok() && read->record && read->record->version() == wanted) co_return true;
        co_await never.Wait(absl::Now() + absl::Milliseconds(20));
      }
      co_return false;
    }(replica, sum));
  }

  asio::io_context loop_;
  testing::FakeClock clock_{testing::TestNow()};
  testing::RedisServer server_;
  MemoryFeed feed_;
};

TEST_F(EventsTest, EveryEventCountsOnce) {
  Replica replica(*this, "a", feed_);
  replica.consumer.Start();
  for (int i = 1; i <= 100; ++i) feed_.Add(std::to_string(i));
  EXPECT_TRUE(SumBecomes(replica, 5050));
}

TEST_F(EventsTest, AStreamThatBreaksOffAgainAndAgainLosesAndRepeatsNothing) {
  feed_.break_after = 7;
  Replica replica(*this, "a", feed_);
  replica.consumer.Start();
  for (int i = 1; i <= 40; ++i) feed_.Add(std::to_string(i));
  EXPECT_TRUE(SumBecomes(replica, 820));
  EXPECT_GT(feed_.opened, 5);
}

TEST_F(EventsTest, TwoWhoBothThinkThePartitionIsTheirsCountEachEventOnce) {
  Replica a(*this, "same-holder", feed_);
  Replica b(*this, "same-holder", feed_);
  a.consumer.Start();
  b.consumer.Start();
  for (int i = 1; i <= 300; ++i) feed_.Add("1");
  ASSERT_TRUE(SumBecomes(a, 300));
  testing::RunFor(loop_, absl::Milliseconds(300));
  EXPECT_EQ(Sum(a), 300);
}

TEST_F(EventsTest, ANewProcessGoesOnWhereTheLastOneEnded) {
  {
    Replica first(*this, "a", feed_);
    first.consumer.Start();
    for (int i = 0; i < 10; ++i) feed_.Add("1");
    ASSERT_TRUE(SumBecomes(first, 10));
  }
  Replica second(*this, "a", feed_);
  second.consumer.Start();
  feed_.Add("5");
  EXPECT_TRUE(SumBecomes(second, 15));
}

TEST_F(EventsTest, ARefusedEventIsPutAsideAndAppliedOnRedrive) {
  Replica replica(*this, "a", feed_);
  replica.refused = "7";
  replica.consumer.Start();
  for (const char* value : {"1", "7", "2"}) feed_.Add(value);
  ASSERT_TRUE(SumBecomes(replica, 3));
  type::v1::ListDeadLettersRequest list;
  list.set_partition(7);
  auto letters = RunOnLoop(loop_, ListDeadLetters(replica.store, list, Soon()));
  ASSERT_EQ(letters->dead_letters_size(), 1);
  EXPECT_EQ(letters->dead_letters(0).reason(), "LEAD_NOT_FOUND");
  EXPECT_EQ(letters->dead_letters(0).event(), "7");

  type::v1::RedriveRequest redrive;
  redrive.set_partition(7);
  auto again = RunOnLoop(loop_, Redrive(replica.store, {&replica.consumer}, redrive, Soon()));
  EXPECT_EQ(again->failed(), 1);
  replica.refused = "none";
  again = RunOnLoop(loop_, Redrive(replica.store, {&replica.consumer}, redrive, Soon()));
  EXPECT_EQ(again->applied(), 1);
  EXPECT_EQ(Sum(replica), 10);
  again = RunOnLoop(loop_, Redrive(replica.store, {&replica.consumer}, redrive, Soon()));
  EXPECT_EQ(again->applied() + again->failed(), 0);
}

TEST_F(EventsTest, AReadWaitsUntilItsPositionIsApplied) {
  Replica replica(*this, "a", feed_);
  replica.consumer.Start();
  for (int i = 0; i < 10; ++i) feed_.Add("1");
  const auto wait = WaitForPositions({&replica.consumer});
  EXPECT_THAT(RunOnLoop(loop_, wait(absl::StrCat("lead/7/", feed_.Last()), Soon())), testing::IsOk());
  EXPECT_EQ(Sum(replica), 10);
  EXPECT_THAT(RunOnLoop(loop_, wait("contract/7/99-0", Soon())), testing::IsOk()) << "a feed that is not followed";
  EXPECT_EQ(ReasonOf(RunOnLoop(loop_, wait("lead/7/99-0", absl::Now() + absl::Milliseconds(50)))),
            Reason::kPositionNotReached);
  EXPECT_EQ(ReasonOf(RunOnLoop(loop_, wait("nonsense", Soon()))), Reason::kFieldInvalid);
}

TEST_F(EventsTest, TheLogIsReadInOrderFromAnyCursorAndTellsWhenItGrows) {
  redis::Client redis(loop_, server_.ClientOptions());
  redis::Client tail(loop_, server_.ClientOptions());
  store::Store store(redis, "test", store::KeySpace("test", 16));
  EventLog log(store, tail);
  const std::uint32_t partition = store.keys().PartitionOf(kDepartment);
  const auto emit = [&](std::int64_t version) {
    return RunOnLoop(loop_,
                     store.CommitEffect(partition, store::Guard{}, Soon(), [=](store::Transaction& tx) -> Answer {
                       Count event;
                       event.set_version(version);
                       tx.Emit(event);
                       co_return "";
                     }));
  };
  bool grown = false;
  asio::co_spawn(
      loop_, [&]() -> asio::awaitable<void> { grown = co_await log.Grown(partition).Wait(Soon()); }, asio::detached);
  for (int i = 1; i <= 5; ++i) ASSERT_THAT(emit(i), testing::IsOk());
  EXPECT_TRUE(RunUntil(loop_, [&] { return grown; }));
  const auto two = RunOnLoop(loop_, log.Read(partition, "", 2, Soon()));
  ASSERT_EQ(two->size(), 2u);
  const auto rest = RunOnLoop(loop_, log.Read(partition, (*two)[1].cursor, 100, Soon()));
  ASSERT_EQ(rest->size(), 3u);
  Count third;
  ASSERT_TRUE(third.ParseFromString(rest->front().bytes));
  EXPECT_EQ(third.version(), 3);
  EXPECT_EQ(*RunOnLoop(loop_, log.Latest(partition, Soon())), rest->back().cursor);
  EXPECT_EQ(ReasonOf(RunOnLoop(loop_, log.Read(partition, "x", 2, Soon())).status()), Reason::kCursorUnknown);
  redis.Close();
  tail.Close();
}

TEST_F(EventsTest, AnotherReplicasEventsAreNoticedThroughTheTail) {
  redis::Client redis(loop_, server_.ClientOptions());
  redis::Client tail(loop_, server_.ClientOptions());
  store::Store store(redis, "test", store::KeySpace("test", 16));
  EventLog log(store, tail);
  bool ended = false;
  asio::co_spawn(
      loop_,
      [&]() -> asio::awaitable<void> {
        co_await log.Follow();
        ended = true;
      },
      asio::detached);
  bool grown = false;
  asio::co_spawn(loop_, [&]() -> asio::awaitable<void> { grown = co_await log.Grown(3).Wait(Soon()); }, asio::detached);
  const bool noticed = RunUntil(loop_, [&] {
    server_.Run(redis::Command("XADD", store.keys().Events(3), "*", "e", "x"));
    testing::RunFor(loop_, absl::Milliseconds(20));
    return grown;
  });
  EXPECT_TRUE(noticed);

  // An empty log does not grow when another does. Partitions are looked at in order, so that 0 is known to be empty.
  bool empty_woke = false;
  const auto wait = [&](std::uint32_t partition, bool& woke) -> asio::awaitable<void> {
    co_await log.Grown(partition).Wait(Soon());
    woke = true;
  };
  grown = false;
  asio::co_spawn(loop_, wait(0, empty_woke), asio::detached);
  asio::co_spawn(loop_, wait(3, grown), asio::detached);
  server_.Run(redis::Command("XADD", store.keys().Events(3), "*", "e", "x"));
  EXPECT_TRUE(RunUntil(loop_, [&] { return grown; }));
  EXPECT_FALSE(empty_woke);

  tail.Close();
  EXPECT_TRUE(RunUntil(loop_, [&] { return ended; }));
  redis.Close();
}

class TimersTest : public EventsTest {
 protected:
  void Schedule(store::Store& store, std::string id, absl::Duration in) {
    const store::Key key{kDepartment, "clock", std::move(id)};
    const std::int64_t at = absl::ToUnixSeconds(clock_.Now() + in);
    const auto put = [=](store::Transaction& tx) -> Answer {
      Count record;
      record.mutable_occurred_time()->set_seconds(at);
      tx.Put(key, record);
      co_return "";
    };
    ASSERT_THAT(
        RunOnLoop(loop_, store.CommitEffect(store.keys().PartitionOf(kDepartment), store::Guard{}, Soon(), put)),
        testing::IsOk());
  }

  asio::awaitable<absl::Status> Fire(store::Transaction& tx, const store::Key& key) {
    ZAMER_CO_ASSIGN_OR_RETURN(auto now, co_await tx.Get<Count>(key));
    Count next = *now;
    next.clear_occurred_time();
    next.set_version(next.version() + 1);
    tx.Put(key, next);
    fired_.push_back(key.id);
    co_return absl::OkStatus();
  }

  std::vector<std::string> fired_;
};

TEST_F(TimersTest, FireWhenDueInOrderAndOnce) {
  Replica a(*this, "a", feed_);
  Timers timers(loop_, clock_, a.store, a.leases,
                [this](store::Transaction& tx, const store::Key& key, absl::Time) { return Fire(tx, key); });
  Schedule(a.store, "second", absl::Minutes(2));
  Schedule(a.store, "first", absl::Minutes(1));
  Schedule(a.store, "later", absl::Hours(30));
  const std::uint32_t partition = a.store.keys().PartitionOf(kDepartment);
  EXPECT_EQ(*RunOnLoop(loop_, timers.RunDue(partition, Soon())), 0);
  clock_.Set(clock_.Now() + absl::Hours(24));  // a day of downtime
  EXPECT_EQ(*RunOnLoop(loop_, timers.RunDue(partition, Soon())), 2);
  EXPECT_EQ(*RunOnLoop(loop_, timers.RunDue(partition, Soon())), 0);
  EXPECT_THAT(fired_, ::testing::ElementsAre("first", "second"));
}

TEST_F(TimersTest, TwoReplicasFireATimerOnceInEffect) {
  Replica a(*this, "same-holder", feed_);
  Replica b(*this, "same-holder", feed_);
  const auto fire = [this](store::Transaction& tx, const store::Key& key, absl::Time) { return Fire(tx, key); };
  Timers one(loop_, clock_, a.store, a.leases, fire);
  Timers two(loop_, clock_, b.store, b.leases, fire);
  for (int i = 0; i < 20; ++i) Schedule(a.store, absl::StrCat("t", i), absl::Minutes(1));
  clock_.Set(clock_.Now() + absl::Hours(1));
  one.Start();
  two.Start();
  const auto all_fired = [&] { return std::set<std::string>(fired_.begin(), fired_.end()).size() == 20; };
  ASSERT_TRUE(RunUntil(loop_, all_fired));
  testing::RunFor(loop_, absl::Milliseconds(600));
  for (int i = 0; i < 20; ++i) {
    const auto read = RunOnLoop(loop_, a.store.Get<Count>({kDepartment, "clock", absl::StrCat("t", i)}, Soon()));
    EXPECT_EQ(read->record->version(), 1) << i;
  }
}

TEST_F(EventsTest, ALeaseIsHeldByOneUntilItIsGivenUp) {
  Replica a(*this, "a", feed_);
  Replica b(*this, "b", feed_);
  EXPECT_TRUE(RunOnLoop(loop_, a.leases.Hold(3, "job")));
  EXPECT_TRUE(RunOnLoop(loop_, a.leases.Hold(3, "job")));
  EXPECT_FALSE(RunOnLoop(loop_, b.leases.Hold(3, "job")));
  RunOnLoop(loop_, b.leases.Release(3, "job"));
  EXPECT_FALSE(RunOnLoop(loop_, b.leases.Hold(3, "job"))) << "nobody gives up what another holds";
  RunOnLoop(loop_, a.leases.Release(3, "job"));
  EXPECT_TRUE(RunOnLoop(loop_, b.leases.Hold(3, "job")));
}

}  // namespace
}  // namespace zamer::events
