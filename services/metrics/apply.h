// What the events of all feeds have in common: the department they belong to, the facts they change, the counters.
#pragma once
#include <absl/functional/function_ref.h>
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/store/transaction.h"
#include "services/metrics/domain/case_index.h"
#include "services/metrics/domain/cells.h"
#include "services/metrics/domain/facts.h"
#include "zamer/metrics/v1/metrics_records.pb.h"

namespace zamer::metrics {

// Where an event counts.
struct Place {
  // Bare id.
  std::string department;
  absl::TimeZone zone;
  std::string currency_code;
};

// The record that holds a lead's facts now: its own or, after merges, its survivor's.
struct LeadRecord {
  std::string id;
  v1::LeadFacts facts;
};
asio::awaitable<absl::StatusOr<LeadRecord>> LoadLead(store::Transaction& tx, std::string department, std::string lead);

// Changes the facts that hold `lead` (a bare id) by `fold`; the counters follow in SettleCounters. `fold` is given the
// facts and the id of the lead's part in them; a status other than OK is passed on with nothing written.
using Fold = absl::FunctionRef<absl::Status(v1::LeadFacts& facts, std::string_view part)>;
asio::awaitable<absl::Status> ChangeLead(store::Transaction& tx, const Place& place, std::string lead, Fold fold);

// Lets a lead go on as another, and by itself again. `version`: of the event; what is older than the last one that was
// told of the lead has no effect.
asio::awaitable<absl::Status> MergeLeads(store::Transaction& tx, const Place& place, std::string merged,
                                         std::string survivor, std::int64_t version);
asio::awaitable<absl::Status> UnmergeLead(store::Transaction& tx, const Place& place, std::string lead, Going going,
                                          std::int64_t version);

// Adds to the counters what follows from all facts that the transaction has changed: once for a whole batch, since the
// events of one lead come together and many leads count in the same cells.
asio::awaitable<absl::Status> SettleCounters(store::Transaction& tx);

// Adds to the department's counters.
void AddAll(store::Transaction& tx, std::string_view department, const std::vector<Amount>& amounts);

// Lets the cases of a subject be found on the days on which it counts now. `before` and `after`: what it adds.
void IndexAll(store::Transaction& tx, std::string_view department, const Subject& subject,
              const std::vector<Amount>& before, const std::vector<Amount>& after);

}  // namespace zamer::metrics
