#include "services/lead/domain/focus.h"

#include <algorithm>
#include <utility>

#include "services/common/time/timestamps.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {
namespace {

using Entry = v1::FocusEntry;

bool AwaitsFirstResponse(const v1::Lead& lead) {
  const v1::FirstResponse& clocks = lead.first_response();
  return clocks.has_due_time() && !clocks.has_attempt_time() && !clocks.has_talk_time() && IsWorking(lead.state());
}

// When the client is to be answered; nothing when he does not wait.
std::optional<absl::Time> AnswerBy(const v1::Lead& lead) {
  if (AwaitsFirstResponse(lead)) return FromTimestamp(lead.first_response().due_time());
  if (lead.has_waiting_since_time()) return FromTimestamp(lead.waiting_since_time());
  return std::nullopt;
}

absl::Time LastTried(const v1::Lead& lead) {
  return FromTimestamp(lead.has_last_attempt_time() ? lead.last_attempt_time() : lead.arrive_time());
}

// The earliest of this kind for each assignee; follow-ups are in order of their due times.
void AddFollowUps(const v1::Lead& lead, v1::FollowUp::Kind kind, Entry::Reason reason, std::vector<FocusDue>& all) {
  for (const v1::FollowUp& follow_up : lead.follow_ups()) {
    const bool known = std::ranges::any_of(
        all, [&](const FocusDue& due) { return due.reason == reason && due.employee == follow_up.assignee(); });
    if (follow_up.kind() != kind || follow_up.assignee().empty() || known) continue;
    all.push_back({reason, follow_up.assignee(), FromTimestamp(follow_up.due_time()), follow_up.follow_up_id()});
  }
}

}  // namespace

absl::Duration ShiftOf(Entry::Reason reason, const FocusTimes& times) {
  if (reason == Entry::CONFIRM_MEETING) return -times.confirm_before;
  return reason == Entry::STALE ? times.stale_after : absl::ZeroDuration();
}

std::vector<FocusDue> FocusOf(const v1::LeadRecord& record, const FocusTimes& times) {
  const v1::Lead& lead = record.lead();
  std::vector<FocusDue> all;
  if (IsClosed(lead.state()) || lead.do_not_contact()) return all;
  const bool owned = !lead.owner().empty() && lead.state() != v1::Lead::NURTURING;
  const auto add = [&](Entry::Reason reason, absl::Time time) {
    all.push_back({reason, lead.owner(), time + ShiftOf(reason, times)});
  };

  const std::optional<absl::Time> answer = AnswerBy(lead);
  if (owned && answer) add(Entry::ANSWER, *answer);
  AddFollowUps(lead, v1::FollowUp::CALL_BACK, Entry::CALL_BACK, all);
  AddFollowUps(lead, v1::FollowUp::KIND_UNSPECIFIED, Entry::FOLLOW_UP, all);
  if (!owned) return all;
  if (lead.has_meeting_time() && !record.meeting_confirmed()) {
    add(Entry::CONFIRM_MEETING, FromTimestamp(lead.meeting_time()));
  }
  if (lead.has_next_step_missing_since_time()) {
    add(Entry::NO_NEXT_STEP, FromTimestamp(lead.next_step_missing_since_time()));
  }
  if (IsWorking(lead.state()) && lead.meeting().empty()) add(Entry::STALE, LastTried(lead));
  return all;
}

bool IsToDoAtOnce(Entry::Reason reason) { return reason == Entry::ANSWER; }

std::optional<FocusDue> FirstFocus(const v1::LeadRecord& record, std::string_view employee, absl::Time until,
                                   const FocusTimes& times) {
  for (FocusDue& due : FocusOf(record, times)) {
    if (due.employee == employee && (IsToDoAtOnce(due.reason) || due.time <= until)) return std::move(due);
  }
  return std::nullopt;
}

absl::Time LateAfter(const FocusDue& due, const v1::Lead& lead) {
  if (due.reason == Entry::CALL_BACK || due.reason == Entry::FOLLOW_UP) return due.time;
  if (due.reason == Entry::ANSWER && AwaitsFirstResponse(lead)) return due.time;
  if (due.reason == Entry::CONFIRM_MEETING) return FromTimestamp(lead.meeting_time());
  return absl::InfiniteFuture();
}

bool IsLate(const FocusDue& due, const v1::Lead& lead, absl::Time now) {
  const absl::Time after = LateAfter(due, lead);
  return due.reason == Entry::CONFIRM_MEETING ? after <= now : after < now;
}

}  // namespace zamer::lead
