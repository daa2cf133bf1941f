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

FunnelCounts CountsOf(const metrics::v1::QueryKpisResponse& answer) {
  FunnelCounts counts;
  for (const std::string_view kpi : kKnownKpis) counts.emplace(kpi, 0);
  for (const metrics::v1::KpiRow& row : answer.rows()) {
    for (const metrics::v1::KpiValue& value : row.values()) counts[value.kpi()] += value.count();
  }
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

FunnelCounts Ledger::Kpis() const {
  using scheduling::v1::Meeting;
  FunnelCounts counts;
  for (const std::string_view kpi : kKnownKpis) counts.emplace(kpi, 0);
  const auto count = [&](std::string_view kpi, bool counted) { counts.find(kpi)->second += counted ? 1 : 0; };
  for (const ClientFacts& client : clients_) {
    count("losses", client.lost);
    for (const ContractFacts& contract : client.contracts) count("contracts_cancelled", contract.cancelled);
    for (const auto& [name, state] : client.meetings) {
      count("meetings_cancelled", state == Meeting::CANCELLED);
      count("meetings_moved", state == Meeting::RESCHEDULED);
      count("no_shows_client", state == Meeting::NO_SHOW_CLIENT);
      count("no_shows_designer", state == Meeting::NO_SHOW_DESIGNER);
    }
  }
  return counts;
}

}  // namespace zamer::simulator
