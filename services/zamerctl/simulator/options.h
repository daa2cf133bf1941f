// What a simulation is asked to do.
#pragma once
#include <absl/time/time.h>

#include <cstdint>
#include <string>

#include "services/common/time/file_clock.h"

namespace zamer::simulator {

// Where the services are, as host:port.
struct Addresses {
  std::string lead;
  std::string scheduling;
  std::string contract;
  std::string metrics;
};

// The longest run of simulated days in the past: what happens after the last lead must still be within the API's 30
// days.
inline constexpr int kMostDays = 14;
// The longest run by a clock of its own.
inline constexpr int kMostSteppedDays = 366;

struct Options {
  Addresses addresses;
  // Id of the department; made when there is none.
  std::string department = "demo";
  // The same seed makes the same clients with the same wishes.
  std::uint64_t seed = 1;
  // How many clients come, and over how many days: 1 to kMostDays, or
  // kMostSteppedDays by a clock of its own.
  int leads = 200;
  int days = 1;
  // The clock by which all services go: the run moves it, so the days are lived through rather than told afterwards.
  // None: the days lie in the past.
  FileClock* clock = nullptr;
  // How much faster than the world it runs: 60 makes a minute a second; 0 is as fast as the services answer.
  double speed = 60;
  // After this time of the world no further step is begun.
  absl::Duration duration = absl::InfiniteDuration();
  // Most clients at a time when `speed` is 0.
  int concurrency = 64;
  // How long a call without a clear answer is tried again, always with the same request id.
  absl::Duration patience = absl::Seconds(60);
  // How long one try may take.
  absl::Duration try_time = absl::Seconds(5);
  // Share of the changing calls that are sent again after their answer, as a network that repeats would: 0 to 1.
  double repeats = 0;
};

}  // namespace zamer::simulator
