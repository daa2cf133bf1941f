#include "services/lead/lead_records.h"

#include <absl/strings/str_cat.h>
#include <openssl/sha.h>

#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/due.h"
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

}  // namespace

store::StoreOptions LeadStoreOptions() {
  return {.chained_kinds = {std::string(kTurnKind), std::string(kRosterKind), std::string(kChannelKind)}};
}

std::string OwnerIndex(std::string_view employee_id) { return absl::StrCat("owner/", std::string(employee_id)); }

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

store::Key RosterKey(std::string_view department) { return KeyOf(department, kRosterKind, "roster"); }

store::Key TurnKey(std::string_view department) { return KeyOf(department, kTurnKind, "turn"); }

std::string LeadNameOf(std::string_view department, std::string_view id) {
  return LeadName{std::string(department), std::string(id)}.ToString();
}

std::string EmployeeNameOf(std::string_view department, std::string_view id) {
  return EmployeeName{std::string(department), std::string(id)}.ToString();
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

v1::Channel Shown(v1::Channel channel, std::int64_t version) {
  channel.set_etag(store::Etag(version));
  return channel;
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
  indexes.sorted.push_back({std::string(lead::kArrivalIndex), arrival});
  if (record.queued()) indexes.sorted.push_back({std::string(lead::kQueueIndex), arrival});
  if (!lead.owner().empty() && !lead::IsClosed(lead.state())) {
    indexes.sorted.push_back({lead::OwnerIndex(LastSegment(lead.owner())), arrival});
  }
  indexes.timer = lead::DueAt(record);
  return indexes;
}

Indexes Indexer<lead::v1::TurnRecord>::Of(const lead::v1::TurnRecord& record) {
  Indexes indexes;
  if (record.has_drain_time()) indexes.timer = FromTimestamp(record.drain_time());
  return indexes;
}

Indexes Indexer<lead::v1::Channel>::Of(const lead::v1::Channel&) {
  Indexes indexes;
  indexes.sorted.push_back({std::string(lead::kChannelsIndex), 0});
  return indexes;
}

}  // namespace zamer::store
