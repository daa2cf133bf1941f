#include "services/common/app/platform_collector.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "services/common/events/dead_letters.h"
#include "services/common/redis/reply_status.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"

namespace zamer::app {
namespace {

constexpr char kUp[] = "zamer_redis_up";
constexpr char kUpHelp[] = "Whether Redis answered for this scrape.";

// The value of a line `field:value` of INFO; empty where there is none.
std::string_view FieldOf(std::string_view info, std::string_view field) {
  const std::string begin = absl::StrCat("\n", std::string(field), ":");
  std::size_t at = info.find(begin);
  if (at == std::string_view::npos) return {};
  at += begin.size();
  return info.substr(at, info.find('\r', at) - at);
}

double NumberOf(std::string_view info, std::string_view field) {
  double number = 0;
  const std::string_view text = FieldOf(info, field);
  return absl::SimpleAtod({text.data(), text.size()}, &number) ? number : 0;
}

// A cursor begins with the millisecond at which Redis stored the event; the empty one is before all.
double SecondsOf(const std::string& cursor) {
  std::int64_t ms = 0;
  return absl::SimpleAtoi(cursor.substr(0, cursor.find('-')), &ms) ? static_cast<double>(ms) / 1000 : 0;
}

void AddClient(const redis::ClientStats& stats, metrics::SampleSet& samples) {
  const auto commands = [&](const char* outcome, std::uint64_t count) {
    samples.Counter("zamer_redis_commands_total", "Commands to Redis, by what became of them.",
                    static_cast<double>(count), {{"outcome", outcome}});
  };
  commands("answered", stats.answered);
  commands("not_sent", stats.not_sent);
  commands("unknown", stats.unknown);
  samples.Counter("zamer_redis_connections_total", "Connections to Redis that became ready.",
                  static_cast<double>(stats.connections));
  samples.Gauge("zamer_redis_waiting_commands", "Commands that wait to be written or for their answer.",
                static_cast<double>(stats.queued + stats.in_flight));
}

}  // namespace

metrics::Families PlatformCollector::Collect() const {
  std::optional<metrics::Families> families =
      metrics::CollectOnLoop(loop_, kPatience, [this](absl::Time deadline) { return Gather(deadline); });
  if (families) return *std::move(families);
  metrics::SampleSet down;
  down.Gauge(kUp, kUpHelp, 0);
  return std::move(down).Take();
}

asio::awaitable<absl::StatusOr<metrics::Families>> PlatformCollector::Gather(absl::Time deadline) const {
  metrics::SampleSet samples;
  samples.Gauge(kUp, kUpHelp, 1);
  ZAMER_CO_RETURN_IF_ERROR(co_await GatherRedis(samples, deadline));
  ZAMER_CO_RETURN_IF_ERROR(co_await GatherEvents(samples, deadline));
  co_return std::move(samples).Take();
}

asio::awaitable<absl::Status> PlatformCollector::GatherRedis(metrics::SampleSet& samples, absl::Time deadline) const {
  redis::Client& redis = store_.redis();
  const absl::Time asked = absl::Now();
  ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply persistence,
                            redis::ToReply(co_await redis.Run(redis::Command("INFO", "persistence"), deadline)));
  samples.Gauge("zamer_redis_round_trip_seconds", "How long Redis took to answer for this scrape.",
                absl::ToDoubleSeconds(absl::Now() - asked));
  ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply memory,
                            redis::ToReply(co_await redis.Run(redis::Command("INFO", "memory"), deadline)));
  samples.Gauge("zamer_redis_aof_enabled", "Whether Redis writes a log of what it acknowledges.",
                NumberOf(persistence.text(), "aof_enabled"));
  samples.Gauge("zamer_redis_aof_write_ok", "Whether its last write of the log succeeded.",
                FieldOf(persistence.text(), "aof_last_write_status") == "ok" ? 1 : 0);
  samples.Gauge("zamer_redis_noeviction", "Whether Redis refuses writes rather than drop keys when memory is full.",
                FieldOf(memory.text(), "maxmemory_policy") == "noeviction" ? 1 : 0);
  samples.Gauge("zamer_redis_memory_bytes", "Memory of Redis in use.", NumberOf(memory.text(), "used_memory"));
  samples.Gauge("zamer_redis_memory_limit_bytes", "Most memory that Redis may use; 0 without a limit.",
                NumberOf(memory.text(), "maxmemory"));
  // Rights may forbid the question: then it stays open.
  const redis::Result fsync = co_await redis.Run(redis::Command("CONFIG", "GET", "appendfsync"), deadline);
  if (fsync.answered() && !fsync.reply()->is_error()) {
    samples.Gauge("zamer_redis_fsync_always", "Whether Redis syncs its log to the disk before it acknowledges.",
                  (*fsync.reply())[1].text() == "always" ? 1 : 0);
  }
  AddClient(redis.stats(), samples);
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> PlatformCollector::GatherEvents(metrics::SampleSet& samples, absl::Time deadline) const {
  std::int64_t letters = 0;
  for (std::uint32_t partition = 0; partition < store_.keys().partitions(); ++partition) {
    ZAMER_CO_ASSIGN_OR_RETURN(const std::int64_t more, co_await events::CountDeadLetters(store_, partition, deadline));
    ZAMER_CO_ASSIGN_OR_RETURN(const std::string newest, co_await log_.Latest(partition, deadline));
    letters += more;
    const std::string label = absl::StrCat(partition);
    samples.Gauge("zamer_event_log_newest_timestamp_seconds",
                  "When the newest event of this service was stored; 0 before the first.", SecondsOf(newest),
                  {{"partition", label}});
    for (events::Consumer* consumer : consumers_) {
      samples.Gauge("zamer_events_applied_timestamp_seconds",
                    "When the newest event that was applied here had been stored by its service; 0 before the first.",
                    SecondsOf(consumer->positions().applied(partition)),
                    {{"feed", consumer->feed()}, {"partition", label}});
    }
  }
  samples.Gauge("zamer_dead_letters", "Events that were put aside and wait to be applied again.",
                static_cast<double>(letters));
  co_return absl::OkStatus();
}

}  // namespace zamer::app
