#include "services/lead/lead_records.h"

#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>
#include <openssl/sha.h>

#include <utility>

#include "services/common/names/names.h"
#include "services/common/store/mutation.h"
#include "services/common/time/months.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/due.h"
#include "services/lead/domain/focus.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {
namespace {

constexpr int kImportedIdDigits = 24;

store::Key KeyOf(std::string_view department, std::string_view kind, std::string id) {
  return {std::string(department), std::string(kind), std::move(id)};
}

bool HoldsIdentities(const v1::LeadRecord& record) {
  return record.lead().state() != v1::Lead::MERGED && record.successor().empty();
}

// The lists of a lead that goes on as itself.
void AddLists(const v1::LeadRecord& record, double arrival, store::Indexes& indexes) {
  const v1::Lead& lead = record.lead();
  const auto add = [&](std::string index, double score) { indexes.sorted.push_back({std::move(index), score}); };
  if (record.queued()) add(std::string(kQueueIndex), arrival);
  if (!lead.owner().empty()) add(OwnerIndex(LastSegment(lead.owner()), lead.state()), arrival);
  if (lead.touches_size() > 0 && !lead.touches(0).channel().empty()) {
    add(ChannelIndex(LastSegment(lead.touches(0).channel())), arrival);
  }
  if (!lead.city().empty()) add(CityIndex(lead.city()), arrival);
  if (lead.has_next_step_time() && IsWorking(lead.state())) {
    add(std::string(kNextIndex), store::Score(FromTimestamp(lead.next_step_time())));
  }
  for (const std::string& key : record.text_keys()) add(TextIndex(key), arrival);
  for (const FocusDue& due : FocusOf(record, FocusTimes())) {
    add(FocusIndex(LastSegment(due.employee), due.reason), store::Score(due.time));
  }
}

}  // namespace

store::StoreOptions LeadStoreOptions() {
  return {.chained_kinds = {std::string(kTurnKind), std::string(kRosterKind), std::string(kChannelKind),
                            std::string(kCitiesKind), std::string(kMarketKind)}};
}

std::string StateIndex(v1::Lead::State state) { return absl::StrCat("state/", v1::Lead::State_Name(state)); }

std::string OwnerIndex(std::string_view employee_id, v1::Lead::State state) {
  return absl::StrCat("owner/", std::string(employee_id), "/", v1::Lead::State_Name(state));
}

std::string ChannelIndex(std::string_view channel_id) { return absl::StrCat("channel/", std::string(channel_id)); }

std::string CityIndex(std::string_view city) { return absl::StrCat("city/", std::string(city)); }

std::string TextIndex(std::string_view text_key) { return absl::StrCat("text/", std::string(text_key)); }

std::string FocusIndex(std::string_view employee_id, v1::FocusEntry::Reason reason) {
  return absl::StrCat("focus/", std::string(employee_id), "/", v1::FocusEntry::Reason_Name(reason));
}

std::string MarketIndex(std::string_view month) { return absl::StrCat("market/", std::string(month)); }

store::PageQuery QueueQuery(std::string department, int page_size, std::string page_token) {
  return {.department = std::move(department),
          .index = std::string(kQueueIndex),
          .page_size = page_size,
          .page_token = std::move(page_token),
          .filter = {}};
}

store::Key LeadKey(std::string_view lead_name) {
  return KeyOf(DepartmentOf(lead_name), kLeadKind, std::string(LastSegment(lead_name)));
}

store::Key HistoryKey(std::string_view lead_name, int page) {
  return KeyOf(DepartmentOf(lead_name), kHistoryKind, absl::StrCat(std::string(LastSegment(lead_name)), "/", page));
}

store::Key ChannelKey(std::string_view channel_name) {
  return KeyOf(DepartmentOf(channel_name), kChannelKind, std::string(LastSegment(channel_name)));
}

store::Key SpendKey(std::string_view department, std::string_view day) {
  return KeyOf(department, kSpendKind, std::string(day));
}

store::Key CallKey(std::string_view department, std::string_view id) {
  return KeyOf(department, kCallKind, std::string(id));
}

store::Key CallerKey(std::string_view department, std::string_view fingerprint) {
  return KeyOf(department, kCallerKind, std::string(fingerprint));
}

store::Key VisitKey(std::string_view visit_name) {
  return KeyOf(DepartmentOf(visit_name), kVisitKind, std::string(LastSegment(visit_name)));
}

