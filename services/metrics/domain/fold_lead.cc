#include <absl/time/time.h>

#include <algorithm>
#include <string>

#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"
#include "services/metrics/domain/cells.h"
#include "services/metrics/domain/facts.h"

namespace zamer::metrics {
namespace {

using lead::v1::InteractionLogged;
using lead::v1::LeadEvent;

// A longer call should have a recording.
constexpr absl::Duration kLongCall = absl::Seconds(10);

bool IsAttempt(const InteractionLogged& told) {
  return told.direction() == lead::v1::Interaction::OUTBOUND && told.kind() != lead::v1::Interaction::NOTE;
}

bool IsLongCall(const InteractionLogged& told) {
  return told.kind() == lead::v1::Interaction::CALL && FromProtoDuration(told.talk_duration()) > kLongCall;
}

void Describe(const lead::v1::LeadDimensions& dimensions, std::int64_t version, v1::LeadPart& part) {
  if (version < part.described_version()) return;
  part.set_described_version(version);
  part.set_channel(Id(dimensions.channel()));
  part.set_campaign(FieldText(dimensions.campaign()));
  part.set_city(FieldText(dimensions.city()));
}

void Arrive(const google::protobuf::Timestamp& time, std::int64_t version, v1::LeadPart& part) {
  if (version < part.arrive_version()) return;
  part.set_arrive_version(version);
  part.set_arrive_ms(Millis(time));
}

void Come(lead::v1::Touch::Kind kind, std::int64_t version, v1::LeadPart& part) {
  if (version < part.by_message_version()) return;
  part.set_by_message_version(version);
  part.set_by_message(kind == lead::v1::Touch::MESSAGE);
}

void FoldCreated(const LeadEvent& event, v1::LeadPart& part) {
  const lead::v1::LeadCreated& created = event.lead_created();
  Describe(created.dimensions(), event.meta().version(), part);
  Arrive(created.arrive_time(), event.meta().version(), part);
  Come(created.kind(), event.meta().version(), part);
  if (part.state() == lead::v1::Lead::STATE_UNSPECIFIED) {
    part.set_state(lead::v1::Lead::NEW);
    part.set_state_ms(Millis(event.meta().occurred_time()));
  }
  part.set_phone_unknown(created.phone_unknown());
  part.set_meeting_unknown(created.meeting_unknown());
}

void FoldTouch(const LeadEvent& event, v1::LeadPart& part) {
  const lead::v1::TouchAdded& touch = event.touch_added();
  if (touch.has_dimensions()) Describe(touch.dimensions(), event.meta().version(), part);
  if (!touch.has_arrive_time()) return;
  Arrive(touch.arrive_time(), event.meta().version(), part);
  const bool is_first = Millis(touch.arrive_time()) == Millis(touch.time());
  if (is_first) Come(touch.kind(), event.meta().version(), part);
}

void FoldAssigned(const LeadEvent& event, v1::LeadPart& part) {
  // An owner who came with a merged lead is first owner of that one.
  if (event.lead_assigned().cause() == lead::v1::LeadAssigned::MERGE) return;
  if (event.lead_assigned().owner().empty()) return;
  if (!part.first_owner().empty() && event.meta().version() >= part.first_owner_version()) return;
  part.set_first_owner(Id(event.lead_assigned().owner()));
  part.set_first_owner_version(event.meta().version());
}

void FoldPhone(const LeadEvent& event, v1::LeadPart& part) {
  const std::int64_t time = Millis(event.meta().occurred_time());
  if (event.meta().version() > part.captured_version()) {
    part.set_captured_version(event.meta().version());
    part.set_captured_ms(time);
  }
  if (part.has_phone_ms() && part.phone_ms() <= time) return;
  part.set_phone_ms(time);
  part.set_phone_by(Id(event.phone_captured().captured_by()));
}

void FoldResponse(const LeadEvent& event, v1::LeadPart& part) {
  if (event.meta().version() < part.response_version()) return;
  part.set_response_version(event.meta().version());
  const lead::v1::FirstResponse& response = event.first_response_changed().first_response();
  part.clear_attempt_ms();
  part.clear_talk_ms();
  part.clear_staffed_attempt_ms();
  part.clear_staffed_talk_ms();
  if (response.has_attempt_time()) part.set_attempt_ms(Millis(response.attempt_time()));
  if (response.has_talk_time()) part.set_talk_ms(Millis(response.talk_time()));
  if (response.has_staffed_to_attempt()) {
    part.set_staffed_attempt_ms(absl::ToInt64Milliseconds(FromProtoDuration(response.staffed_to_attempt())));
  }
  if (response.has_staffed_to_talk()) {
    part.set_staffed_talk_ms(absl::ToInt64Milliseconds(FromProtoDuration(response.staffed_to_talk())));
  }
  part.set_attempt_by(Id(response.attempt_by()));
  part.set_talk_by(Id(event.first_response_changed().talk_by()));
}

void FoldMissed(const LeadEvent& event, v1::LeadPart& part) {
  const std::int64_t time = Millis(event.meta().occurred_time());
  if (part.has_missed_ms() && part.missed_ms() <= time) return;
  part.set_missed_ms(time);
  part.set_missed_by(Id(event.first_response_missed().owner()));
}

// The same thing told again is no other thing.
void Mark(v1::MarkPart::Kind kind, std::string_view id, std::string_view employee, const LeadEvent& event,
          v1::LeadPart& part) {
  for (const v1::MarkPart& known : part.marks()) {
    if (known.kind() == kind && known.id() == id) return;
  }
  v1::MarkPart& mark = *part.add_marks();
  mark.set_kind(kind);
  mark.set_id(std::string(id));
  mark.set_time_ms(Millis(event.meta().occurred_time()));
  mark.set_employee(Id(employee));
}

void AddOnce(const std::string& id, google::protobuf::RepeatedPtrField<std::string>& ids) {
  if (std::ranges::find(ids, id) == ids.end()) ids.Add(std::string(id));
}

void FoldAttempt(const LeadEvent& event, v1::LeadPart& part) {
  const InteractionLogged& told = event.interaction_logged();
  AddOnce(told.interaction_id(), *part.mutable_attempts());
  const std::int64_t time = Millis(event.meta().occurred_time());
  if (told.kind() != lead::v1::Interaction::CALL || (part.has_called_ms() && part.called_ms() <= time)) return;
  part.set_called_ms(time);
  part.set_called_by(Id(told.employee()));
}

void FoldInteraction(const LeadEvent& event, v1::LeadPart& part) {
  const InteractionLogged& told = event.interaction_logged();
  const auto mark = [&](v1::MarkPart::Kind kind) { Mark(kind, told.interaction_id(), told.employee(), event, part); };
  if (told.without_consent()) mark(v1::MarkPart::CALL_WITHOUT_CONSENT);
  if (told.despite_do_not_contact()) mark(v1::MarkPart::DESPITE_DO_NOT_CONTACT);
  if (IsAttempt(told)) FoldAttempt(event, part);
  if (!IsLongCall(told)) return;
  if (told.recorded()) {
    AddOnce(told.interaction_id(), *part.mutable_recorded_calls());
  } else {
    mark(v1::MarkPart::CALL_WITHOUT_RECORDING);
  }
}

void FoldCompleted(const LeadEvent& event, v1::LeadPart& part) {
  const lead::v1::FollowUpCompleted& told = event.follow_up_completed();
  Mark(told.late() ? v1::MarkPart::FOLLOW_UP_LATE : v1::MarkPart::FOLLOW_UP_IN_TIME, told.follow_up_id(),
       told.assignee(), event, part);
}

void FoldOverdue(const LeadEvent& event, v1::LeadPart& part) {
  const lead::v1::FollowUpOverdue& told = event.follow_up_overdue();
  Mark(v1::MarkPart::FOLLOW_UP_OVERDUE, told.follow_up_id(), told.assignee(), event, part);
}

void FoldNextStep(const LeadEvent& event, v1::LeadPart& part) {
  const lead::v1::NextStepMissed& told = event.next_step_missed();
  Mark(v1::MarkPart::NEXT_STEP_MISSED, std::to_string(Millis(told.since_time())), told.owner(), event, part);
}

void FoldState(const LeadEvent& event, v1::LeadPart& part) {
  if (event.meta().version() < part.state_version()) return;
  part.set_state_version(event.meta().version());
  part.set_state(event.state_changed().to());
  part.set_state_ms(Millis(event.meta().occurred_time()));
  part.clear_lost_ms();
  part.clear_lost_by();
  if (event.state_changed().to() != lead::v1::Lead::LOST) return;
  part.set_lost_ms(Millis(event.meta().occurred_time()));
  if (!part.has_last_lost_ms() || part.last_lost_ms() != part.lost_ms()) {
    part.set_last_lost_ms(part.lost_ms());
    part.set_lost_too_early(event.state_changed().too_few_attempts());
    part.set_last_lost_reason(FieldText(event.state_changed().reason()));
    // Leads that the service itself gives up are nobody's loss.
    const bool by_employee = EmployeeName::Parse(event.meta().actor()).has_value();
    part.set_last_lost_by(by_employee ? Id(event.meta().actor()) : std::string());
  }
  part.set_lost_by(part.last_lost_by());
}

}  // namespace

std::int64_t Millis(const google::protobuf::Timestamp& timestamp) {
  return absl::ToUnixMillis(FromTimestamp(timestamp));
}

std::string FieldText(std::string_view text) {
  std::string fit(text);
  std::ranges::replace(fit, kFieldSeparator, ' ');
  return fit;
}

std::string Id(std::string_view name) { return std::string(LastSegment(name)); }

v1::LeadPart& PartOf(v1::LeadFacts& facts, std::string_view lead) {
  for (v1::LeadPart& part : *facts.mutable_parts()) {
    if (part.lead() == lead) return part;
  }
  v1::LeadPart& part = *facts.add_parts();
  part.set_lead(std::string(lead));
  return part;
}

bool IsCounted(const LeadEvent& event) {
  switch (event.fact_case()) {
    case LeadEvent::kLeadCreated:
    case LeadEvent::kTouchAdded:
    case LeadEvent::kLeadDescribed:
    case LeadEvent::kLeadAssigned:
    case LeadEvent::kPhoneCaptured:
    case LeadEvent::kFirstResponseChanged:
    case LeadEvent::kFirstResponseMissed:
    case LeadEvent::kStateChanged:
    case LeadEvent::kFollowUpCompleted:
    case LeadEvent::kFollowUpOverdue:
    case LeadEvent::kNextStepMissed:
      return true;
    case LeadEvent::kInteractionLogged:
      return IsAttempt(event.interaction_logged()) || IsLongCall(event.interaction_logged());
    case LeadEvent::kLeadQueued:
    case LeadEvent::kFollowUpScheduled:
    case LeadEvent::kLeadMerged:
    case LeadEvent::kSpendRecorded:
    case LeadEvent::kLeadUnmerged:
    case LeadEvent::kDoNotContactChanged:
    case LeadEvent::kHouseholdChanged:
    case LeadEvent::kLeadErased:
    case LeadEvent::kVisitRecorded:
    case LeadEvent::kCityChanged:
    case LeadEvent::kMarketUsed:
    case LeadEvent::kMarketSaturated:
    case LeadEvent::kLeadsRedistributed:
    case LeadEvent::FACT_NOT_SET:
      return false;
  }
  return false;
}

void FoldLead(const LeadEvent& event, v1::LeadPart& part) {
  switch (event.fact_case()) {
    case LeadEvent::kLeadCreated:
      return FoldCreated(event, part);
    case LeadEvent::kTouchAdded:
      return FoldTouch(event, part);
    case LeadEvent::kLeadDescribed:
      return Describe(event.lead_described().dimensions(), event.meta().version(), part);
    case LeadEvent::kLeadAssigned:
      return FoldAssigned(event, part);
    case LeadEvent::kPhoneCaptured:
      return FoldPhone(event, part);
    case LeadEvent::kFirstResponseChanged:
      return FoldResponse(event, part);
    case LeadEvent::kFirstResponseMissed:
      return FoldMissed(event, part);
    case LeadEvent::kStateChanged:
      return FoldState(event, part);
    case LeadEvent::kInteractionLogged:
      return FoldInteraction(event, part);
    case LeadEvent::kFollowUpCompleted:
      return FoldCompleted(event, part);
    case LeadEvent::kFollowUpOverdue:
      return FoldOverdue(event, part);
    case LeadEvent::kNextStepMissed:
      return FoldNextStep(event, part);
    case LeadEvent::kLeadQueued:
    case LeadEvent::kFollowUpScheduled:
    case LeadEvent::kLeadMerged:
    case LeadEvent::kSpendRecorded:
    case LeadEvent::kLeadUnmerged:
    case LeadEvent::kDoNotContactChanged:
    case LeadEvent::kHouseholdChanged:
    case LeadEvent::kLeadErased:
    case LeadEvent::kVisitRecorded:
    case LeadEvent::kCityChanged:
    case LeadEvent::kMarketUsed:
    case LeadEvent::kMarketSaturated:
    case LeadEvent::kLeadsRedistributed:
    case LeadEvent::FACT_NOT_SET:
      return;
  }
}

}  // namespace zamer::metrics
