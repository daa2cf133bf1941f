#include "services/lead/journals.h"

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/lead/domain/interactions.h"
#include "services/lead/domain/merge.h"
#include "services/lead/lead_records.h"

namespace zamer::lead {
namespace {

// A lead goes on as another at most this often; see LeadWork::LoadPresent.
constexpr int kMaxMerges = 64;

store::Key JournalKey(const LeadWork& work, std::string_view id) {
  return {work.department(), std::string(kJournalKind), std::string(id)};
}

// Text keys follow from the rest.
void Slim(v1::Journal& journal) {
  journal.mutable_other()->clear_text_keys();
  journal.mutable_before()->clear_text_keys();
  journal.mutable_after()->clear_text_keys();
}

asio::awaitable<absl::StatusOr<std::vector<v1::Interaction>>> LoadOwn(LeadWork& work, const v1::LeadRecord& record) {
  std::vector<store::Key> keys;
  keys.reserve(static_cast<std::size_t>(PageCount(record)));
  for (int page = 0; page < PageCount(record); ++page) keys.push_back(HistoryKey(record.lead().name(), page));
  ZAMER_CO_RETURN_IF_ERROR(co_await work.tx().Prefetch<v1::HistoryPage>(keys));
  std::vector<v1::Interaction> own;
  for (const store::Key& key : keys) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto page, co_await work.tx().Get<v1::HistoryPage>(key));
    if (page) own.insert(own.end(), page->interactions().begin(), page->interactions().end());
  }
  co_return own;
}

// Merges that were made before there were journals are left out.
asio::awaitable<absl::StatusOr<Merges>> LoadMerges(LeadWork& work, const v1::LeadRecord& record, bool with_history) {
  Merges merges;
  std::vector<store::Key> keys;
  for (const std::string& id : record.merges()) keys.push_back(JournalKey(work, id));
  ZAMER_CO_RETURN_IF_ERROR(co_await work.tx().Prefetch<v1::Journal>(keys));
  for (const store::Key& key : keys) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto journal, co_await work.tx().Get<v1::Journal>(key));
    if (!journal || !journal->has_other()) continue;
    merges.ids.push_back(key.id);
    merges.journals.push_back(*journal);
  }
  if (!with_history) co_return merges;
  ZAMER_CO_ASSIGN_OR_RETURN(merges.own, co_await LoadOwn(work, record));
  co_return merges;
}

void AddOnce(const std::string& id, google::protobuf::RepeatedPtrField<std::string>& ids) {
  if (std::ranges::find(ids, id) == ids.end()) *ids.Add() = id;
}

// True when it is news.
bool AddOutcome(OutcomeKind kind, std::string_view subject, v1::LeadOutcomes& outcomes) {
  auto& ids = kind == OutcomeKind::kMeeting ? *outcomes.mutable_meetings() : *outcomes.mutable_contracts();
  const int before = ids.size();
  AddOnce(std::string(LastSegment(subject)), ids);
  return ids.size() > before;
}

}  // namespace

store::Key OutcomesKey(std::string_view lead_name) {
  return {std::string(DepartmentOf(lead_name)), std::string(kOutcomesKind), std::string(LastSegment(lead_name))};
}

asio::awaitable<absl::Status> MergeAndKeep(LeadWork& work, Change& survivor, Change& other) {
  const store::Key key = JournalKey(work, LastSegment(other.lead().name()));
  // One that was merged before, and went free, has an empty one.
  ZAMER_CO_RETURN_IF_ERROR((co_await work.tx().Get<v1::Journal>(key)).status());
  ZAMER_CO_ASSIGN_OR_RETURN(v1::Journal journal, Merge(survivor, other));
  Slim(journal);
  work.tx().Put(key, std::move(journal));
  co_return absl::OkStatus();
}

asio::awaitable<absl::StatusOr<Lineage>> LoadLineage(LeadWork& work, std::string name, bool with_history) {
  std::vector<v1::LeadRecord> records;
  for (int merges = 0; merges < kMaxMerges; ++merges) {
    ZAMER_CO_ASSIGN_OR_RETURN(Change change, co_await work.Load(name));
    name = change.lead().merged_into();
    records.push_back(std::move(change.record));
    if (records.back().lead().state() != v1::Lead::MERGED) break;
  }
  std::vector<Merges> levels(records.size());
  // From the top down: what a merged lead would be by itself is in the journal above it.
  const v1::LeadRecord* record = &records.back();
  for (std::size_t level = records.size(); level-- > 0;) {
    if (record != nullptr) {
      ZAMER_CO_ASSIGN_OR_RETURN(levels[level], co_await LoadMerges(work, *record, with_history));
    }
    levels[level].lead = std::string(LastSegment(records[level].lead().name()));
    if (level == 0) break;
    const auto place = levels[level].Find(LastSegment(records[level - 1].lead().name()));
    record = place ? &levels[level].journals[*place].other() : nullptr;
  }
  co_return Lineage(std::move(levels), std::move(records.back()));
}

void KeepJournals(LeadWork& work, const Lineage& lineage) {
  for (const Merges& merges : lineage.levels()) {
    for (std::size_t i = 0; i < merges.ids.size(); ++i) {
      work.tx().Put(JournalKey(work, merges.ids[i]), merges.journals[i]);
    }
  }
}

asio::awaitable<absl::Status> DropJournal(LeadWork& work, std::string id) {
  const store::Key key = JournalKey(work, id);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await work.tx().Get<v1::Journal>(key));
  if (known && known->has_other()) work.tx().Put(key, v1::Journal());
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> FollowOutcome(LeadWork& work, std::string name, OutcomeKind kind, std::string subject,
                                            const std::function<absl::Status(Change&)>& apply) {
  const store::Key key = OutcomesKey(name);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await work.tx().Get<v1::LeadOutcomes>(key));
  v1::LeadOutcomes outcomes = known ? *known : v1::LeadOutcomes();
  if (AddOutcome(kind, subject, outcomes)) work.tx().Put(key, std::move(outcomes));

  ZAMER_CO_ASSIGN_OR_RETURN(const Change lead, co_await work.Load(name));
  if (lead.lead().state() != v1::Lead::MERGED && lead.record.merges_size() == 0) co_return absl::OkStatus();
  ZAMER_CO_ASSIGN_OR_RETURN(Lineage lineage, co_await LoadLineage(work, name, false));
  lineage.Follow(apply, work.now());
  KeepJournals(work, lineage);
  co_return absl::OkStatus();
}

asio::awaitable<absl::StatusOr<v1::LeadOutcomes>> LoadOutcomes(LeadWork& work, std::vector<std::string> leads) {
  std::vector<store::Key> keys;
  keys.reserve(leads.size());
  for (const std::string& lead : leads) keys.push_back(OutcomesKey(lead));
  ZAMER_CO_RETURN_IF_ERROR(co_await work.tx().Prefetch<v1::LeadOutcomes>(keys));
  v1::LeadOutcomes all;
  for (const store::Key& key : keys) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto outcomes, co_await work.tx().Get<v1::LeadOutcomes>(key));
    if (outcomes) all.MergeFrom(*outcomes);
  }
  co_return all;
}

}  // namespace zamer::lead
