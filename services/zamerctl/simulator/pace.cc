#include "services/zamerctl/simulator/pace.h"

#include <algorithm>

namespace zamer::simulator {

WorldPace::WorldPace(Zamer& zamer, double speed, absl::Time begin, absl::Time stop)
    : zamer_(zamer), speed_(speed), begin_(begin), stop_(stop), started_(zamer.clock().Now()) {}

asio::awaitable<bool> WorldPace::Until(absl::Time time) {
  if (speed_ > 0) {
    const absl::Time due = std::min(started_ + (time - begin_) / speed_, stop_);
    const absl::Duration left = due - zamer_.clock().Now();
    if (left > absl::ZeroDuration()) co_await zamer_.Wait(left);
  }
  co_return !over();
}

}  // namespace zamer::simulator
