// CreateLead through gRPC, against Redis given the same commands by a client that does nothing else.
//
// The commands are recorded once from the service itself. The limits are those of the project's design: at full speed
// at least 0.8 of Redis' own rate; at half of that load a p99 of at most 3 times Redis' own.
#include <cstdio>
#include <vector>

#include "tests/bench/department.h"
#include "tests/bench/figures.h"
#include "tests/bench/lead_load.h"
#include "tests/bench/redis_recording.h"
#include "tests/support/cluster.h"
#include "tests/support/redis_server.h"

namespace zamer::bench {
namespace {

constexpr int kLeads = 10'000;
constexpr int kInFlight = 64;
constexpr int kRounds = 5;

// What was executed before the load, and by it.
struct Recorded {
  std::vector<Words> before;
  std::vector<Words> load;
};

Recorded Record(testing::Cluster& cluster) {
  RedisRecording before(cluster.redis().port());
  SetUpDepartment(cluster);
  Recorded recorded{before.Stop(), {}};
  RedisRecording load(cluster.redis().port());
  CreateLeads(cluster.Address(testing::Service::kLead), {.leads = kLeads, .in_flight = kInFlight});
  for (Words& words : load.Stop()) {
    if (words.front() == "MGET" || words.front() == "EVALSHA") recorded.load.push_back(std::move(words));
  }
  return recorded;
}

// The service's Redis grows from round to round, the other begins each anew: rewriting the append-only file, at times
// of its own and the longer the more there is, would be counted for one only.
void KeepTheFile(testing::RedisServer& redis) {
  redis.Run(redis::Command("CONFIG", "SET", "auto-aof-rewrite-percentage", "0"));
}

void Prepare(testing::RedisServer& redis, const Recorded& recorded) {
  redis.Clear();
  Replay(redis.port(), recorded.before, 1);
}

int Run() {
  testing::Cluster cluster({.bin_dir = ZAMER_BIN_DIR});
  const Recorded recorded = Record(cluster);
  // They follow the leads' events, on cores that are the lead service's and Redis' here.
  for (const auto service : {testing::Service::kScheduling, testing::Service::kContract, testing::Service::kMetrics}) {
    cluster.Stop(service);
  }
  testing::RedisServer alone;
  KeepTheFile(cluster.redis());
  KeepTheFile(alone);
  const int per_call = static_cast<int>((recorded.load.size() + kLeads / 2) / kLeads);
  std::printf("CreateLead: %d leads, %d in flight, %d commands each, fsync on every commit, %d rounds\n", kLeads,
              kInFlight, per_call, kRounds);

  std::int64_t phone = kLeads;
  std::vector<double> ratios, rates;
  const std::string address = cluster.Address(testing::Service::kLead);
  for (int round = 0; round < kRounds; ++round, phone += kLeads) {
    const LoadResult service = CreateLeads(address, {.first_phone = phone, .leads = kLeads, .in_flight = kInFlight});
    Prepare(alone, recorded);
    const LoadResult redis = Replay(alone.port(), recorded.load, kInFlight);
    const double redis_rate = redis.rate() / per_call;
    if (service.failed + redis.failed > 0)
      std::printf("  failed: %ld calls, %ld commands\n", service.failed, redis.failed);
    std::printf("  round %d: service %.0f/s, Redis alone %.0f/s\n", round + 1, service.rate(), redis_rate);
    ratios.push_back(service.rate() / redis_rate);
    rates.push_back(service.rate());
  }
  bool kept = PrintAtLeast("rate: CreateLead / Redis alone with the same commands", Median(ratios), 0.8);

  const double half = Median(rates) / 2;
  std::vector<double> slower;
  for (int round = 0; round < kRounds; ++round, phone += kLeads) {
    const LoadResult service = CreateLeads(address, {.first_phone = phone, .leads = kLeads, .rate = half});
    Prepare(alone, recorded);
    const LoadResult redis = ReplayAtRate(alone.port(), recorded.load, per_call, half);
    const double service_ms = absl::ToDoubleMilliseconds(Quantile(service.latencies, 0.99));
    const double redis_ms = absl::ToDoubleMilliseconds(Quantile(redis.latencies, 0.99));
    std::printf("  round %d at %.0f/s: p99 service %.2f ms, Redis alone %.2f ms\n", round + 1, half, service_ms,
                redis_ms);
    slower.push_back(service_ms / redis_ms);
  }
  kept = PrintAtMost("p99 at half load: CreateLead / Redis alone", Median(slower), 3.0) && kept;
  return kept ? 0 : 1;
}

}  // namespace
}  // namespace zamer::bench

int main() { return zamer::bench::Run(); }
