// How the simulated time passes.
#pragma once
#include <absl/time/time.h>

#include <asio/awaitable.hpp>

#include "services/zamerctl/simulator/zamer.h"

namespace zamer::simulator {

class Pace {
 public:
  virtual ~Pace() = default;
  // Waits until the simulated time has come; false when the run is over.
  virtual asio::awaitable<bool> Until(absl::Time time) = 0;
  // Somebody begins to act, or has ended. Who acts does so outside of Until.
  virtual void Enter() {}
  virtual void Leave() {}
};

// Starts at `begin` when it is made and runs `speed` times as fast as the world; with 0 every time has come already.
class WorldPace final : public Pace {
 public:
  // `stop`: the time of the world after which nothing is begun any more.
  WorldPace(Zamer& zamer, double speed, absl::Time begin, absl::Time stop);

  asio::awaitable<bool> Until(absl::Time time) override;

 private:
  bool over() const { return zamer_.clock().Now() >= stop_; }

  Zamer& zamer_;
  const double speed_;
  const absl::Time begin_;
  const absl::Time stop_;
  const absl::Time started_;
};

}  // namespace zamer::simulator
