#include "tests/support/simulate.h"

#include <absl/time/clock.h>

#include <asio/co_spawn.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>

#include "services/common/time/clock.h"

namespace zamer::testing {
namespace {

constexpr absl::Duration kLongest = absl::Minutes(2);
// Each step of a clock of its own takes its time.
constexpr absl::Duration kLongestLive = absl::Minutes(8);
constexpr std::chrono::milliseconds kBetween(50);

}  // namespace

simulator::Options OptionsFor(const Cluster& cluster) {
  simulator::Options options;
  options.addresses = {cluster.Address(Service::kLead), cluster.Address(Service::kScheduling),
                       cluster.Address(Service::kContract), cluster.Address(Service::kMetrics)};
  options.department = "sim";
  options.speed = 0;
  options.concurrency = 32;
  return options;
}

simulator::Report RunSimulation(const simulator::Options& options, const std::function<void(int)>& meanwhile) {
  const SystemClock machine;
  const Clock& clock = options.clock != nullptr ? static_cast<const Clock&>(*options.clock) : machine;
  asio::io_context loop{1};
  std::optional<absl::StatusOr<simulator::Report>> report;
  std::exception_ptr error;
  asio::co_spawn(loop, simulator::Simulate(loop, clock, options),
                 [&](std::exception_ptr broken, absl::StatusOr<simulator::Report> made) {
                   error = std::move(broken);
                   report.emplace(std::move(made));
                   loop.stop();
                 });
  const auto guard = asio::make_work_guard(loop);
  const absl::Time give_up = absl::Now() + (options.clock != nullptr ? kLongestLive : kLongest);
  for (int i = 0; !report && absl::Now() < give_up; ++i) {
    loop.restart();
    loop.run_for(kBetween);
    if (meanwhile && !report) meanwhile(i);
  }
  if (error) std::rethrow_exception(error);
  if (!report) throw std::runtime_error("the simulation does not end");
  if (!report->ok()) throw std::runtime_error(report->status().ToString());
  return **std::move(report);
}

}  // namespace zamer::testing
