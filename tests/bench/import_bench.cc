// How fast another CRM's history comes in: at least 5,000 rows/s through zamerctl, fsync on every commit; and how long
// after that metrics has counted all of it.
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "services/common/time/timestamps.h"
#include "tests/bench/figures.h"
#include "tests/bench/made_up_export.h"
#include "tests/support/caller.h"
#include "tests/support/cluster.h"

namespace zamer::bench {
namespace {

using testing::Caller;
using testing::Cluster;
using testing::Seen;
using testing::Service;

constexpr int kRounds = 3;
constexpr absl::Duration kPatience = absl::Minutes(10);

testing::ProcessResult Import(const Cluster& cluster, const testing::TempDir& data) {
  return testing::RunProcess(
      {.program = absl::StrCat(ZAMER_BIN_DIR, "/zamerctl"),
       .args = {"import", "--mapping", absl::StrCat(ZAMER_SOURCE_DIR, "/docs/examples/school_crm.yaml"), "--data",
                data.path(), "--lead-address", cluster.Address(Service::kLead), "--scheduling-address",
                cluster.Address(Service::kScheduling), "--contract-address", cluster.Address(Service::kContract),
                "--metrics-address", cluster.Address(Service::kMetrics)}},
      kPatience);
}

// Notes the end of a feed as seen.
template <class Api, class Request, class Response>
bool SeeEnd(Caller& caller, const std::string& service,
            grpc::Status (Api::*get_feed)(grpc::ClientContext*, const Request&, Response*), Seen& seen) {
  const absl::StatusOr<Response> feed = caller.Call(get_feed, Request());
  if (!feed.ok()) return false;
  for (int partition = 0; partition < feed->latest_cursors_size(); ++partition) {
    const std::string& cursor = feed->latest_cursors(partition);
    if (!cursor.empty()) seen.Note(absl::StrCat(service, "/", partition, "/", cursor));
  }
  return true;
}

// Waits until a question that has seen all of it is answered: metrics has counted everything then.
bool WaitUntilCounted(const Cluster& cluster) {
  Seen nothing, all;
  Caller asking(cluster, nothing, "services/zamerctl", "*", {type::v1::OPERATOR});
  if (!SeeEnd(asking, "lead", &testing::LeadApi::GetFeed, all)) return false;
  if (!SeeEnd(asking, "contract", &testing::ContractApi::GetFeed, all)) return false;
  Caller waiting(cluster, all, "services/zamerctl", "*", {type::v1::OPERATOR});
  metrics::v1::GetFunnelRequest funnel;
  funnel.set_parent("departments/school");
  *funnel.mutable_period()->mutable_start_date() = ToDate(absl::CivilDay(2023, 7, 1));
  *funnel.mutable_period()->mutable_end_date() = ToDate(absl::CivilDay(2024, 6, 30));
  funnel.set_basis(metrics::v1::COHORT);
  return testing::Eventually([&] { return waiting.Call(&testing::MetricsApi::GetFunnel, funnel).ok(); }, kPatience);
}

struct Times {
  double import;   // seconds
  double counted;  // seconds from its end until everything is counted
};

// Into a cluster of its own.
std::optional<Times> ImportOnce(const testing::TempDir& data) {
  const Cluster cluster({.bin_dir = ZAMER_BIN_DIR});
  const absl::Time begin = absl::Now();
  const testing::ProcessResult import = Import(cluster, data);
  const absl::Time end = absl::Now();
  if (import.exit_status == 0 && WaitUntilCounted(cluster)) {
    return Times{absl::ToDoubleSeconds(end - begin), absl::ToDoubleSeconds(absl::Now() - end)};
  }
  std::fprintf(stderr, "the import failed:\n%s\n", import.output.c_str());
  return std::nullopt;
}

int Run() {
  const ExportSize size;
  const testing::TempDir data;
  WriteExport(data, size);
  std::printf("zamerctl import: %d rows, fsync on every commit, %d rounds\n", size.rows(), kRounds);
  std::vector<double> rates, counted;
  for (int round = 0; round < kRounds; ++round) {
    const std::optional<Times> times = ImportOnce(data);
    if (!times) return 1;
    rates.push_back(size.rows() / times->import);
    counted.push_back(times->counted);
    std::printf("  round %d: %.0f rows/s, all counted %.1f s later\n", round + 1, rates.back(), counted.back());
  }
  Print("all counted by metrics, after the importer's end", Median(counted), "s");
  return PrintAtLeast("rows of the files per second", Median(rates), 5000) ? 0 : 1;
}

}  // namespace
}  // namespace zamer::bench

int main() { return zamer::bench::Run(); }
