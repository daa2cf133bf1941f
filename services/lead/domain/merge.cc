#include "services/lead/domain/merge.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/closing.h"
#include "services/lead/domain/contacts.h"
#include "services/lead/domain/follow_ups.h"
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

void JoinFacts(v1::LeadRecord& survivor, v1::LeadRecord& other) {
  v1::Lead& lead = *survivor.mutable_lead();
  if (lead.meeting().empty() && !other.lead().meeting().empty()) {
    lead.set_meeting(other.lead().meeting());
    *lead.mutable_meeting_time() = other.lead().meeting_time();
    survivor.set_meeting_confirmed(other.meeting_confirmed());
  }
  other.mutable_lead()->clear_meeting();
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
  lead.set_do_not_contact(lead.do_not_contact() || other.lead().do_not_contact());
  lead.set_interaction_count(lead.interaction_count() + other.lead().interaction_count());
  survivor.add_absorbed(std::string(LastSegment(other.lead().name())));
  for (const std::string& id : other.absorbed()) survivor.add_absorbed(id);
}

// A survivor that was closed goes on when the other was open; two imported leads stand where their rows say.
void JoinStates(Change& survivor, v1::Lead::State other) {
  const v1::Lead::State state = survivor.lead().state();
  if (IsClosed(state) && IsClosed(other) && survivor.record.contracts_size() == 0) return;
  MoveTo(survivor, StateByFacts(survivor.record), survivor.now);
}

}  // namespace

bool IsOlder(const v1::Lead& a, const v1::Lead& b) {
  const absl::Time a_time = FromTimestamp(a.arrive_time());
  const absl::Time b_time = FromTimestamp(b.arrive_time());
  return std::tie(a_time, a.name()) < std::tie(b_time, b.name());
}

absl::Status CheckMerge(const v1::Lead& a, const v1::Lead& b) {
  ZAMER_RETURN_IF_ERROR(CheckMove(a, Command::kMerge));
  ZAMER_RETURN_IF_ERROR(CheckMove(b, Command::kMerge));
  if (a.meeting().empty() || b.meeting().empty()) return absl::OkStatus();
  return FailedPrecondition(Reason::kBothHaveMeetings,
                            "The phone belongs to another lead, and both have a meeting ahead; call one of them off.",
                            {{"lead", a.name()}, {"other", b.name()}});
}

absl::Status Merge(Change& survivor, Change& other) {
  ZAMER_RETURN_IF_ERROR(CheckMerge(survivor.lead(), other.lead()));
  const v1::Lead::State state = other.lead().state();
  JoinTouches(survivor.record, other.lead());
  MoveFollowUps(other.record, survivor.record);
  JoinFacts(survivor.record, other.record);
  LearnPerson(survivor, PersonOf(other.record), survivor.now);
  if (other.record.phone_captured()) NotePhone(survivor, survivor.now, {}, false);
  if (survivor.lead().owner().empty() && !other.lead().owner().empty()) {
    const bool counted = other.record.counted();
    Assign(survivor, other.lead().owner(), v1::LeadAssigned::MERGE);
    survivor.record.set_counted(counted);
  }
  if (!JoinRows(survivor, other.record)) JoinStates(survivor, state);

  ZAMER_RETURN_IF_ERROR(Move(other, Command::kMerge, other.now));
  other.lead().set_merged_into(survivor.lead().name());
  other.record.set_queued(false);
  other.record.set_counted(false);
  other.Tell(other.now).mutable_lead_merged()->set_survivor(survivor.lead().name());
  return absl::OkStatus();
}

}  // namespace zamer::lead
