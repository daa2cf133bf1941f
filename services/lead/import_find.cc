// Reading ahead for an import, and finding the leads that its rows belong to.
#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/lead/area_codes.h"
#include "services/lead/domain/interactions.h"
#include "services/lead/domain/merge.h"
#include "services/lead/import_batch.h"
#include "services/lead/journals.h"
#include "services/lead/lead_records.h"
#include "services/lead/phones.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

// A survivor may be merged again; longer chains than this are not made.
constexpr int kMaxMerges = 64;

}  // namespace

std::string ImportBatch::PersonLead(const std::string& person_id) const {
  return LeadNameOf(work_.department(), ImportedLeadId(request_.system(), person_id));
}

asio::awaitable<absl::Status> ImportBatch::Prefetch() {
  std::set<store::Key> leads;
  std::set<store::Key> channels;
  for (const auto& row : request_.rows()) {
    leads.insert(LeadKey(PersonLead(row.has_lead() ? row.lead().person_id() : row.interaction().person_id())));
    const std::string& channel = row.lead().touch().channel();
    if (DepartmentOf(channel) == work_.department()) channels.insert(ChannelKey(channel));
  }
  ZAMER_CO_RETURN_IF_ERROR(co_await work_.tx().Prefetch<v1::LeadRecord>({leads.begin(), leads.end()}));
  ZAMER_CO_RETURN_IF_ERROR(co_await work_.tx().Prefetch<v1::ChannelRecord>({channels.begin(), channels.end()}));
  ZAMER_CO_RETURN_IF_ERROR(co_await ReadContacts());
  ZAMER_CO_RETURN_IF_ERROR(co_await PrefetchHolders());
  co_return co_await PrefetchHistory();
}

asio::awaitable<absl::Status> ImportBatch::ReadContacts() {
  const bool local = std::ranges::any_of(
      request_.rows(), [](const auto& row) { return !row.lead().city().empty() && MayBeLocal(row.lead().phone()); });
  v1::CityList cities;
  if (local) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await work_.tx().Get<v1::CityList>(CitiesKey(work_.department())));
    if (known) cities = *known;
  }
  contacts_.resize(static_cast<std::size_t>(request_.rows_size()));
  for (int i = 0; i < request_.rows_size(); ++i) {
    const std::string& text = request_.rows(i).lead().phone();
    if (text.empty()) continue;
    Contacts& contacts = contacts_[static_cast<std::size_t>(i)];
    v1::Phone given;
    given.set_raw(text);
    contacts.phones = ReadPhones(given, roster_->phone_region(), AreaCodeOf(cities, request_.rows(i).lead().city()));
    for (const v1::Phone& phone : contacts.phones) contacts.keys.push_back(PhoneKey(work_.parts().fingerprint, phone));
    // What cannot be read is kept as it was typed.
    if (contacts.phones.empty()) contacts.phones.push_back(std::move(given));
  }
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> ImportBatch::PrefetchHolders() {
  std::set<std::string> keys;
  for (const Contacts& contacts : contacts_) keys.insert(contacts.keys.begin(), contacts.keys.end());
  if (keys.empty()) co_return absl::OkStatus();
  std::vector<store::UniqueEntry> entries;
  for (const std::string& key : keys) entries.push_back({std::string(kPersonIndex), key});
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                            co_await work_.tx().LookupAll(work_.department(), std::move(entries)));
  std::vector<store::Key> leads;
  auto id = ids.begin();
  for (const std::string& key : keys) {
    if (!id->empty()) {
      holders_[key] = LeadNameOf(work_.department(), *id);
      leads.push_back(LeadKey(holders_[key]));
    }
    ++id;
  }
  co_return co_await work_.tx().Prefetch<v1::LeadRecord>(std::move(leads));
}

asio::awaitable<absl::Status> ImportBatch::PrefetchHistory() {
  std::vector<store::Key> pages;
  for (const auto& row : request_.rows()) {
    if (!row.has_interaction()) continue;
    const std::string name = PersonLead(row.interaction().person_id());
    ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await work_.tx().Get<v1::LeadRecord>(LeadKey(name)));
    for (int page = 0; known && page < PageCount(*known); ++page) pages.push_back(HistoryKey(name, page));
  }
  co_return co_await work_.tx().Prefetch<v1::HistoryPage>(std::move(pages));
}

