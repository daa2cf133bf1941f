// What the services have acknowledged, as the simulated people remember it: the truth that the numbers are held
// against.
#pragma once
#include <absl/status/status.h>

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "zamer/contract/v1/contract.pb.h"
#include "zamer/metrics/v1/metrics_service.pb.h"
#include "zamer/scheduling/v1/meeting.pb.h"

namespace zamer::simulator {

// Numbers by their ids: leads by the steps that they passed, under the ids of GetFunnel's steps, or KPIs.
using FunnelCounts = std::map<std::string, std::int64_t, std::less<>>;

// The steps' ids, in their order.
inline constexpr std::string_view kFunnelSteps[] = {"leads",         "phones",    "bookings",
                                                    "meetings_held", "contracts", "hand_overs"};

// The KPIs that a ledger knows.
inline constexpr std::string_view kKnownKpis[] = {"losses",         "contracts_cancelled", "meetings_cancelled",
                                                  "meetings_moved", "no_shows_client",     "no_shows_designer"};

FunnelCounts CountsOf(const metrics::v1::Funnel& funnel);
// Of an answer without dates and dimensions.
FunnelCounts CountsOf(const metrics::v1::QueryKpisResponse& answer);

struct ContractFacts {
  std::string name;
  // Ids of the payments, in their order, and their sum in minor units.
  std::vector<std::string> payments;
  std::int64_t paid = 0;
  // Empty until it was handed over.
  std::string production_order;
  bool cancelled = false;
};

// One client.
struct ClientFacts {
  // Names of his leads that go on; one, but for a moment before two are merged.
  std::set<std::string> leads;
  bool phone = false;
  bool booked = false;
  bool held = false;
  bool lost = false;
  int interactions = 0;
  int estimates = 0;
  // Booked meetings and where each stands.
  std::map<std::string, scheduling::v1::Meeting::State> meetings;
  std::vector<ContractFacts> contracts;
};

class Ledger {
 public:
  // A client who is about to come. The reference stays good.
  ClientFacts& NewClient() { return clients_.emplace_back(); }
  const std::deque<ClientFacts>& clients() const { return clients_; }

  // A call that was refused although the client did nothing wrong; `what` names the kind of answer that was hoped for.
  void NoteRefusal(std::string_view what, const absl::Status& status);
  // How often each was refused.
  const std::map<std::string, int>& refusals() const { return refusals_; }
  // Calls whose outcome nobody knows: the numbers may differ by them.
  int unknown_outcomes() const { return unknown_outcomes_; }

  FunnelCounts Counts() const;
  // What QueryKpis counts by event date over all, under the KPIs' ids.
  FunnelCounts Kpis() const;

 private:
  std::deque<ClientFacts> clients_;
  std::map<std::string, int> refusals_;
  int unknown_outcomes_ = 0;
};

}  // namespace zamer::simulator
