#include "services/lead/redistributions.h"

#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/redistribution.h"
#include "services/lead/domain/stages.h"
#include "services/lead/lead_filter.h"
#include "services/lead/lead_records.h"

namespace zamer::lead {
namespace {

using Record = v1::RedistributionRecord;

// Leads that one commit hands on: enough that a thousand take ten commits, few enough that nobody waits long for one.
constexpr int kPage = 100;

// His follow-ups need no list of their own: the focus lists hold every lead on which he has one, whosever it is.
store::PageQuery QueryOf(const store::Key& key, const Record& record) {
  const std::string_view employee = LastSegment(record.redistribution().owner());
  store::PageQuery query{.department = key.department,
                         .index = "owned-leads",
                         .page_size = kPage,
                         .page_token = record.page_token(),
                         .filter = std::string(employee)};
  if (record.list() == Record::CALL_BACKS) {
    query.index = FocusIndex(employee, v1::FocusEntry::CALL_BACK);
  } else if (record.list() == Record::FOLLOW_UPS) {
    query.index = FocusIndex(employee, v1::FocusEntry::FOLLOW_UP);
  } else {
    for (const v1::Lead::State state : LeadStates()) {
      if (IsWorking(state)) query.lists.push_back(OwnerIndex(employee, state));
    }
  }
  return query;
}

// One run of a page's body: hands on what the leaver has on these leads.
asio::awaitable<absl::StatusOr<HandedOn>> HandOn(LeadWork& work, Leaver leaver, std::vector<store::Key> leads) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work.GetRoster());
  ZAMER_CO_RETURN_IF_ERROR(co_await work.tx().Prefetch<v1::LeadRecord>(leads));
  work.SetLeaver(leaver);
  for (const store::Key& key : leads) {
    ZAMER_CO_ASSIGN_OR_RETURN(Change change, co_await work.Load(LeadNameOf(key.department, key.id)));
    if (!HasWork(change.record, leaver)) continue;
    const bool passed = !IsHandedOver(change.record, leaver) && PassToOwner(change, leaver, *roster);
    work.Stage(std::move(change), passed ? HandOut::kNone : HandOut::kDropOut);
  }
  ZAMER_CO_RETURN_IF_ERROR(co_await work.Finish());
  HandedOn sum;
  work.tx().ForEachWritten<v1::LeadRecord>(
      kLeadKind, [&](const store::Key&, const v1::LeadRecord* before, const v1::LeadRecord& after) {
        if (before != nullptr) Add(sum, *before, after, leaver);
      });
  co_return sum;
}

// Writes how far it has come, and tells of it when it is done.
void WriteProgress(LeadWork& work, const store::Key& key, Record record) {
  const v1::Redistribution redistribution = record.redistribution();
  const bool done = !IsRunning(record);
  const std::int64_t version = work.tx().Put(key, std::move(record));
  if (!done) return;
  v1::LeadEvent event;
  v1::LeadsRedistributed& fact = *event.mutable_leads_redistributed();
  fact.set_owner(redistribution.owner());
  fact.set_assigned(redistribution.assigned());
  fact.set_queued(redistribution.queued());
  fact.set_follow_ups(redistribution.follow_ups());
  work.Emit(std::move(event), redistribution.name(), version, work.now());
}

}  // namespace

store::Key RedistributionKey(std::string_view name) {
  return {std::string(DepartmentOf(name)), std::string(kRedistributionKind), std::string(LastSegment(name))};
}

std::string RedistributionNameOf(std::string_view department, std::string_view id) {
  return Child(DepartmentNameOf(department), "redistributions", id);
}

asio::awaitable<absl::StatusOr<std::string>> BeginOrJoin(const LeadParts& parts, store::Transaction& tx, Leaver leaver,
                                                         events::Cause cause, absl::Time resume) {
  const std::string department(DepartmentOf(leaver.employee));
  LeadWork work(parts, tx, department, cause);
  ZAMER_CO_RETURN_IF_ERROR(co_await work.GetRoster());
  store::UniqueEntry of_employee{std::string(kRedistributionIndex), std::string(LastSegment(leaver.employee))};
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string running, co_await tx.Lookup(department, std::move(of_employee)));
  if (!running.empty()) {
    std::string name = RedistributionNameOf(department, running);
    ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<Record>(RedistributionKey(name)));
    if (!found) co_return Internal("a redistribution that runs is not there");
    Record record = *found;
    JoinRedistribution(record);
    tx.Put(RedistributionKey(name), std::move(record));
    co_return name;
  }
  std::string name = RedistributionNameOf(department, parts.ids.NextId());
  Record record = BeginRedistribution(name, leaver, cause.recorded, resume);
  record.set_actor(cause.actor);
  record.set_trace_parent(cause.trace_parent);
  tx.Put(RedistributionKey(name), std::move(record));
  co_return name;
}

asio::awaitable<absl::StatusOr<Record>> Redistributing::Run(std::function<bool()> wanted, absl::Time deadline) {
  while (true) {
    ZAMER_CO_ASSIGN_OR_RETURN(auto read, co_await parts_.store.Get<Record>(key_, deadline));
    if (!read.record) {
      co_return NotFound(Reason::kRedistributionNotFound,
                         "There is no such redistribution: take the name from the answer of RedistributeLeads.",
                         {{"redistribution", RedistributionNameOf(key_.department, key_.id)}});
    }
    if (!IsRunning(*read.record) || !wanted()) co_return *std::move(read.record);
    const absl::Status taken = co_await TakePage(*std::move(read.record), read.version, deadline);
    // Others worked on the same leads meanwhile; the page is read anew.
    if (!taken.ok() && !absl::IsAborted(taken)) co_return taken;
  }
}

asio::awaitable<absl::Status> Redistributing::TakePage(Record record, std::int64_t version, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const store::IdPage page,
                            co_await store::ListIds(parts_.store, QueryOf(key_, record), deadline));
  std::vector<store::Key> leads;
  leads.reserve(page.ids.size());
  for (const std::string& id : page.ids) leads.push_back(LeadKey(LeadNameOf(key_.department, id)));
  const auto body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<Record>(key_));
    // Somebody else has taken this page.
    if (!found || found.version != version) co_return std::string();
    Record next = *found;
    const absl::Time now = clock_.Now();
    LeadWork work(parts_, tx, key_.department, {next.actor(), next.trace_parent(), now});
    ZAMER_CO_ASSIGN_OR_RETURN(const HandedOn handed_on, co_await HandOn(work, LeaverOf(next), leads));
    Advance(next, handed_on, page.next_page_token, now + pause_);
    WriteProgress(work, key_, std::move(next));
    co_return std::string();
  };
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts_.store.CommitEffect(parts_.store.keys().PartitionOf(key_.department), {}, deadline, body));
  if (!done.position.empty()) position_ = done.position;
  co_return absl::OkStatus();
}

}  // namespace zamer::lead

namespace zamer::store {

Indexes Indexer<lead::v1::RedistributionRecord>::Of(const lead::v1::RedistributionRecord& record) {
  Indexes indexes;
  indexes.timer = lead::ResumeAt(record);
  if (lead::IsRunning(record)) {
    indexes.unique.push_back(
        {std::string(lead::kRedistributionIndex), std::string(LastSegment(record.redistribution().owner()))});
  }
  return indexes;
}

}  // namespace zamer::store