asio::awaitable<absl::StatusOr<ImportBatch::Lead*>> ImportBatch::FindByName(std::string name) {
  for (int merges = 0; merges < kMaxMerges; ++merges) {
    if (const auto moved = moved_.find(name); moved != moved_.end()) {
      name = moved->second;
      continue;
    }
    if (const auto found = leads_.find(name); found != leads_.end()) co_return found->second.get();
    absl::StatusOr<Change> loaded = co_await work_.Load(name);
    if (ReasonOf(loaded.status()) == Reason::kLeadNotFound) co_return nullptr;
    ZAMER_CO_RETURN_IF_ERROR(loaded.status());
    if (loaded->lead().state() == v1::Lead::MERGED) {
      moved_[name] = loaded->lead().merged_into();
      continue;
    }
    RowsChange rows = RowsChange::Continue(std::move(loaded->record), work_.now());
    co_return leads_.emplace(name, std::make_unique<Lead>(std::move(rows))).first->second.get();
  }
  co_return Internal("a lead's merges do not end", {{"lead", name}});
}

asio::awaitable<absl::StatusOr<ImportBatch::Lead*>> ImportBatch::FindByPhone(std::vector<std::string> keys) {
  for (const std::string& key : keys) {
    const auto holder = holders_.find(key);
    if (holder != holders_.end()) co_return co_await FindByName(holder->second);
  }
  co_return nullptr;
}

asio::awaitable<absl::StatusOr<ImportBatch::Lead*>> ImportBatch::LeadFor(const v1::ImportedLead& row,
                                                                         Contacts& contacts) {
  const std::string name = PersonLead(row.person_id());
  ZAMER_CO_ASSIGN_OR_RETURN(Lead * lead, co_await FindByName(name));
  // A row may name several phones, each of another lead.
  for (std::size_t i = 0; i < contacts.keys.size();) {
    ZAMER_CO_ASSIGN_OR_RETURN(Lead* const holder, co_await FindByPhone({contacts.keys[i]}));
    if (holder != nullptr && lead == nullptr) {
      PointTo(name, *holder);
      lead = holder;
    } else if (holder != nullptr && holder != lead) {
      if (CheckMerge(lead->rows.change.record, holder->rows.change.record).ok()) {
        ZAMER_CO_ASSIGN_OR_RETURN(lead, co_await Join(lead, holder));
      } else {
        // Both have a meeting ahead, or they are different people: the phone stays where it is.
        contacts.keys.erase(contacts.keys.begin() + static_cast<std::ptrdiff_t>(i));
        contacts.phones.erase(contacts.phones.begin() + static_cast<std::ptrdiff_t>(i));
        continue;
      }
    }
    ++i;
  }
  if (lead != nullptr) co_return lead;
  RowsChange rows = RowsChange::Start(name, work_.now());
  co_return leads_.emplace(name, std::make_unique<Lead>(std::move(rows))).first->second.get();
}

void ImportBatch::PointTo(const std::string& person_lead, const Lead& lead) {
  v1::LeadRecord pointer;
  pointer.set_alias(true);
  pointer.mutable_lead()->set_name(person_lead);
  pointer.mutable_lead()->set_state(v1::Lead::MERGED);
  pointer.mutable_lead()->set_imported(true);
  pointer.mutable_lead()->set_merged_into(lead.rows.change.lead().name());
  moved_[person_lead] = lead.rows.change.lead().name();
  work_.tx().Put(LeadKey(person_lead), std::move(pointer));
}

asio::awaitable<absl::StatusOr<ImportBatch::Lead*>> ImportBatch::Join(Lead* a, Lead* b) {
  ZAMER_CO_RETURN_IF_ERROR(co_await Settle(*a));
  ZAMER_CO_RETURN_IF_ERROR(co_await Settle(*b));
  const bool a_older = IsOlder(a->rows.change.lead(), b->rows.change.lead());
  Lead* const survivor = a_older ? a : b;
  Lead* const other = a_older ? b : a;
  Change& change = survivor->rows.change;
  ZAMER_CO_ASSIGN_OR_RETURN(std::vector<v1::Interaction> history, co_await work_.LoadHistory(change.record));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<v1::Interaction> more,
                            co_await work_.LoadHistory(other->rows.change.record));
  history.insert(history.end(), more.begin(), more.end());
  ZAMER_CO_RETURN_IF_ERROR(co_await MergeAndKeep(work_, change, other->rows.change));
  const ResponseBefore before(change.record);
  Recount(change.record, history);
  TellResponse(change, before, *roster_);

  moved_[other->rows.change.lead().name()] = change.lead().name();
  work_.Stage(std::move(other->rows.change));
  other->changed = false;
  // What follows is told as a change from here.
  survivor->rows.before = change.record;
  survivor->rows.touches.clear();
  survivor->rows.arrival_moved = false;
  survivor->response = ResponseBefore(change.record);
  survivor->knows_history = false;
  survivor->externals.clear();
  survivor->changed = true;
  co_return survivor;
}

}  // namespace zamer::lead
