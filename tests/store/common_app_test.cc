// What a service says of the ground it stands on, on a real Redis.
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "services/common/app/platform_collector.h"
#include "services/common/status/errors.h"
#include "tests/support/fakes.h"
#include "tests/support/loop.h"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"

namespace zamer::app {
namespace {

using ::testing::DoubleNear;
using ::testing::Gt;
using testing::IsOk;
using ::testing::Optional;
using testing::RedisServerOptions;
using testing::RunOnLoop;
using testing::RunUntil;
using Event = type::v1::EventMeta;
using Answer = asio::awaitable<absl::StatusOr<std::string>>;

absl::Time Soon() { return absl::Now() + absl::Seconds(20); }

// A feed with a few events in partition 3.
class ShortFeed final : public events::FeedSource {
 public:
  explicit ShortFeed(std::vector<events::FeedEvent> all) : all_(std::move(all)) {}
  const std::string& name() const override { return name_; }
  std::unique_ptr<events::FeedStream> Open(std::uint32_t partition, const std::string& cursor) override {
    return std::make_unique<Stream>(partition == 3 && cursor.empty() ? all_ : std::vector<events::FeedEvent>());
  }

 private:
  class Stream final : public events::FeedStream {
   public:
    explicit Stream(std::vector<events::FeedEvent> rest) : rest_(std::move(rest)) {}
    asio::awaitable<absl::StatusOr<events::FeedEvent>> Next() override {
      while (!cancelled_) {
        if (auto ready = TakeReady()) co_return *std::move(ready);
        co_await never_.Wait(absl::Now() + absl::Milliseconds(20));
      }
      co_return Unavailable(Reason::kPeerUnavailable, "The stream was cancelled.", absl::ZeroDuration());
    }
    std::optional<events::FeedEvent> TakeReady() override {
      if (rest_.empty()) return std::nullopt;
      events::FeedEvent first = std::move(rest_.front());
      rest_.erase(rest_.begin());
      return first;
    }
    void Cancel() override { cancelled_ = true; }

   private:
    std::vector<events::FeedEvent> rest_;
    events::Signal never_;
    bool cancelled_ = false;
  };

  std::string name_ = "lead";
  std::vector<events::FeedEvent> all_;
};

class PlatformCollectorTest : public ::testing::Test {
 protected:
  // One process of a service that follows a feed, in which "bad" is refused.
  struct Service {
    Service(asio::io_context& its_loop, const Clock& clock, const redis::Options& options, ShortFeed& feed)
        : loop(its_loop),
          redis(loop, options),
          tail(loop, options),
          store(redis, "test", store::KeySpace("test", 16)),
          log(store, tail),
          leases(store, "holder"),
          consumer(loop, clock, store, leases, feed,
                   {.apply = [](store::Transaction&, const events::FeedEvent& event) -> asio::awaitable<absl::Status> {
                     if (event.bytes != "bad") co_return absl::OkStatus();
                     co_return NotFound(Reason::kLeadNotFound, "There is no such lead.");
                   }}),
          collector(loop, store, log, {&consumer}) {}
    ~Service() {
      consumer.Stop();
      EXPECT_TRUE(RunUntil(loop, [this] { return consumer.idle(); }));
      redis.Close();
      tail.Close();
    }

    asio::io_context& loop;
    redis::Client redis;
    redis::Client tail;
    store::Store store;
    events::EventLog log;
    events::Leases leases;
    events::Consumer consumer;
    PlatformCollector collector;
  };

  void Start(RedisServerOptions options = {}) {
    redis_ = std::make_unique<testing::RedisServer>(std::move(options));
    service_ = std::make_unique<Service>(loop_, clock_, redis_->ClientOptions(), feed_);
  }

  // The sample of that name, with that label where one is given; nothing where there is none.
  std::optional<double> Sample(const std::string& name, const std::string& label = {}) {
    const auto families = RunOnLoop(loop_, service_->collector.Gather(Soon()));
    EXPECT_THAT(families, IsOk());
    return SampleOf(*families, name, label);
  }
  static std::optional<double> SampleOf(const metrics::Families& families, const std::string& name,
                                        const std::string& label) {
    const auto family = std::ranges::find(families, name, &prometheus::MetricFamily::name);
    if (family == families.end()) return std::nullopt;
    for (const prometheus::ClientMetric& metric : family->metric) {
      if (label.empty() || metric.label.back().value == label) return metric.gauge.value + metric.counter.value;
    }
    return std::nullopt;
  }

