#include "services/lead/domain/merge.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/closing.h"
#include "services/lead/domain/contact_rights.h"
#include "services/lead/domain/contacts.h"
#include "services/lead/domain/erasure.h"
#include "services/lead/domain/follow_ups.h"
#include "services/lead/domain/household.h"
#include "services/lead/domain/import_rows.h"
#include "services/lead/domain/stages.h"
#include "services/lead/domain/touches.h"

namespace zamer::lead {
namespace {

void JoinTouches(v1::LeadRecord& survivor, const v1::Lead& other) {
  for (const v1::Touch& touch : other.touches()) PlaceTouch(survivor, touch);
  // Touches beyond those kept in full are only a number.
  v1::Lead& lead = *survivor.mutable_lead();
  lead.set_touch_count(lead.touch_count() + other.touch_count() - other.touches_size());
}

void JoinFacts(v1::LeadRecord& survivor, const v1::LeadRecord& other) {
  v1::Lead& lead = *survivor.mutable_lead();
  if (lead.meeting().empty() && !other.lead().meeting().empty()) {
    lead.set_meeting(other.lead().meeting());
    *lead.mutable_meeting_time() = other.lead().meeting_time();
    survivor.set_meeting_confirmed(other.meeting_confirmed());
  }
  JoinContacts(survivor, other);
  survivor.set_logged_here(survivor.logged_here() || other.logged_here() || !other.lead().imported());
  for (const auto& contract : other.contracts()) *survivor.add_contracts() = contract;
  if (lead.contract().empty()) lead.set_contract(other.lead().contract());
  const auto earlier = [](const auto& record) {
    return record.has_held_time() ? FromTimestamp(record.held_time()) : absl::InfiniteFuture();
  };
  if (earlier(other) < earlier(survivor)) *survivor.mutable_held_time() = other.held_time();
  survivor.set_no_show_count(survivor.no_show_count() + other.no_show_count());
  lead.set_service_request(lead.service_request() || other.lead().service_request());
  JoinHouseholds(lead, other.lead());
  lead.set_interaction_count(lead.interaction_count() + other.lead().interaction_count());
  const std::string id(LastSegment(other.lead().name()));
  survivor.add_merges(id);
  survivor.add_absorbed(id);
  for (const std::string& absorbed : other.absorbed()) survivor.add_absorbed(absorbed);
}

// A survivor that was closed goes on when the other was open; two imported leads stand where their rows say.
void JoinStates(Change& survivor, v1::Lead::State other) {
  const v1::Lead::State state = survivor.lead().state();
  if (IsClosed(state) && IsClosed(other) && survivor.record.contracts_size() == 0) return;
  MoveTo(survivor, StateByFacts(survivor.record), survivor.now);
}

// The person stands by this lead, now and by name.
absl::Status CheckGoesOn(const v1::LeadRecord& record) {
  ZAMER_RETURN_IF_ERROR(CheckMove(record.lead(), Command::kMerge));
  ZAMER_RETURN_IF_ERROR(CheckNotErased(record.lead()));
  if (record.successor().empty()) return absl::OkStatus();
  return FailedPrecondition(Reason::kIllegalTransition,
                            "The person has a later lead, which is linked to this one; work on that.",
                            {{"subject", record.lead().name()}, {"successor", record.successor()}});
}

// That a phone became known was told of the other lead; it is not told again of this one. A person counts once in the
// market, when the first of them did.
void JoinPhone(v1::LeadRecord& survivor, const v1::LeadRecord& other) {
  survivor.set_phone_captured(survivor.phone_captured() || other.phone_captured());
  const auto known = [](const v1::LeadRecord& record) {
    return record.has_phone_time() ? FromTimestamp(record.phone_time()) : absl::InfiniteFuture();
  };
  if (known(other) < known(survivor)) *survivor.mutable_phone_time() = other.phone_time();
}

// All that the survivor gets, and the other lead's way to MERGED.
void Join(Change& survivor, Change& other) {
  const v1::Lead::State state = other.lead().state();
  JoinTouches(survivor.record, other.lead());
  MoveFollowUps(other.record, survivor.record);
  KeepDoNotContact(survivor, other.lead());
  JoinFacts(survivor.record, other.record);
  JoinPhone(survivor.record, other.record);
  LearnPerson(survivor, PersonOf(other.record), survivor.now);
  if (survivor.lead().owner().empty() && !other.lead().owner().empty()) {
    const bool counted = other.record.counted();
    Assign(survivor, other.lead().owner(), v1::LeadAssigned::MERGE);
    survivor.record.set_counted(counted);
  }
  if (!JoinRows(survivor, other.record)) JoinStates(survivor, state);
  other.record = AsMerged(std::move(other.record), survivor.lead().name());
}

}  // namespace

bool IsOlder(const v1::Lead& a, const v1::Lead& b) {
  const absl::Time a_time = FromTimestamp(a.arrive_time());
  const absl::Time b_time = FromTimestamp(b.arrive_time());
  return std::tie(a_time, a.name()) < std::tie(b_time, b.name());
}

absl::Status CheckMerge(const v1::LeadRecord& a, const v1::LeadRecord& b) {
  ZAMER_RETURN_IF_ERROR(CheckGoesOn(a));
  ZAMER_RETURN_IF_ERROR(CheckGoesOn(b));
  const Metadata both = {{"lead", a.lead().name()}, {"other", b.lead().name()}};
  if (AreHousehold(a, b)) {
    return FailedPrecondition(Reason::kSameHousehold,
                              "The leads are known to be different people; unlink them if they are one after all.",
                              both);
  }
  if (a.lead().meeting().empty() || b.lead().meeting().empty()) return absl::OkStatus();
  return FailedPrecondition(Reason::kBothHaveMeetings,
                            "The two are one person's leads, and both have a meeting ahead; call one of them off.",
                            both);
}

v1::LeadRecord AsMerged(v1::LeadRecord record, const std::string& survivor) {
  record.mutable_lead()->clear_meeting();
  record.mutable_lead()->clear_follow_ups();
  record.mutable_lead()->set_merged_into(survivor);
  record.set_queued(false);
  record.set_counted(false);
  return record;
}

absl::StatusOr<v1::Journal> Merge(Change& survivor, Change& other) {
  ZAMER_RETURN_IF_ERROR(CheckMerge(survivor.record, other.record));
  v1::Journal journal;
  *journal.mutable_other() = other.record;
  *journal.mutable_before() = survivor.record;
  journal.set_state(other.lead().state());
  *journal.mutable_merge_time() = ToTimestamp(survivor.now);
  Join(survivor, other);
  *journal.mutable_after() = survivor.record;
  ZAMER_RETURN_IF_ERROR(Move(other, Command::kMerge, other.now));
  other.Tell(other.now).mutable_lead_merged()->set_survivor(survivor.lead().name());
  return journal;
}

v1::LeadRecord MergeAgain(const v1::LeadRecord& before, const v1::LeadRecord& other, absl::Time when) {
  Change survivor(before, when);
  Change merged(other, when);
  Join(survivor, merged);
  return std::move(survivor.record);
}

}  // namespace zamer::lead
