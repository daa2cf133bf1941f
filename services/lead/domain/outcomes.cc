#include "services/lead/domain/outcomes.h"

#include <algorithm>

#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/follow_ups.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {
namespace {

// Index of the contract among the live ones, or -1.
int FindContract(const v1::LeadRecord& record, const std::string& contract) {
  for (int i = 0; i < record.contracts_size(); ++i) {
    if (record.contracts(i).contract() == contract) return i;
  }
  return -1;
}

// The resource shows the first live contract.
void ShowContract(v1::LeadRecord& record) {
  record.mutable_lead()->set_contract(record.contracts_size() > 0 ? record.contracts(0).contract() : std::string());
}

v1::LeadRecord::LiveContract& LiveContractOf(v1::LeadRecord& record, const std::string& contract) {
  const int known = FindContract(record, contract);
  if (known >= 0) return *record.mutable_contracts(known);
  v1::LeadRecord::LiveContract& added = *record.add_contracts();
  added.set_contract(contract);
  ShowContract(record);
  return added;
}

bool IsAhead(const Change& change, const std::string& meeting) { return change.lead().meeting() == meeting; }

// What was said of another meeting does not hold for this one.
void SetMeeting(Change& change, const std::string& meeting) {
  if (IsAhead(change, meeting)) return;
  change.lead().set_meeting(meeting);
  change.lead().clear_meeting_time();
  change.record.clear_meeting_confirmed();
}

}  // namespace

absl::Status MeetingBooked(Change& change, const std::string& meeting, absl::Time when, absl::Time start) {
  SetMeeting(change, meeting);
  if (start != absl::InfiniteFuture()) *change.lead().mutable_meeting_time() = ToTimestamp(start);
  return Move(change, Command::kBook, when);
}

absl::Status MeetingConfirmed(Change& change, const std::string& meeting) {
  if (IsAhead(change, meeting)) change.record.set_meeting_confirmed(true);
  return absl::OkStatus();
}

absl::Status MeetingMoved(Change& change, const std::string& meeting, const std::string& moved_to) {
  if (IsAhead(change, meeting)) SetMeeting(change, moved_to);
  return absl::OkStatus();
}

absl::Status MeetingHeld(Change& change, const std::string& meeting, absl::Time when) {
  if (!change.record.has_held_time() || when < FromTimestamp(change.record.held_time())) {
    *change.record.mutable_held_time() = ToTimestamp(when);
  }
  if (IsAhead(change, meeting)) change.lead().clear_meeting();
  return Move(change, Command::kHold, when);
}

absl::Status MeetingEnded(Change& change, const std::string& meeting, absl::Time when) {
  if (!IsAhead(change, meeting)) return absl::OkStatus();
  change.lead().clear_meeting();
  return Move(change, Command::kEndMeeting, when);
}

absl::Status ClientNoShow(Change& change, const std::string& meeting, absl::Time when) {
  change.record.set_no_show_count(change.record.no_show_count() + 1);
  ZAMER_RETURN_IF_ERROR(MeetingEnded(change, meeting, when));
  const bool returns = change.record.no_show_count() >= kNoShowsUntilReturn && IsWorking(change.lead().state()) &&
                       !change.lead().do_not_contact();
  if (returns) ReturnToOwner(change);
  return absl::OkStatus();
}

absl::Status ContractSigned(Change& change, const std::string& contract, absl::Time when) {
  LiveContractOf(change.record, contract);
  return Move(change, Command::kSign, when);
}

absl::Status ContractHandedOver(Change& change, const std::string& contract, absl::Time when) {
  LiveContractOf(change.record, contract).set_in_production(true);
  return Move(change, Command::kHandOver, when);
}

absl::Status ContractCancelled(Change& change, const std::string& contract, absl::Time when) {
  const int known = FindContract(change.record, contract);
  if (known < 0) return absl::OkStatus();
  change.record.mutable_contracts()->DeleteSubrange(known, 1);
  ShowContract(change.record);
  return Move(change, Command::kCancelContract, when);
}

}  // namespace zamer::lead
