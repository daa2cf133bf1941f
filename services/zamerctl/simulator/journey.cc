#include "services/zamerctl/simulator/journey.h"

namespace zamer::simulator {

Journey::Journey(const World& world, const ClientPlan& plan, ClientFacts& facts)
    : world_(world), plan_(plan), facts_(facts), seen_(world.seen), now_(plan.arrive) {}

asio::awaitable<bool> Journey::Pass(absl::Duration time) {
  now_ += time;
  co_return co_await world_.pace.Until(now_);
}

asio::awaitable<void> Journey::Run() {
  if (!co_await Arrive() || !co_await Answer() || !co_await GivePhone() || !co_await ComeAgain()) co_return;
  if (!plan_.books) co_return co_await GiveUp();
  if (!co_await BookMeeting() || !co_await MoveMeeting() || !co_await CallOff()) co_return;
  if (plan_.meeting.ahead || !co_await GoToMeeting()) co_return;
  if (!co_await MakeEstimate() || !co_await Sign() || !co_await Pay() || !co_await HandOver()) co_return;
  co_await CancelContract();
}

}  // namespace zamer::simulator
