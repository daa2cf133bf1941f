// One simulated client's way through the department, step by step, as his plan says.
#pragma once
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/zamerctl/simulator/ledger.h"
#include "services/zamerctl/simulator/pace.h"
#include "services/zamerctl/simulator/plan.h"
#include "services/zamerctl/simulator/staff.h"
#include "services/zamerctl/simulator/team.h"
#include "services/zamerctl/simulator/zamer.h"

namespace zamer::simulator {

// What all journeys share; must outlive them.
struct World {
  Zamer& zamer;
  Pace& pace;
  const Team& team;
  Ledger& ledger;
  absl::TimeZone zone;
  // Who is at work, where the days are lived through; null where they lie in the past.
  const Staff* staff = nullptr;
  // Sets the phones and messenger ids of this run apart from those of any other: drawn anew for each.
  std::uint64_t run = 0;
  // What everybody has seen: the department.
  Seen seen;
};

// Steps that return bool say whether the journey goes on: a refusal, or the end of the run, ends it.
class Journey {
 public:
  Journey(const World& world, const ClientPlan& plan, ClientFacts& facts);

  asio::awaitable<void> Run();
  const Seen& seen() const { return seen_; }

 private:
  // The simulated time passes.
  asio::awaitable<bool> Pass(absl::Duration time);
  int LocalHour() const { return world_.zone.At(now_).cs.hour(); }
  bool live() const { return world_.staff != nullptr; }
  // Waits until the lead's owner is at work; he acts from now on. In the past whoever is on shift does.
  asio::awaitable<bool> FindManager();
  const Person& LeadManager() const { return *manager_; }

  // Asks, and notes a refusal.
  template <class Api, class Request, class Response>
  asio::awaitable<std::optional<Response>> Ask(const Person& who, Zamer::Method<Api, Request, Response> method,
                                               Request request) {
    absl::StatusOr<Response> answer = co_await world_.zamer.Call(who, seen_, method, std::move(request));
    if (answer.ok()) co_return *std::move(answer);
    world_.ledger.NoteRefusal(Request::descriptor()->name(), answer.status());
    co_return std::nullopt;
  }

  // Tier 1: journey_enquiry.cc.
  asio::awaitable<bool> Arrive();
  asio::awaitable<bool> Answer();
  asio::awaitable<bool> GivePhone();
  asio::awaitable<bool> ComeAgain();
  asio::awaitable<void> GiveUp();
  // What was planned is done, and the next step is due after `time`; live only.
  asio::awaitable<bool> PlanNextStep(absl::Duration time);
  asio::awaitable<std::optional<std::string>> Enquire(Source source, bool with_phone);
  lead::v1::Phone Phone() const;

  // The meeting: journey_meeting.cc.
  asio::awaitable<bool> BookMeeting();
  asio::awaitable<bool> BookInThePast();
  asio::awaitable<bool> BookAhead();
  asio::awaitable<bool> MoveMeeting();
  asio::awaitable<bool> CallOff();
  // Whether it was held.
  asio::awaitable<bool> GoToMeeting();
  void NoteBooking(scheduling::v1::Meeting meeting);
  // Somebody may have moved it meanwhile: another designer where his own dropped out.
  asio::awaitable<bool> FindMeeting();
  scheduling::v1::Meeting Wish() const;
  std::vector<absl::Time> PossibleStarts() const;
  asio::awaitable<std::vector<scheduling::v1::Slot>> FreeSlots();

  // Tier 2: journey_contract.cc.
  asio::awaitable<bool> MakeEstimate();
  asio::awaitable<bool> SettleDiscount();
  asio::awaitable<bool> Sign();
  asio::awaitable<bool> Pay();
  asio::awaitable<bool> HandOver();
  asio::awaitable<void> CancelContract();

  const World& world_;
  const ClientPlan& plan_;
  ClientFacts& facts_;
  Seen seen_;
  // The simulated time.
  absl::Time now_;
  std::string lead_;
  const Person* manager_ = nullptr;
  scheduling::v1::Meeting meeting_;
  contract::v1::Estimate estimate_;
  contract::v1::Contract contract_;
};

}  // namespace zamer::simulator
