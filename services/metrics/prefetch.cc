#include <utility>

#include "services/common/names/names.h"
#include "services/metrics/domain/facts.h"
#include "services/metrics/metrics_events.h"
#include "services/metrics/metrics_records.h"

namespace zamer::metrics {

void MetricsEvents::Wanted::Add(const type::v1::EventMeta& meta, std::string_view lead) {
  const std::string_view department = DepartmentOf(meta.department());
  departments.emplace(department);
  if (!lead.empty()) leads.insert(FactsKey(department, LastSegment(lead)));
}

asio::awaitable<absl::Status> MetricsEvents::PrefetchLead(store::Transaction& tx,
                                                          const std::vector<events::FeedEvent>& batch) {
  Wanted wanted;
  lead::v1::LeadEvent told;
  for (const events::FeedEvent& event : batch) {
    if (!told.ParseFromString(event.bytes)) continue;
    const bool moves = told.has_lead_merged() || told.has_lead_unmerged();
    wanted.Add(told.meta(), IsCounted(told) || moves ? told.meta().subject() : "");
    if (told.has_lead_merged()) wanted.Add(told.meta(), told.lead_merged().survivor());
    if (told.has_lead_unmerged()) wanted.Add(told.meta(), told.lead_unmerged().survivor());
  }
  return Prefetch(tx, "lead", std::move(wanted));
}

asio::awaitable<absl::Status> MetricsEvents::PrefetchScheduling(store::Transaction& tx,
                                                                const std::vector<events::FeedEvent>& batch) {
  Wanted wanted;
  scheduling::v1::SchedulingEvent told;
  for (const events::FeedEvent& event : batch) {
    if (!told.ParseFromString(event.bytes)) continue;
    const scheduling::v1::MeetingFacts* meeting = MeetingOf(told);
    wanted.Add(told.meta(), meeting != nullptr ? meeting->lead() : "");
  }
  return Prefetch(tx, "scheduling", std::move(wanted));
}

asio::awaitable<absl::Status> MetricsEvents::PrefetchContract(store::Transaction& tx,
                                                              const std::vector<events::FeedEvent>& batch) {
  Wanted wanted;
  contract::v1::ContractEvent told;
  for (const events::FeedEvent& event : batch) {
    if (!told.ParseFromString(event.bytes)) continue;
    const contract::v1::ContractFacts* contract = ContractOf(told);
    wanted.Add(told.meta(), contract != nullptr ? contract->lead() : "");
  }
  return Prefetch(tx, "contract", std::move(wanted));
}

asio::awaitable<absl::Status> MetricsEvents::Prefetch(store::Transaction& tx, std::string_view feed, Wanted wanted) {
  std::vector<store::Key> departments;
  std::vector<store::Key> progress;
  for (const std::string& department : wanted.departments) {
    // An event of another partition is refused when it is applied.
    if (keys_.PartitionOf(department) != tx.partition()) continue;
    departments.push_back(DepartmentKey(department));
    progress.push_back(ProgressKey(department, feed));
  }
  std::erase_if(wanted.leads,
                [&](const store::Key& key) { return keys_.PartitionOf(key.department) != tx.partition(); });
  ZAMER_CO_RETURN_IF_ERROR(co_await tx.Prefetch<v1::DepartmentFacts>(std::move(departments)));
  ZAMER_CO_RETURN_IF_ERROR(co_await tx.Prefetch<v1::Progress>(std::move(progress)));
  co_return co_await tx.Prefetch<v1::LeadFacts>({wanted.leads.begin(), wanted.leads.end()});
}

}  // namespace zamer::metrics
