#include "services/metrics/apply.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/store/counters.h"
#include "services/common/time/zone.h"
#include "services/metrics/domain/contribution.h"
#include "services/metrics/domain/facts.h"
#include "services/metrics/metrics_records.h"

namespace zamer::metrics {
namespace {

static_assert(kFieldSeparator == store::kPartSeparator);

// More merges in a row than any person causes.
constexpr int kLongestChain = 256;

struct LeadChange {
  std::string id;
  const v1::LeadFacts* before;  // null: none
  const v1::LeadFacts* after;
};

// Adds what all changes together add.
void Settle(store::Transaction& tx, std::string_view department, const std::vector<LeadChange>& leads,
            const absl::TimeZone& zone) {
  std::vector<Amount> sum;
  for (const auto& [id, before, after] : leads) {
    const std::vector<Amount> was = before != nullptr ? Contribution(*before, zone) : std::vector<Amount>();
    std::vector<Amount> is = Contribution(*after, zone);
    IndexAll(tx, department, {id, SubjectKind::kLead}, was, is);
    std::ranges::move(Difference(was, std::move(is)), std::back_inserter(sum));
  }
  AddAll(tx, department, Difference({}, std::move(sum)));
}

// Whether `lead` was merged into `into`, directly or by way of others.
asio::awaitable<absl::StatusOr<bool>> WasMergedInto(store::Transaction& tx, const Place& place, std::string lead,
                                                    const std::string& into) {
  for (int link = 0; link < kLongestChain && !lead.empty(); ++link) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto facts, co_await tx.Get<v1::LeadFacts>(FactsKey(place.department, lead)));
    lead = facts ? facts->merged_into() : std::string();
    if (lead == into) co_return true;
  }
  co_return false;
}

// Finds out which leads of the facts go with `lead`, also those that were told of as merged into it after its own end
// was: events of different leads come in any order. Leads that the event names are pointed to it.
asio::awaitable<absl::Status> AddMergedInto(store::Transaction& tx, const Place& place, const std::string& lead,
                                            const v1::LeadFacts& facts, Going& going) {
  std::set<std::string> told = std::exchange(going.leads, {});
  for (const v1::LeadPart& part : facts.parts()) {
    ZAMER_CO_ASSIGN_OR_RETURN(const bool merged, co_await WasMergedInto(tx, place, part.lead(), lead));
    if (merged) going.leads.insert(part.lead());
    if (merged || part.lead() == lead || !told.contains(part.lead())) continue;
    going.leads.insert(part.lead());
    const store::Key key = FactsKey(place.department, part.lead());
    ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::LeadFacts>(key));
    // Its survivor was told of first, and had its pointer go further.
    v1::LeadFacts pointing = known ? *known : v1::LeadFacts();
    pointing.set_merged_into(lead);
    tx.Put(key, std::move(pointing));
  }
  co_return absl::OkStatus();
}

}  // namespace

asio::awaitable<absl::StatusOr<LeadRecord>> LoadLead(store::Transaction& tx, std::string department, std::string lead) {
  for (int link = 0; link < kLongestChain; ++link) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::LeadFacts>(FactsKey(department, lead)));
    if (!found) co_return LeadRecord{std::move(lead), {}};
    if (found->merged_into().empty()) co_return LeadRecord{std::move(lead), *found};
    lead = found->merged_into();
  }
  co_return Internal("the merges of a lead do not come to an end");
}

void AddAll(store::Transaction& tx, std::string_view department, const std::vector<Amount>& amounts) {
  for (const Amount& amount : amounts) {
    Spread(amount.cell, [&](std::string_view name, std::string_view field) {
      tx.Increment(department, name, field, amount.amount);
    });
  }
}

void IndexAll(store::Transaction& tx, std::string_view department, const Subject& subject,
              const std::vector<Amount>& before, const std::vector<Amount>& after) {
  IndexCases(subject, before, after, [&](std::string_view name, std::string_view field, std::int64_t change) {
    tx.Increment(department, name, field, change);
  });
}

asio::awaitable<absl::Status> SettleCounters(store::Transaction& tx) {
  std::map<std::string, std::vector<LeadChange>> changes;  // by department
  tx.ForEachWritten<v1::LeadFacts>(kFactsKind,
                                   [&](const store::Key& key, const v1::LeadFacts* before, const v1::LeadFacts& after) {
                                     changes[key.department].push_back({key.id, before, &after});
                                   });
  for (const auto& [department, leads] : changes) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto facts, co_await tx.Get<v1::DepartmentFacts>(DepartmentKey(department)));
    ZAMER_CO_ASSIGN_OR_RETURN(const absl::TimeZone zone, LoadZone(facts->time_zone()));
    Settle(tx, department, leads, zone);
  }
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> ChangeLead(store::Transaction& tx, const Place& place, std::string lead, Fold fold) {
  ZAMER_CO_ASSIGN_OR_RETURN(LeadRecord record, co_await LoadLead(tx, place.department, lead));
  v1::LeadFacts changed = record.facts;
  ZAMER_CO_RETURN_IF_ERROR(fold(changed, record.id == lead ? std::string_view() : lead));
  if (changed.SerializeAsString() == record.facts.SerializeAsString()) co_return absl::OkStatus();
  tx.Put(FactsKey(place.department, record.id), std::move(changed));
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> MergeLeads(store::Transaction& tx, const Place& place, std::string merged,
                                         std::string survivor, std::int64_t version) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto own, co_await tx.Get<v1::LeadFacts>(FactsKey(place.department, merged)));
  if (own && version < own->merge_version()) co_return absl::OkStatus();
  ZAMER_CO_ASSIGN_OR_RETURN(const LeadRecord from, co_await LoadLead(tx, place.department, merged));
  ZAMER_CO_ASSIGN_OR_RETURN(const LeadRecord to, co_await LoadLead(tx, place.department, survivor));
  if (from.id == to.id) co_return absl::OkStatus();
  v1::LeadFacts emptied = from.facts;
  v1::LeadFacts joined = to.facts;
  Absorb(joined, from.id, emptied);
  emptied.set_merged_into(from.id == merged ? survivor : to.id);
  emptied.set_merge_version(from.id == merged ? version : from.facts.merge_version());
  tx.Put(FactsKey(place.department, from.id), std::move(emptied));
  tx.Put(FactsKey(place.department, to.id), std::move(joined));
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> UnmergeLead(store::Transaction& tx, const Place& place, std::string lead, Going going,
                                          std::int64_t version) {
  const store::Key key = FactsKey(place.department, lead);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto own, co_await tx.Get<v1::LeadFacts>(key));
  if (!own || own->merged_into().empty() || version < own->merge_version()) co_return absl::OkStatus();
  ZAMER_CO_ASSIGN_OR_RETURN(const LeadRecord from, co_await LoadLead(tx, place.department, lead));
  ZAMER_CO_RETURN_IF_ERROR(co_await AddMergedInto(tx, place, lead, from.facts, going));
  v1::LeadFacts left = from.facts;
  v1::LeadFacts freed = Release(left, lead, going);
  freed.set_merge_version(version);
  tx.Put(key, std::move(freed));
  tx.Put(FactsKey(place.department, from.id), std::move(left));
  co_return absl::OkStatus();
}

}  // namespace zamer::metrics
