// How the simulated time passes.
#pragma once
#include <absl/time/time.h>

#include <asio/awaitable.hpp>

#include "services/zamerctl/simulator/zamer.h"

namespace zamer::simulator {

// Starts at `begin` when it is made and runs `speed` times as fast as the world; with 0 every time has come already.
class Pace {
 public:
  // `stop`: the time of the world after which nothing is begun any more.
  Pace(Zamer& zamer, double speed, absl::Time begin, absl::Time stop);

  // Waits until the simulated time has come; false when the run is over.
  asio::awaitable<bool> Until(absl::Time time);
  bool over() const { return zamer_.clock().Now() >= stop_; }

 private:
  Zamer& zamer_;
  const double speed_;
  const absl::Time begin_;
  const absl::Time stop_;
  const absl::Time started_;
};

}  // namespace zamer::simulator
