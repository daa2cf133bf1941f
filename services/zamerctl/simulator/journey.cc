#include "services/zamerctl/simulator/journey.h"

namespace zamer::simulator {

Journey::Journey(const World& world, const ClientPlan& plan, ClientFacts& facts)
    : world_(world), plan_(plan), facts_(facts), seen_(world.seen), now_(plan.arrive) {}

asio::awaitable<bool> Journey::Pass(absl::Duration time) {
  now_ += time;
  co_return co_await world_.pace.Until(now_);
}

asio::awaitable<bool> Journey::FindManager() {
  if (!live()) {
    manager_ = &world_.team.LeadManagerAt(LocalHour(), plan_.luck);
    co_return true;
  }
  while (true) {
    lead::v1::GetLeadRequest request;
    request.set_name(lead_);
    const auto lead = co_await Ask(world_.team.operator_person(), &LeadApi::GetLead, request);
    if (!lead) co_return false;
    manager_ = world_.staff->AtWork(lead->owner(), now_);
    if (manager_ != nullptr) co_return true;
    if (!co_await Pass(world_.staff->NextShift(now_) + absl::Minutes(1) - now_)) co_return false;
  }
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
