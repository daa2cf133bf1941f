// CreateLead of the lead service against the same code on synchronous handlers with a pool of blocking connections:
// at least twice the rate under the load of the other benches, that of one department.
//
// Both run in processes of their own on the same records in the same Redis, one after the other, under the same load.
// Only the runtime differs: the peer calls the service's own coroutine and waits for it. It has neither timers nor a
// feed to serve, which is in its favour. For information, the load that suits it best: 64 departments, so that the
// calls under way hardly ever wait for one another.
#include <absl/strings/str_cat.h>

#include <cstdio>
#include <string>
#include <vector>

#include "tests/bench/department.h"
#include "tests/bench/figures.h"
#include "tests/bench/lead_load.h"
#include "tests/bench/sync_peer.h"
#include "tests/support/cluster.h"

namespace zamer::bench {
namespace {

using testing::Service;

constexpr int kLeads = 6'000;
constexpr int kWarmUp = 500;
constexpr int kInFlight = 64;
constexpr int kRounds = 5;
constexpr int kDepartments = 64;

using Departments = std::vector<std::string>;

class Comparison {
 public:
  explicit Comparison(const Departments& departments) {
    for (const std::string& department : departments) SetUpDepartment(cluster_, department);
    for (const Service service : {Service::kLead, Service::kContract, Service::kMetrics}) cluster_.Stop(service);
  }

  // The median of service / peer.
  double Run(const Departments& departments) {
    std::vector<double> ratios;
    for (int round = 0; round < kRounds; ++round) {
      const double service = RateOfService(departments);
      const double peer = RateOfPeer(departments);
      std::printf("  round %d, %zu departments: service %.0f/s, synchronous peer %.0f/s\n", round + 1,
                  departments.size(), service, peer);
      ratios.push_back(service / peer);
    }
    return Median(ratios);
  }

 private:
  double RateOfService(const Departments& departments) {
    cluster_.Start(Service::kLead);
    cluster_.WaitUntilHealthy(Service::kLead);
    const double rate = RateOf(cluster_.Address(Service::kLead), departments);
    cluster_.Stop(Service::kLead);
    return rate;
  }

  double RateOfPeer(const Departments& departments) {
    const SyncPeer peer(cluster_.redis().port());
    return RateOf(peer.address(), departments);
  }

  double RateOf(const std::string& address, const Departments& departments) {
    Create(address, departments, kWarmUp);
    const LoadResult load = Create(address, departments, kLeads);
    if (load.failed > 0) std::printf("  failed: %ld calls\n", load.failed);
    return load.rate();
  }

  LoadResult Create(const std::string& address, const Departments& departments, int leads) {
    const std::int64_t first = phone_;
    phone_ += leads;
    return CreateLeads(address,
                       {.first_phone = first, .leads = leads, .in_flight = kInFlight, .departments = departments});
  }

  testing::Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  std::int64_t phone_ = 1'000'000;
};

int Run() {
  Departments departments = {kDepartment};
  for (int i = 1; i < kDepartments; ++i) departments.push_back(absl::StrCat(kDepartment, "-", i));
  Comparison comparison(departments);
  std::printf("CreateLead: %d leads, %d in flight, fsync on every commit, %d rounds\n", kLeads, kInFlight, kRounds);
  const double one = comparison.Run({kDepartment});
  const double many = comparison.Run(departments);
  Print("rate: CreateLead / synchronous peer, 64 departments", many, "");
  return PrintAtLeast("rate: CreateLead / synchronous peer, one department", one, 2) ? 0 : 1;
}

}  // namespace
}  // namespace zamer::bench

int main(int argc, char** argv) {
  return argc == 3 ? zamer::bench::ServeSyncPeer(argv[1], argv[2]) : zamer::bench::Run();
}