store::Key RosterKey(std::string_view department) { return KeyOf(department, kRosterKind, "roster"); }

store::Key TurnKey(std::string_view department) { return KeyOf(department, kTurnKind, "turn"); }

store::Key CitiesKey(std::string_view department) { return KeyOf(department, kCitiesKind, "cities"); }

store::Key MarketKey(std::string_view department, std::string_view month, std::string_view city) {
  return KeyOf(department, kMarketKind,
               absl::StrCat(std::string(month), "-", absl::BytesToHexString(store::DigestOf(city))));
}

std::string LeadNameOf(std::string_view department, std::string_view id) {
  return LeadName{std::string(department), std::string(id)}.ToString();
}

std::string ImportedLeadId(std::string_view system, std::string_view person_id) {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  // The length keeps ("a", "bc") and ("ab", "c") apart.
  const std::string text = absl::StrCat(system.size(), ":", std::string(system), std::string(person_id));
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash);
  std::string id = "i";
  // Five of a byte's eight bits choose one of 32 digits; 24 digits are 120 bits.
  for (int i = 0; i < kImportedIdDigits; ++i) id += kDigits[hash[i] % 32];
  return id;
}

v1::Lead Shown(const v1::LeadRecord& record, std::int64_t version) {
  v1::Lead lead = record.lead();
  lead.set_etag(store::Etag(version));
  return lead;
}

v1::Channel Shown(const v1::ChannelRecord& record, std::int64_t version) {
  v1::Channel channel;
  channel.set_name(record.name());
  channel.set_display_name(record.display_name());
  channel.set_etag(store::Etag(version));
  return channel;
}

v1::Campaign Shown(const v1::ChannelRecord::Entry& entry) {
  v1::Campaign campaign = entry.campaign();
  campaign.set_etag(store::Etag(entry.version()));
  return campaign;
}

}  // namespace zamer::lead

namespace zamer::store {

Indexes Indexer<lead::v1::LeadRecord>::Of(const lead::v1::LeadRecord& record) {
  Indexes indexes;
  if (record.alias()) return indexes;
  const lead::v1::Lead& lead = record.lead();
  const double arrival = Score(FromTimestamp(lead.arrive_time()));
  if (lead::HoldsIdentities(record)) {
    for (const std::string& key : record.person_keys())
      indexes.unique.push_back({std::string(lead::kPersonIndex), key});
  }
  indexes.sorted.push_back({lead::StateIndex(lead.state()), arrival});
  if (lead.state() != lead::v1::Lead::MERGED) lead::AddLists(record, arrival, indexes);
  indexes.timer = lead::DueAt(record);
  return indexes;
}

Indexes Indexer<lead::v1::TurnRecord>::Of(const lead::v1::TurnRecord& record) {
  Indexes indexes;
  if (record.has_drain_time()) indexes.timer = FromTimestamp(record.drain_time());
  return indexes;
}

Indexes Indexer<lead::v1::ChannelRecord>::Of(const lead::v1::ChannelRecord&) {
  Indexes indexes;
  indexes.sorted.push_back({std::string(lead::kChannelsIndex), 0});
  return indexes;
}

Indexes Indexer<lead::v1::MarketMonth>::Of(const lead::v1::MarketMonth& month) {
  Indexes indexes;
  const absl::CivilMonth civil(month.month().year(), month.month().month());
  indexes.sorted.push_back({lead::MarketIndex(FormatMonth(civil)), 0});
  return indexes;
}

Indexes Indexer<lead::v1::CallRecord>::Of(const lead::v1::CallRecord& call) {
  Indexes indexes;
  if (!call.has_call()) return indexes;
  const double began = Score(FromTimestamp(call.call().occurred_time()));
  indexes.sorted.push_back({std::string(lead::kCallsIndex), began});
  return indexes;
}

Indexes Indexer<lead::v1::CallerRecord>::Of(const lead::v1::CallerRecord& caller) {
  Indexes indexes;
  if (caller.calls_size() > 0) indexes.unique.push_back({std::string(lead::kCallerIndex), caller.fingerprint()});
  return indexes;
}

Indexes Indexer<lead::v1::VisitRecord>::Of(const lead::v1::VisitRecord& visit) {
  Indexes indexes;
  const double when = Score(FromTimestamp(visit.visit().occurred_time()));
  indexes.sorted.push_back({std::string(lead::kVisitsIndex), when});
  return indexes;
}

}  // namespace zamer::store
