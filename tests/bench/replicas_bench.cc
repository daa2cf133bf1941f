// CreateLead of one department through two replicas of the lead service at once, against one that gets it all.
//
// Both replicas hand out the same turn, so what one commits makes the other decide anew (docs/adr/0008). That may cost
// speed, but no call may fail for it.
#include <absl/strings/str_cat.h>
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <future>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/bench/department.h"
#include "tests/bench/figures.h"
#include "tests/bench/lead_load.h"
#include "tests/support/cluster.h"
#include "tests/support/free_port.h"
#include "tests/support/process.h"

namespace zamer::bench {
namespace {

constexpr int kLeads = 10'000;
constexpr int kInFlight = 64;
constexpr int kRounds = 5;

// Another process of the lead service on the cluster's Redis.
class SecondReplica {
 public:
  explicit SecondReplica(testing::Cluster& cluster)
      : address_(absl::StrCat("127.0.0.1:", testing::FreePort())),
        process_({.program = absl::StrCat(ZAMER_BIN_DIR, "/lead"),
                  .args = {"--mode=development", "--auth-development-key", absl::StrCat("--listen-address=", address_),
                           absl::StrCat("--metrics-address=127.0.0.1:", testing::FreePort()),
                           absl::StrCat("--redis-address=127.0.0.1:", cluster.redis().port()),
                           absl::StrCat("--scheduling-address=", cluster.Address(testing::Service::kScheduling)),
                           absl::StrCat("--contract-address=", cluster.Address(testing::Service::kContract))}}) {
    const auto channel = grpc::CreateChannel(address_, grpc::InsecureChannelCredentials());
    if (!channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(10))) {
      throw std::runtime_error("the second replica does not come up:\n" + process_.output());
    }
  }
  const std::string& address() const { return address_; }

 private:
  std::string address_;
  testing::Process process_;
};

// What one or both gave.
struct Round {
  double rate;
  absl::Duration p99;
  std::int64_t failed;
};

Round RunAlone(const std::string& address, std::int64_t phone) {
  const LoadResult all = CreateLeads(address, {.first_phone = phone, .leads = kLeads, .in_flight = kInFlight});
  return {all.rate(), Quantile(all.latencies, 0.99), all.failed};
}

Round RunBoth(const std::string& one, const std::string& other, std::int64_t phone) {
  const auto half = [](const std::string& address, std::int64_t from) {
    return CreateLeads(address, {.first_phone = from, .leads = kLeads / 2, .in_flight = kInFlight / 2});
  };
  std::future<LoadResult> others = std::async(std::launch::async, half, other, phone + kLeads / 2);
  LoadResult sum = half(one, phone);
  const LoadResult rest = others.get();
  sum.took = std::max(sum.took, rest.took);
  sum.succeeded += rest.succeeded;
  sum.failed += rest.failed;
  sum.latencies.insert(sum.latencies.end(), rest.latencies.begin(), rest.latencies.end());
  return {sum.rate(), Quantile(sum.latencies, 0.99), sum.failed};
}

int Run() {
  testing::Cluster cluster({.bin_dir = ZAMER_BIN_DIR});
  SetUpDepartment(cluster);
  const SecondReplica second(cluster);
  const std::string first = cluster.Address(testing::Service::kLead);
  std::printf("CreateLead: %d leads of one department, %d in flight, %d rounds\n", kLeads, kInFlight, kRounds);
  std::vector<double> ratios;
  std::int64_t failed = 0;
  for (std::int64_t round = 0; round < kRounds; ++round) {
    const Round alone = RunAlone(first, 2 * round * kLeads);
    const Round both = RunBoth(first, second.address(), (2 * round + 1) * kLeads);
    std::printf("  round %ld: one replica %.0f/s, p99 %.1f ms; two %.0f/s, p99 %.1f ms\n", round + 1, alone.rate,
                absl::ToDoubleMilliseconds(alone.p99), both.rate, absl::ToDoubleMilliseconds(both.p99));
    ratios.push_back(both.rate / alone.rate);
    failed += alone.failed + both.failed;
  }
  bool kept = PrintAtLeast("rate: two replicas / one", Median(ratios), 0.5);
  kept = PrintAtMost("calls that failed", static_cast<double>(failed), 0) && kept;
  return kept ? 0 : 1;
}

}  // namespace
}  // namespace zamer::bench

int main() { return zamer::bench::Run(); }
