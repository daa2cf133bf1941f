#include "services/zamerctl/simulator/ledger.h"

#include <absl/strings/str_cat.h>

#include <algorithm>

#include "services/common/status/errors.h"
#include "services/zamerctl/simulator/outcome.h"

namespace zamer::simulator {

FunnelCounts CountsOf(const metrics::v1::Funnel& funnel) {
  FunnelCounts counts;
  for (const metrics::v1::FunnelStep& step : funnel.steps()) counts[step.step()] = step.count();
  return counts;
}

void Ledger::NoteRefusal(std::string_view what, const absl::Status& status) {
  const auto reason = ReasonOf(status);
  const std::string why = reason ? std::string(ReasonName(*reason)) : absl::StatusCodeToString(status.code());
  // The message of an error holds no personal data.
  ++refusals_[absl::StrCat(std::string(what), ": ", why, ": ", std::string(status.message()))];
  if (OutcomeIsUnknown(status)) ++unknown_outcomes_;
}

FunnelCounts Ledger::Counts() const {
  FunnelCounts counts;
  for (const std::string_view step : kFunnelSteps) counts.emplace(step, 0);
  const auto count = [&](std::string_view step, bool passed) { counts.find(step)->second += passed ? 1 : 0; };
  for (const ClientFacts& client : clients_) {
    counts.find("leads")->second += static_cast<std::int64_t>(client.leads.size());
    count("phones", client.phone);
    count("bookings", client.booked);
    count("meetings_held", client.held);
    count("contracts", !client.contracts.empty());
    count("hand_overs", std::ranges::any_of(client.contracts, [](const ContractFacts& contract) {
            return !contract.production_order.empty();
          }));
  }
  return counts;
}

}  // namespace zamer::simulator
