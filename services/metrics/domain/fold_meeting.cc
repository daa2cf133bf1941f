#include "services/common/names/names.h"
#include "services/metrics/domain/facts.h"

namespace zamer::metrics {
namespace {

using scheduling::v1::SchedulingEvent;

v1::MeetingPart& MeetingIn(v1::LeadFacts& facts, std::string_view meeting) {
  for (v1::MeetingPart& part : *facts.mutable_meetings()) {
    if (part.meeting() == meeting) return part;
  }
  v1::MeetingPart& part = *facts.add_meetings();
  part.set_meeting(std::string(meeting));
  return part;
}

v1::MeetingPart::State StateAfter(const SchedulingEvent& event) {
  switch (event.fact_case()) {
    case SchedulingEvent::kMeetingHeld:
      return v1::MeetingPart::HELD;
    case SchedulingEvent::kMeetingCancelled:
      return v1::MeetingPart::CANCELLED;
    case SchedulingEvent::kMeetingRescheduled:
      return v1::MeetingPart::MOVED;
    case SchedulingEvent::kMeetingNoShow:
      return event.meeting_no_show().by_designer() ? v1::MeetingPart::NO_SHOW_DESIGNER
                                                   : v1::MeetingPart::NO_SHOW_CLIENT;
    case SchedulingEvent::kMeetingBooked:
    case SchedulingEvent::kDepartmentChanged:
    case SchedulingEvent::kEmployeeChanged:
    case SchedulingEvent::kMeetingHoldPlaced:
    case SchedulingEvent::kMeetingConfirmed:
    case SchedulingEvent::kMeetingStarted:
    case SchedulingEvent::kHoldExpired:
    case SchedulingEvent::kOutcomeMissing:
    case SchedulingEvent::kCalendarChanged:
    case SchedulingEvent::kEmployeeCheckedIn:
    case SchedulingEvent::kEmployeeCheckedOut:
    case SchedulingEvent::kShiftMissed:
    case SchedulingEvent::kEmployeeDroppedOut:
    case SchedulingEvent::kCoverageChanged:
    case SchedulingEvent::kMeetingStranded:
    case SchedulingEvent::FACT_NOT_SET:
      return v1::MeetingPart::STATE_UNSPECIFIED;
  }
  return v1::MeetingPart::STATE_UNSPECIFIED;
}

}  // namespace

const scheduling::v1::MeetingFacts* MeetingOf(const SchedulingEvent& event) {
  switch (event.fact_case()) {
    case SchedulingEvent::kMeetingBooked:
      return &event.meeting_booked().meeting();
    case SchedulingEvent::kMeetingHeld:
      return &event.meeting_held().meeting();
    case SchedulingEvent::kMeetingRescheduled:
      return &event.meeting_rescheduled().meeting();
    case SchedulingEvent::kMeetingCancelled:
      return &event.meeting_cancelled().meeting();
    case SchedulingEvent::kMeetingNoShow:
      return &event.meeting_no_show().meeting();
    case SchedulingEvent::kDepartmentChanged:
    case SchedulingEvent::kEmployeeChanged:
    case SchedulingEvent::kMeetingHoldPlaced:
    case SchedulingEvent::kMeetingConfirmed:
    case SchedulingEvent::kMeetingStarted:
    case SchedulingEvent::kHoldExpired:
    case SchedulingEvent::kOutcomeMissing:
    case SchedulingEvent::kCalendarChanged:
    case SchedulingEvent::kEmployeeCheckedIn:
    case SchedulingEvent::kEmployeeCheckedOut:
    case SchedulingEvent::kShiftMissed:
    case SchedulingEvent::kEmployeeDroppedOut:
    case SchedulingEvent::kCoverageChanged:
    case SchedulingEvent::kMeetingStranded:
    case SchedulingEvent::FACT_NOT_SET:
      return nullptr;
  }
  return nullptr;
}

void FoldMeeting(const SchedulingEvent& event, v1::LeadFacts& facts) {
  const scheduling::v1::MeetingFacts& told = *MeetingOf(event);
  v1::MeetingPart& part = MeetingIn(facts, LastSegment(event.meta().subject()));
  part.set_lead(Id(told.lead()));
  const std::string designer = Id(told.designer());
  const std::int64_t occurred = Millis(event.meta().occurred_time());
  if (event.has_meeting_booked() && (!part.has_booked_ms() || occurred < part.booked_ms())) {
    part.set_booked_ms(occurred);
    part.set_booked_by(Id(told.booked_by()));
    part.set_booked_designer(designer);
  }
  if (event.meta().version() < part.version()) return;
  part.set_version(event.meta().version());
  part.set_designer(designer);
  part.set_start_ms(told.has_start_time() ? Millis(told.start_time()) : occurred);
  part.set_state(StateAfter(event));
  part.set_state_ms(occurred);
}

}  // namespace zamer::metrics
