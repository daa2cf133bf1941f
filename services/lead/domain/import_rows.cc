#include "services/lead/domain/import_rows.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "services/common/time/timestamps.h"
#include "services/lead/domain/closing.h"
#include "services/lead/domain/first_response.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {
namespace {

using Rows = v1::LeadRecord::ImportedRows;
using Rank = v1::LeadRecord::Rank;

bool IsBefore(const Rank& a, const Rank& b) {
  const absl::Time a_time = FromTimestamp(a.time());
  const absl::Time b_time = FromTimestamp(b.time());
  return std::tie(a_time, a.row_id()) < std::tie(b_time, b.row_id());
}

// Whether the row's word holds rather than the known one's; then it becomes the known one.
bool Outranks(const Rank& rank, Rank& holder) {
  const bool known = !holder.row_id().empty();
  if (known && !IsBefore(holder, rank)) return false;
  holder = rank;
  return true;
}

bool DecidedByRows(const v1::LeadRecord& record) {
  return record.lead().imported() && record.lead().state() == record.imported().settled_state();
}

bool KnowsPhone(const v1::ImportedLead& row) { return row.state() == v1::Lead::PHONE_CAPTURED; }

// Takes what a row says where it outranks the rows before.
void TakeRow(v1::LeadRecord& record, const v1::ImportedLead& row, const Rank& rank) {
  Rows& rows = *record.mutable_imported();
  v1::Lead& lead = *record.mutable_lead();
  if (Outranks(rank, *rows.mutable_state())) {
    rows.set_row_state(row.state());
    rows.set_close_reason(row.close_reason());
    rows.clear_close_time();
    if (row.has_close_time()) *rows.mutable_close_time() = row.close_time();
  }
  if (!row.client_name().empty() && !lead.erased() && Outranks(rank, *rows.mutable_client_name())) {
    lead.set_client_name(row.client_name());
  }
  if (!row.city().empty() && Outranks(rank, *rows.mutable_city())) lead.set_city(row.city());
  const bool owned_here = record.counted();
  if (!row.owner().empty() && Outranks(rank, *rows.mutable_owner()) && !owned_here) {
    lead.set_owner(row.owner());
  }
}

void LearnPhoneTime(v1::LeadRecord& record, const google::protobuf::Timestamp& time) {
  const bool earlier = !record.has_phone_time() || FromTimestamp(time) < FromTimestamp(record.phone_time());
  if (earlier) *record.mutable_phone_time() = time;
}

void SortPhones(v1::Lead& lead) {
  std::sort(lead.mutable_phones()->begin(), lead.mutable_phones()->end(), [](const v1::Phone& a, const v1::Phone& b) {
    return std::tie(a.e164(), a.raw()) < std::tie(b.e164(), b.raw());
  });
}

// Where the rows say that the lead stands.
v1::Lead::State StateByRows(const v1::LeadRecord& record) {
  const v1::Lead::State row_state = record.imported().row_state();
  if (IsClosed(row_state) && record.contracts_size() == 0) return row_state;
  return StateByFacts(record, row_state);
}

void SetTimes(v1::LeadRecord& record) {
  const Rows& rows = record.imported();
  v1::Lead& lead = *record.mutable_lead();
  lead.clear_state_time();
  lead.clear_close_reason();
  if (!IsClosed(lead.state())) {
    *lead.mutable_state_time() = rows.state().time();
    return;
  }
  lead.set_close_reason(rows.close_reason());
  if (rows.has_close_time()) *lead.mutable_state_time() = rows.close_time();
}

absl::Time TimeOfState(const v1::LeadRecord& record) {
  const Rows& rows = record.imported();
  return FromTimestamp(IsClosed(record.lead().state()) && rows.has_close_time() ? rows.close_time()
                                                                                : rows.state().time());
}

// Sets the state of an imported lead by its rows and tells where that is a change.
void Settle(Change& change, v1::Lead::State from) {
  v1::LeadRecord& record = change.record;
  record.mutable_lead()->set_state(StateByRows(record));
  record.mutable_imported()->set_settled_state(record.lead().state());
  SetTimes(record);
  if (record.lead().state() == from) return;
  v1::StateChanged& fact = *change.Tell(TimeOfState(record)).mutable_state_changed();
  fact.set_from(from);
  fact.set_to(record.lead().state());
  fact.set_reason(record.lead().close_reason());
}

void TellCreated(RowsChange& rows) {
  v1::Lead& lead = rows.change.lead();
  v1::LeadCreated& created = *rows.change.Tell(FromTimestamp(lead.arrive_time())).mutable_lead_created();
  *created.mutable_dimensions() = DimensionsOf(lead);
  *created.mutable_arrive_time() = lead.arrive_time();
  created.set_imported(true);
  created.set_phone_unknown(rows.phone_unknown);
  created.set_meeting_unknown(rows.meeting_unknown);
}

void TellTouches(RowsChange& rows) {
  if (rows.before) {
    for (const v1::Touch& touch : rows.touches) TellTouch(rows.change, touch);
    // A touch tells by what the lead is counted, but for the city.
    const bool city_changed = rows.before->lead().city() != rows.change.lead().city();
    if (city_changed || rows.touches.empty()) TellDimensions(rows.change, DimensionsOf(rows.before->lead()));
    return;
  }
  // The touch that takes the credit is told by LeadCreated.
  bool credited = false;
  for (const v1::Touch& touch : rows.touches) {
    const bool first = !credited && touch.touch_id() == rows.change.lead().touches(0).touch_id();
    credited = credited || first;
    if (!first) TellTouch(rows.change, touch);
  }
}

void TellPhone(RowsChange& rows) {
  if (!rows.change.record.phone_captured() || (rows.before && rows.before->phone_captured())) return;
  rows.change.Tell(FromTimestamp(rows.change.lead().arrive_time())).mutable_phone_captured()->set_with_lead(true);
}

void TellOwner(RowsChange& rows) {
  const std::string previous = rows.before ? rows.before->lead().owner() : std::string();
  const v1::Lead& lead = rows.change.lead();
  if (lead.owner() == previous) return;
  v1::LeadAssigned& fact = *rows.change.Tell(FromTimestamp(lead.arrive_time())).mutable_lead_assigned();
  fact.set_owner(lead.owner());
  fact.set_previous_owner(previous);
  fact.set_cause(v1::LeadAssigned::IMPORT);
}

}  // namespace

