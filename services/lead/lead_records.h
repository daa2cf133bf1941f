// How the lead service's records are named, found and shown.
#pragma once
#include <string>
#include <string_view>

#include "services/common/store/index.h"
#include "services/common/store/key.h"
#include "services/common/store/page.h"
#include "services/common/store/store.h"
#include "zamer/lead/v1/call_records.pb.h"
#include "zamer/lead/v1/focus.pb.h"
#include "zamer/lead/v1/lead.pb.h"
#include "zamer/lead/v1/lead_records.pb.h"
#include "zamer/lead/v1/market_records.pb.h"
#include "zamer/lead/v1/marketing_records.pb.h"
#include "zamer/lead/v1/showroom_records.pb.h"

namespace zamer::lead {

// Kinds of records.
inline constexpr std::string_view kLeadKind = "lead";
inline constexpr std::string_view kHistoryKind = "history";
inline constexpr std::string_view kChannelKind = "channel";
inline constexpr std::string_view kSpendKind = "spend";
inline constexpr std::string_view kCallKind = "call";
inline constexpr std::string_view kCallerKind = "caller";
inline constexpr std::string_view kVisitKind = "visit";
// Kinds that nearly every commit reads: the store keeps them at hand.
inline constexpr std::string_view kRosterKind = "roster";
inline constexpr std::string_view kTurnKind = "turn";
inline constexpr std::string_view kCitiesKind = "cities";
inline constexpr std::string_view kMarketKind = "market";
store::StoreOptions LeadStoreOptions();

// Indexes. `person`: unique, by fingerprint of a phone or external identity. `channels` by id. Leads sorted by arrival:
// `queue` holds those that wait, the others are named below; a merged lead is only in the list of its state. `next`
// holds working leads by their next step.
inline constexpr std::string_view kPersonIndex = "person";
inline constexpr std::string_view kQueueIndex = "queue";
inline constexpr std::string_view kNextIndex = "next";
inline constexpr std::string_view kChannelsIndex = "channels";
// Unique, by fingerprint of a phone: from whom calls are kept. No value is in this index and in `person`.
inline constexpr std::string_view kCallerIndex = "caller";
// Kept calls, and visits, sorted by when they were.
inline constexpr std::string_view kCallsIndex = "calls";
inline constexpr std::string_view kVisitsIndex = "visits";
// All leads in a state.
std::string StateIndex(v1::Lead::State state);
// An owner's leads in a state.
std::string OwnerIndex(std::string_view employee_id, v1::Lead::State state);
// Leads whose first touch is of the channel.
std::string ChannelIndex(std::string_view channel_id);
// Leads of a city.
std::string CityIndex(std::string_view city);
// Leads of people that a text key stands for.
std::string TextIndex(std::string_view text_key);
// What was used of the cities' markets in a month, such as "2026-03".
std::string MarketIndex(std::string_view month);
// What an employee should do for a reason, by the record's own time; see FocusTimes.
std::string FocusIndex(std::string_view employee_id, v1::FocusEntry::Reason reason);

// A page of those that wait, the longest waiting first.
store::PageQuery QueueQuery(std::string department, int page_size, std::string page_token);

store::Key LeadKey(std::string_view lead_name);
store::Key HistoryKey(std::string_view lead_name, int page);
store::Key ChannelKey(std::string_view channel_name);
store::Key SpendKey(std::string_view department, std::string_view day);
store::Key CallKey(std::string_view department, std::string_view id);
store::Key CallerKey(std::string_view department, std::string_view fingerprint);
store::Key VisitKey(std::string_view visit_name);
store::Key RosterKey(std::string_view department);
store::Key TurnKey(std::string_view department);
store::Key CitiesKey(std::string_view department);
// `month`: such as "2026-03".
store::Key MarketKey(std::string_view department, std::string_view month, std::string_view city);

std::string LeadNameOf(std::string_view department, std::string_view id);

// Id of the lead of a person of another CRM: "i" and 24 characters of a-z and 0-9 that follow from system and person,
// so that every import finds the lead by its key.
std::string ImportedLeadId(std::string_view system, std::string_view person_id);

// The resources as they are shown: with the etag that names the version.
v1::Lead Shown(const v1::LeadRecord& record, std::int64_t version);
v1::Channel Shown(const v1::ChannelRecord& channel, std::int64_t version);
v1::Campaign Shown(const v1::ChannelRecord::Entry& entry);

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
struct zamer::store::Indexer<zamer::lead::v1::ChannelRecord> {
  static Indexes Of(const lead::v1::ChannelRecord& channel);
};
template <>
struct zamer::store::Indexer<zamer::lead::v1::MarketMonth> {
  static Indexes Of(const lead::v1::MarketMonth& month);
};
template <>
struct zamer::store::Indexer<zamer::lead::v1::CallRecord> {
  static Indexes Of(const lead::v1::CallRecord& call);
};
template <>
struct zamer::store::Indexer<zamer::lead::v1::CallerRecord> {
  static Indexes Of(const lead::v1::CallerRecord& caller);
};
template <>
struct zamer::store::Indexer<zamer::lead::v1::VisitRecord> {
  static Indexes Of(const lead::v1::VisitRecord& visit);
};
