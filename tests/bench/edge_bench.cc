// What the edge costs: the same call through it in gRPC-Web and without it, in rounds that alternate, for what the page
// asks and for the cheapest call there is; then what 500 open streams cost it that each bring a change a second.
#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "tests/bench/department.h"
#include "tests/bench/figures.h"
#include "tests/bench/lead_load.h"
#include "tests/bench/light_client.h"
#include "tests/bench/light_web_client.h"
#include "tests/support/cluster.h"
#include "tests/support/gateway_process.h"
#include "zamer/lead/v1/lead_service.pb.h"
#include "zamer/metrics/v1/metrics_service.pb.h"

namespace zamer::bench {
namespace {

constexpr char kListChannels[] = "/zamer.lead.v1.LeadService/ListChannels";
constexpr char kGetFunnel[] = "/zamer.metrics.v1.MetricsService/GetFunnel";
constexpr char kWatchKpis[] = "/zamer.metrics.v1.MetricsService/WatchKpis";

constexpr int kRounds = 5;
constexpr int kCalls = 2000;
constexpr int kDays = 30;
constexpr int kAtOnce = 16;
constexpr int kStreams = 500;
constexpr int kSeconds = 20;

// Makes one call and says when it is over.
using CallOnce = std::function<void(std::function<void(bool)>)>;

struct Round {
  double rate = 0;
  absl::Duration median;
};

// So many calls, each of `callers` making one after the other.
Round Measure(asio::io_context& loop, const std::vector<CallOnce>& callers, int calls) {
  std::vector<absl::Duration> latencies;
  latencies.reserve(static_cast<std::size_t>(calls));
  int started = 0;
  std::function<void(const CallOnce&)> next = [&](const CallOnce& call) {
    if (started == calls) return;
    ++started;
    call([&, begun = absl::Now()](bool ok) {
      if (!ok) std::abort();
      latencies.push_back(absl::Now() - begun);
      next(call);
    });
  };
  const absl::Time begun = absl::Now();
  for (const CallOnce& call : callers) next(call);
  loop.restart();
  while (latencies.size() < static_cast<std::size_t>(calls)) loop.run_one();
  return {calls / absl::ToDoubleSeconds(absl::Now() - begun), Quantile(std::move(latencies), 0.5)};
}

metrics::v1::Period AroundToday() {
  const absl::CivilDay today = DayOf(absl::Now(), *LoadZone("Europe/Moscow"));
  metrics::v1::Period period;
  *period.mutable_start_date() = ToDate(today - kDays);
  *period.mutable_end_date() = ToDate(today + 1);
  return period;
}

lead::v1::ListChannelsRequest Channels() {
  lead::v1::ListChannelsRequest request;
  request.set_parent(kDepartment);
  return request;
}

metrics::v1::GetFunnelRequest FunnelOfAMonth() {
  metrics::v1::GetFunnelRequest request;
  request.set_parent(kDepartment);
  *request.mutable_period() = AroundToday();
  request.set_basis(metrics::v1::EVENT_DATE);
  return request;
}

// The value of a metric without labels.
double MetricOf(const testing::GatewayProcess& gateway, const std::string& name) {
  const std::string text = gateway.Exposition();
  const std::size_t at = text.find("\n" + name + " ");
  if (at == std::string::npos) std::abort();
  const std::size_t value = at + name.size() + 2;
  return std::stod(text.substr(value, text.find('\n', value) - value));
}

struct Compared {
  double ratio = 0;     // of throughputs, with many callers
  double added_ms = 0;  // to the median, with one
  double cpu_us = 0;    // of the edge, for a call
};

// Medians over rounds that take turns.
Compared CompareCalls(const std::string& direct_address, const testing::GatewayProcess& gateway, const char* method,
                      const google::protobuf::Message& request) {
  asio::io_context loop{1};
  const std::string bearer = BearerOf("head", type::v1::SALES_HEAD);
  LightClient direct(loop, direct_address, method, bearer);
  std::deque<LightWebClient> through;
  std::vector<CallOnce> direct_callers;
  std::vector<CallOnce> edge_callers;
  for (int i = 0; i < kAtOnce; ++i) {
    LightWebClient& client = through.emplace_back(loop, gateway.http_port(), method, bearer);
    direct_callers.emplace_back([&](auto done) { direct.Call(request, std::move(done)); });
    edge_callers.emplace_back([&](auto done) { client.Call(request, std::move(done)); });
  }
  Measure(loop, direct_callers, kCalls);
  Measure(loop, edge_callers, kCalls);
  std::vector<double> ratios;
  std::vector<double> added;
  std::printf("%s\n", method);
  const double cpu_before = MetricOf(gateway, "process_cpu_seconds_total");
  for (int i = 0; i < kRounds; ++i) {
    const Round plain = Measure(loop, direct_callers, kCalls);
    const Round edge = Measure(loop, edge_callers, kCalls);
    const Round one_plain = Measure(loop, {direct_callers[0]}, kCalls / 4);
    const Round one_edge = Measure(loop, {edge_callers[0]}, kCalls / 4);
    std::printf("  direct %.0f/s, edge %.0f/s; alone %.3f ms, %.3f ms\n", plain.rate, edge.rate,
                absl::ToDoubleMilliseconds(one_plain.median), absl::ToDoubleMilliseconds(one_edge.median));
    ratios.push_back(edge.rate / plain.rate);
    added.push_back(absl::ToDoubleMilliseconds(one_edge.median - one_plain.median));
  }
  direct.Close();
  const double cpu = MetricOf(gateway, "process_cpu_seconds_total") - cpu_before;
  return {Median(ratios), Median(added), 1e6 * cpu / (kRounds * (kCalls + kCalls / 4))};
}

bool CompareAll(const testing::Cluster& cluster, const testing::GatewayProcess& gateway) {
  const Compared page =
      CompareCalls(cluster.Address(testing::Service::kMetrics), gateway, kGetFunnel, FunnelOfAMonth());
  const Compared least = CompareCalls(cluster.Address(testing::Service::kLead), gateway, kListChannels, Channels());
  Print("calls a second through the edge / without, ListChannels", least.ratio, "");
  Print("CPU of the edge for a call, GetFunnel", page.cpu_us, "us");
  Print("CPU of the edge for a call, ListChannels", least.cpu_us, "us");
  bool kept = PrintAtLeast("calls a second through the edge / without, GetFunnel", page.ratio, 0.6);
  kept &= PrintAtMost("time that the edge adds, p50, ms, GetFunnel", page.added_ms, 0.5);
  return PrintAtMost("time that the edge adds, p50, ms, ListChannels", least.added_ms, 0.5) && kept;
}

metrics::v1::WatchKpisRequest Today() {
  metrics::v1::WatchKpisRequest request;
  metrics::v1::QueryKpisRequest& query = *request.mutable_query();
  query.set_parent(kDepartment);
  *query.mutable_period() = AroundToday();
  query.set_basis(metrics::v1::EVENT_DATE);
  query.add_kpis("leads");
  return request;
}

// Streams that all see a new lead a second.
bool HoldStreams(testing::Cluster& cluster, const testing::GatewayProcess& gateway) {
  const double idle_bytes = MetricOf(gateway, "process_resident_memory_bytes");
  asio::io_context loop{1};
  const std::string bearer = BearerOf("head", type::v1::SALES_HEAD);
  long messages = 0;
  std::deque<LightWebClient> readers;
  for (int i = 0; i < kStreams; ++i) {
    readers.emplace_back(loop, gateway.http_port(), kWatchKpis, bearer).Watch(Today(), [&] { ++messages; });
  }
  while (messages < kStreams) loop.run_one();  // each has its first snapshot

  messages = 0;
  const double cpu_before = MetricOf(gateway, "process_cpu_seconds_total");
  const absl::Time begun = absl::Now();
  const std::string leads = cluster.Address(testing::Service::kLead);
  for (int second = 0; second < kSeconds; ++second) {
    CreateLeads(leads, {.first_phone = 3'000'000 + second, .leads = 1, .in_flight = 1});
    loop.run_until(std::chrono::steady_clock::now() + std::chrono::seconds(1));
  }
  const double took = absl::ToDoubleSeconds(absl::Now() - begun);
  const double cpu = MetricOf(gateway, "process_cpu_seconds_total") - cpu_before;
  const double bytes = MetricOf(gateway, "process_resident_memory_bytes") - idle_bytes;
  for (LightWebClient& reader : readers) reader.Close();

  std::printf("%d streams, a change a second each\n", kStreams);
  Print("messages a second", static_cast<double>(messages) / took, "");
  Print("CPU of the edge, of one core", 100 * cpu / took, "%");
  Print("memory of the edge for a stream", bytes / kStreams / 1024, "KiB");
  return PrintAtLeast("messages / those that were due",
                      static_cast<double>(messages) / (static_cast<double>(kStreams) * kSeconds), 0.9);
}

int Run() {
  testing::Cluster cluster({.bin_dir = ZAMER_BIN_DIR});
  SetUpDepartment(cluster);
  const testing::GatewayProcess gateway(
      cluster, ZAMER_BIN_DIR, {"--calls-per-second=100000", "--calls-at-once=100000", "--streams-per-caller=1000"});
  CreateLeads(cluster.Address(testing::Service::kLead), {.first_phone = 1'000'000, .leads = 1000});
  const bool calls = CompareAll(cluster, gateway);
  return HoldStreams(cluster, gateway) && calls ? 0 : 1;
}

}  // namespace
}  // namespace zamer::bench

int main() { return zamer::bench::Run(); }
