// How the lead service's records are named, found and shown.
#pragma once
#include <string>
#include <string_view>

#include "services/common/store/index.h"
#include "services/common/store/key.h"
#include "services/common/store/store.h"
#include "zamer/lead/v1/lead.pb.h"
#include "zamer/lead/v1/lead_records.pb.h"
#include "zamer/lead/v1/marketing.pb.h"

namespace zamer::lead {

// Kinds of records.
inline constexpr std::string_view kLeadKind = "lead";
inline constexpr std::string_view kHistoryKind = "history";
inline constexpr std::string_view kChannelKind = "channel";
inline constexpr std::string_view kSpendKind = "spend";
// Kinds that nearly every commit reads: the store keeps them at hand.
inline constexpr std::string_view kRosterKind = "roster";
inline constexpr std::string_view kTurnKind = "turn";
store::StoreOptions LeadStoreOptions();

// Indexes. `person`: unique, by fingerprint of a phone or external identity. Sorted by arrival: `arrival` holds all
// leads, `queue` those that wait, `owner/{employee}` the open ones of an owner. `channels` by id.
inline constexpr std::string_view kPersonIndex = "person";
inline constexpr std::string_view kArrivalIndex = "arrival";
inline constexpr std::string_view kQueueIndex = "queue";
inline constexpr std::string_view kChannelsIndex = "channels";
std::string OwnerIndex(std::string_view employee_id);

store::Key LeadKey(std::string_view lead_name);
store::Key HistoryKey(std::string_view lead_name, int page);
store::Key ChannelKey(std::string_view channel_name);
store::Key SpendKey(std::string_view department, std::string_view day);
store::Key RosterKey(std::string_view department);
store::Key TurnKey(std::string_view department);

std::string LeadNameOf(std::string_view department, std::string_view id);
std::string EmployeeNameOf(std::string_view department, std::string_view id);

// Id of the lead of a person of another CRM: "i" and 24 characters of a-z and 0-9 that follow from system and person,
// so that every import finds the lead by its key.
std::string ImportedLeadId(std::string_view system, std::string_view person_id);

// The resources as they are shown: with the etag that names the version.
v1::Lead Shown(const v1::LeadRecord& record, std::int64_t version);
v1::Channel Shown(v1::Channel channel, std::int64_t version);

}  // namespace zamer::lead

template <>
struct zamer::store::Indexer<zamer::lead::v1::LeadRecord> {
  static Indexes Of(const lead::v1::LeadRecord& record);
};
template <>
struct zamer::store::Indexer<zamer::lead::v1::TurnRecord> {
  static Indexes Of(const lead::v1::TurnRecord& record);
};
template <>
struct zamer::store::Indexer<zamer::lead::v1::Channel> {
  static Indexes Of(const lead::v1::Channel& channel);
};