RowsChange RowsChange::Start(std::string name, absl::Time now) {
  RowsChange rows{.change = Change(v1::LeadRecord(), now)};
  rows.change.lead().set_name(std::move(name));
  rows.change.lead().set_imported(true);
  *rows.change.lead().mutable_create_time() = ToTimestamp(now);
  return rows;
}

RowsChange RowsChange::Continue(v1::LeadRecord record, absl::Time now) {
  RowsChange rows{.change = Change(record, now)};
  rows.before = std::move(record);
  return rows;
}

v1::ImportHistoryResponse::Outcome AddRow(RowsChange& rows, const Deal& deal) {
  v1::LeadRecord& record = rows.change.record;
  Rows& known = *record.mutable_imported();
  if (std::ranges::find(known.row_ids(), deal.row_id) != known.row_ids().end())
    return v1::ImportHistoryResponse::UNCHANGED;
  const bool first = known.row_ids_size() == 0 && !rows.before;
  known.add_row_ids(deal.row_id);

  const TouchResult placed = PlaceTouch(record, deal.row.touch());
  if (!placed.repeated) rows.touches.emplace_back(deal.row.touch()).set_touch_id(placed.touch_id);
  rows.arrival_moved = rows.arrival_moved || (placed.arrival_moved && record.lead().interaction_count() > 0);
  rows.phone_unknown = rows.phone_unknown && deal.row.phone_unknown();
  rows.meeting_unknown = rows.meeting_unknown && deal.row.meeting_unknown();

  LearnContacts(record, {.phones = deal.phones, .keys = deal.keys});
  const bool readable = std::ranges::any_of(deal.phones, [](const v1::Phone& phone) { return !phone.e164().empty(); });
  if (readable || KnowsPhone(deal.row)) record.set_phone_captured(true);
  if (readable) LearnPhoneTime(record, deal.row.touch().time());
  if (record.lead().imported()) {
    SortPhones(*record.mutable_lead());
    Rank rank;
    *rank.mutable_time() = deal.row.touch().time();
    rank.set_row_id(deal.row_id);
    TakeRow(record, deal.row, rank);
  }
  return first ? v1::ImportHistoryResponse::CREATED : v1::ImportHistoryResponse::MERGED;
}

void Finish(RowsChange& rows) {
  Change& change = rows.change;
  // A new lead's creation is told before its interactions.
  std::vector<v1::LeadEvent> earlier;
  if (!rows.before) earlier = std::exchange(change.facts, {});
  if (!rows.before) TellCreated(rows);
  TellTouches(rows);
  TellPhone(rows);
  TellOwner(rows);
  const v1::Lead::State from = rows.before ? rows.before->lead().state() : v1::Lead::NEW;
  if (!rows.before || DecidedByRows(change.record)) {
    Settle(change, from);
  } else if (from == v1::Lead::NEW || from == v1::Lead::IN_CORRESPONDENCE) {
    MoveTo(change, StateByFacts(change.record), change.now);
  }
  std::ranges::move(earlier, std::back_inserter(change.facts));
}

bool JoinRows(Change& survivor, const v1::LeadRecord& other) {
  v1::LeadRecord& record = survivor.record;
  if (!record.has_imported() && !other.has_imported()) return false;
  const bool both = DecidedByRows(record) && DecidedByRows(other);
  const Rows& theirs = other.imported();
  Rows& ours = *record.mutable_imported();
  for (const std::string& row_id : theirs.row_ids()) ours.add_row_ids(row_id);
  if (!both) {
    ours.set_settled_state(v1::Lead::STATE_UNSPECIFIED);
    return false;
  }
  if (Outranks(theirs.state(), *ours.mutable_state())) {
    ours.set_row_state(theirs.row_state());
    ours.set_close_reason(theirs.close_reason());
    ours.clear_close_time();
    if (theirs.has_close_time()) *ours.mutable_close_time() = theirs.close_time();
  }
  if (theirs.has_client_name() && Outranks(theirs.client_name(), *ours.mutable_client_name())) {
    survivor.lead().set_client_name(other.lead().client_name());
  }
  if (theirs.has_city() && Outranks(theirs.city(), *ours.mutable_city())) {
    survivor.lead().set_city(other.lead().city());
  }
  SortPhones(survivor.lead());
  Settle(survivor, survivor.lead().state());
  return true;
}

}  // namespace zamer::lead
