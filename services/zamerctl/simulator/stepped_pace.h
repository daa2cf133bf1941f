// Time that goes by steps: to the next thing that anybody waits for, once nobody acts any more.
#pragma once
#include <absl/time/time.h>

#include <asio/steady_timer.hpp>
#include <map>

#include "services/common/time/file_clock.h"
#include "services/zamerctl/simulator/pace.h"

namespace zamer::simulator {

// Moves the clock that the services go by, so that months pass in minutes and each thing happens at its time. Loop
// thread only; must outlive who waits.
class SteppedPace final : public Pace {
 public:
  // How long the services get, in the time of the world, to do what has fallen due at the new time.
  static constexpr absl::Duration kSettle = absl::Milliseconds(15);

  // The run is over when `clock` reaches `end`.
  SteppedPace(Zamer& zamer, FileClock& clock, absl::Time end) : zamer_(zamer), clock_(clock), end_(end) {}

  asio::awaitable<bool> Until(absl::Time time) override;
  void Enter() override { ++acting_; }
  void Leave() override;

 private:
  asio::awaitable<void> Step();

  Zamer& zamer_;
  FileClock& clock_;
  const absl::Time end_;
  int acting_ = 0;
  bool stepping_ = false;
  std::multimap<absl::Time, asio::steady_timer*> waiting_;
};

}  // namespace zamer::simulator
