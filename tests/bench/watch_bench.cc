// How long an acknowledged lead takes to show in WatchKpis while leads make 2,000 events a second. Limit: p99 250 ms.
#include <absl/time/clock.h>

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "tests/bench/department.h"
#include "tests/bench/figures.h"
#include "tests/bench/lead_load.h"
#include "tests/support/cluster.h"
#include "zamer/metrics/v1/metrics_service.grpc.pb.h"

namespace zamer::bench {
namespace {

// A new lead with a phone makes three events: created, assigned, phone captured.
constexpr int kEventsPerLead = 3;
constexpr double kEventsPerSecond = 2000;
constexpr int kLeads = 7000;

struct Seen {
  std::int64_t leads;
  absl::Time time;
};

metrics::v1::WatchKpisRequest Today() {
  metrics::v1::WatchKpisRequest request;
  metrics::v1::QueryKpisRequest& query = *request.mutable_query();
  query.set_parent(kDepartment);
  const absl::CivilDay today = DayOf(absl::Now(), *LoadZone("Europe/Moscow"));
  *query.mutable_period()->mutable_start_date() = ToDate(today - 1);
  *query.mutable_period()->mutable_end_date() = ToDate(today + 1);
  query.set_basis(metrics::v1::EVENT_DATE);
  query.add_kpis("leads");
  return request;
}

// Notes each snapshot's count until it reaches `until`.
std::vector<Seen> Watch(const std::shared_ptr<grpc::Channel>& channel, std::int64_t until) {
  const auto stub = metrics::v1::MetricsService::NewStub(channel);
  const auto context = ContextFor(BearerOf("head", type::v1::SALES_HEAD));
  context->set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(120)));
  const auto stream = stub->WatchKpis(context.get(), Today());
  std::vector<Seen> seen;
  for (metrics::v1::WatchKpisResponse response; stream->Read(&response);) {
    if (!response.has_snapshot() || response.snapshot().rows().empty()) continue;
    seen.push_back({response.snapshot().rows(0).values(0).count(), absl::Now()});
    if (seen.back().leads >= until) break;
  }
  context->TryCancel();
  return seen;
}

int Run() {
  testing::Cluster cluster({.bin_dir = ZAMER_BIN_DIR});
  SetUpDepartment(cluster);
  const std::string leads = cluster.Address(testing::Service::kLead);
  CreateLeads(leads, {.first_phone = 1'000'000, .leads = 200, .in_flight = 8});
  const std::int64_t before = Watch(cluster.Channel(testing::Service::kMetrics), 200).back().leads;

  std::vector<Seen> seen;
  std::thread watcher([&] { seen = Watch(cluster.Channel(testing::Service::kMetrics), before + kLeads); });
  const LoadResult load =
      CreateLeads(leads, {.first_phone = 2'000'000, .leads = kLeads, .rate = kEventsPerSecond / kEventsPerLead});
  watcher.join();

  // The n-th acknowledgement must show by the first snapshot that counts n.
  std::vector<absl::Time> acknowledged = load.acknowledged;
  std::ranges::sort(acknowledged);
  std::vector<absl::Duration> delays;
  auto snapshot = seen.begin();
  for (std::size_t n = 0; n < acknowledged.size(); ++n) {
    while (snapshot != seen.end() && snapshot->leads < before + static_cast<std::int64_t>(n) + 1) ++snapshot;
    if (snapshot == seen.end()) break;
    delays.push_back(std::max(snapshot->time - acknowledged[n], absl::ZeroDuration()));
  }
  std::printf("WatchKpis: %zu of %d leads seen, %ld failed\n", delays.size(), kLeads, load.failed);
  Print("events per second", load.rate() * kEventsPerLead, "");
  Print("acknowledged to visible, p50", absl::ToDoubleMilliseconds(Quantile(delays, 0.5)), "ms");
  const bool all = delays.size() == acknowledged.size() && load.failed == 0;
  const bool kept =
      PrintAtMost("acknowledged to visible, p99, ms", absl::ToDoubleMilliseconds(Quantile(delays, 0.99)), 250);
  return all && kept ? 0 : 1;
}

}  // namespace
}  // namespace zamer::bench

int main() { return zamer::bench::Run(); }