  asio::io_context loop_;
  testing::FakeClock clock_{testing::TestNow()};
  ShortFeed feed_{{{"1700000000000-0", "good"}, {"1700000000500-0", "bad"}, {"1700000001250-3", "good"}}};
  std::unique_ptr<testing::RedisServer> redis_;
  std::unique_ptr<Service> service_;
};

TEST_F(PlatformCollectorTest, SeesThatRedisKeepsWhatItAcknowledges) {
  Start();
  EXPECT_EQ(Sample("zamer_redis_up"), 1);
  EXPECT_EQ(Sample("zamer_redis_aof_enabled"), 1);
  EXPECT_EQ(Sample("zamer_redis_aof_write_ok"), 1);
  EXPECT_EQ(Sample("zamer_redis_fsync_always"), 1);
  EXPECT_EQ(Sample("zamer_redis_noeviction"), 1);
  EXPECT_EQ(Sample("zamer_redis_memory_limit_bytes"), 0);
  EXPECT_THAT(Sample("zamer_redis_memory_bytes"), Optional(Gt(100'000)));
  EXPECT_THAT(Sample("zamer_redis_commands_total", "answered"), Optional(Gt(10)));
}

TEST_F(PlatformCollectorTest, SeesARedisThatMayLoseWrites) {
  Start({.fsync = "everysec", .config = {"maxmemory 100mb", "maxmemory-policy allkeys-lru"}});
  EXPECT_EQ(Sample("zamer_redis_fsync_always"), 0);
  EXPECT_EQ(Sample("zamer_redis_noeviction"), 0);
  EXPECT_EQ(Sample("zamer_redis_memory_limit_bytes"), 100 * 1024 * 1024);
  redis_->Run(redis::Command("CONFIG", "SET", "appendonly", "no"));
  EXPECT_EQ(Sample("zamer_redis_aof_enabled"), 0);
}

TEST_F(PlatformCollectorTest, LeavesOutWhatItMayNotAsk) {
  Start({.username = "zamer", .password = "secret", .rights = "~* &* +@all -config"});
  EXPECT_EQ(Sample("zamer_redis_up"), 1);
  EXPECT_EQ(Sample("zamer_redis_fsync_always"), std::nullopt);
}

TEST_F(PlatformCollectorTest, ShowsHowFarEventsReachAndWhatWasPutAside) {
  Start();
  EXPECT_EQ(Sample("zamer_event_log_newest_timestamp_seconds", "3"), 0);
  EXPECT_EQ(Sample("zamer_events_applied_timestamp_seconds", "3"), 0);
  EXPECT_EQ(Sample("zamer_dead_letters"), 0);

  const std::uint32_t own = service_->store.keys().PartitionOf("d1");
  const auto commit = [&](store::Transaction& tx) -> Answer {
    tx.Emit(Event());
    co_return std::string();
  };
  ASSERT_THAT(RunOnLoop(loop_, service_->store.Commit({"d1", "request", "12345678", Soon()}, commit)), IsOk());
  service_->consumer.Start();
  EXPECT_TRUE(RunUntil(loop_, [&] { return service_->consumer.stats().applied == 2; }));

  const double now = absl::ToDoubleSeconds(absl::Now() - absl::UnixEpoch());
  EXPECT_THAT(Sample("zamer_event_log_newest_timestamp_seconds", absl::StrCat(own)), Optional(DoubleNear(now, 60)));
  EXPECT_THAT(Sample("zamer_events_applied_timestamp_seconds", "3"), Optional(DoubleNear(1700000001.25, 1e-6)));
  EXPECT_EQ(Sample("zamer_events_applied_timestamp_seconds", "4"), 0);
  EXPECT_EQ(Sample("zamer_dead_letters"), 1);
}

TEST_F(PlatformCollectorTest, SaysThatRedisIsDownAndNothingElse) {
  Start();
  ASSERT_EQ(Sample("zamer_redis_up"), 1);
  redis_->Stop();
  metrics::Families families;
  std::atomic<bool> done = false;
  std::thread scraper([&] {
    families = service_->collector.Collect();
    done = true;
  });
  EXPECT_TRUE(RunUntil(loop_, [&] { return done.load(); }));
  scraper.join();
  ASSERT_EQ(families.size(), 1u);
  EXPECT_EQ(SampleOf(families, "zamer_redis_up", {}), 0);
  redis_->Start();  // so that the consumer can give up its leases
}

}  // namespace
}  // namespace zamer::app
