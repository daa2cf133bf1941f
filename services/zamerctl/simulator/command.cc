#include "services/zamerctl/simulator/command.h"

#include <absl/time/time.h>

#include <asio/co_spawn.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>

#include "services/common/time/clock.h"
#include "services/zamerctl/simulator/simulation.h"

namespace zamer::simulator {
namespace {

int Run(const Options& options) {
  asio::io_context loop{1};
  const SystemClock machine;
  const Clock& clock = options.clock != nullptr ? static_cast<const Clock&>(*options.clock) : machine;
  std::optional<absl::StatusOr<Report>> report;
  asio::co_spawn(loop, Simulate(loop, clock, options), [&](std::exception_ptr broken, absl::StatusOr<Report> made) {
    if (broken) std::rethrow_exception(broken);
    report.emplace(std::move(made));
    loop.stop();
  });
  const auto guard = asio::make_work_guard(loop);
  loop.run();
  if (!report->ok()) {
    std::cerr << "simulate: " << report->status().message() << '\n';
    return 1;
  }
  std::cout << Describe(**report);
  return (*report)->exact() ? 0 : 1;
}

struct Given {
  Options options;
  double seconds = 0;
  std::string clock_file;
  std::unique_ptr<FileClock> clock;
};

// The exit code: 0 when the run can begin.
int OpenClock(Given& given) {
  if (given.clock_file.empty()) {
    if (given.options.days <= kMostDays) return 0;
    std::cerr << "simulate: more than " << kMostDays << " days need --clock-file, and services that go by it: "
              << "`./zamer simulate` starts them\n";
    return 2;
  }
  auto clock = FileClock::Open(given.clock_file);
  if (!clock.ok()) {
    std::cerr << "simulate: " << clock.status().message() << '\n';
    return 1;
  }
  given.clock = *std::move(clock);
  given.options.clock = given.clock.get();
  return 0;
}

}  // namespace

void AddSimulate(CLI::App& app, std::function<Addresses()> addresses, int& exit_code) {
  const auto given = std::make_shared<Given>();
  Options& options = given->options;
  CLI::App* const command =
      app.add_subcommand("simulate", "Plays days of a sales department through the API and checks the numbers.");
  command->add_option("--department", options.department, "Id of the department; made when there is none")
      ->capture_default_str();
  command->add_option("--seed", options.seed, "The same seed makes the same clients")->capture_default_str();
  command->add_option("--leads", options.leads, "How many clients come")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_option("--days", options.days, "Over how many days")
      ->check(CLI::Range(1, kMostSteppedDays))
      ->capture_default_str();
  command->add_option("--speed", options.speed, "Times the world's; 60: a minute a second; 0: as fast as possible")
      ->check(CLI::Range(0.0, 1e9))
      ->capture_default_str();
  command->add_option("--duration", given->seconds, "Seconds after which nothing is begun any more; 0: no limit")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_option("--concurrency", options.concurrency, "Most clients at a time with --speed 0")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  command->add_option("--clock-file", given->clock_file,
                      "The clock by which all services go: it is moved, and the days are lived through");
  command->add_option("--repeats", options.repeats, "Share of the changing calls that are sent twice")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command->callback([given, addresses = std::move(addresses), &exit_code] {
    given->options.addresses = addresses();
    exit_code = OpenClock(*given);
    if (exit_code != 0) return;
    if (given->seconds > 0) given->options.duration = absl::Seconds(given->seconds);
    exit_code = Run(given->options);
  });
}

}  // namespace zamer::simulator
