#include "services/lead/lead_events.h"

#include <absl/time/clock.h>

#include <functional>
#include <set>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/outcomes.h"
#include "services/lead/journals.h"
#include "services/lead/lead_records.h"
#include "services/lead/redistributions.h"

namespace zamer::lead {
namespace {

using contract::v1::ContractEvent;
using scheduling::v1::SchedulingEvent;

constexpr std::string_view kActor = "lead";

// What an event does to a lead; no effect where `lead` is empty.
struct Step {
  std::string lead;
  std::function<absl::Status(Change&)> apply;
};

// When it happened; when it was stored where history does not know.
absl::Time TimeOf(const type::v1::EventMeta& meta) {
  return FromTimestamp(meta.has_occurred_time() ? meta.occurred_time() : meta.recorded_time());
}

absl::Time StartOf(const scheduling::v1::MeetingFacts& meeting) {
  return meeting.has_start_time() ? FromTimestamp(meeting.start_time()) : absl::InfiniteFuture();
}

Step StepOf(const SchedulingEvent& event) {
  const std::string& meeting = event.meta().subject();
  const absl::Time when = TimeOf(event.meta());
  switch (event.fact_case()) {
    case SchedulingEvent::kMeetingBooked:
      return {event.meeting_booked().meeting().lead(),
              [=, start = StartOf(event.meeting_booked().meeting())](Change& lead) {
                return MeetingBooked(lead, meeting, when, start);
              }};
    case SchedulingEvent::kMeetingConfirmed:
      return {event.meeting_confirmed().meeting().lead(),
              [=](Change& lead) { return MeetingConfirmed(lead, meeting); }};
    case SchedulingEvent::kMeetingRescheduled:
      return {
          event.meeting_rescheduled().meeting().lead(),
          [=, to = event.meeting_rescheduled().moved_to()](Change& lead) { return MeetingMoved(lead, meeting, to); }};
    case SchedulingEvent::kMeetingHeld:
      return {event.meeting_held().meeting().lead(), [=](Change& lead) { return MeetingHeld(lead, meeting, when); }};
    case SchedulingEvent::kMeetingCancelled:
      return {event.meeting_cancelled().meeting().lead(),
              [=](Change& lead) { return MeetingEnded(lead, meeting, when); }};
    case SchedulingEvent::kMeetingNoShow:
      if (event.meeting_no_show().by_designer()) {
        return {event.meeting_no_show().meeting().lead(),
                [=](Change& lead) { return MeetingEnded(lead, meeting, when); }};
      }
      return {event.meeting_no_show().meeting().lead(),
              [=](Change& lead) { return ClientNoShow(lead, meeting, when); }};
    case SchedulingEvent::kDepartmentChanged:
    case SchedulingEvent::kEmployeeChanged:
    case SchedulingEvent::kMeetingHoldPlaced:
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
      return {};
  }
}

Step StepOf(const ContractEvent& event) {
  const std::string& contract = event.meta().subject();
  const absl::Time when = TimeOf(event.meta());
  switch (event.fact_case()) {
    case ContractEvent::kContractSigned:
      return {event.contract_signed().contract().lead(),
              [=](Change& lead) { return ContractSigned(lead, contract, when); }};
    case ContractEvent::kContractHandedOver:
      return {event.contract_handed_over().contract().lead(),
              [=](Change& lead) { return ContractHandedOver(lead, contract, when); }};
    case ContractEvent::kContractCancelled:
      return {event.contract_cancelled().contract().lead(),
              [=](Change& lead) { return ContractCancelled(lead, contract, when); }};
    case ContractEvent::kEstimateChanged:
    case ContractEvent::kLedgerEntryRecorded:
    case ContractEvent::FACT_NOT_SET:
      return {};
  }
}

template <class Event>
absl::StatusOr<Event> Parse(const events::FeedEvent& fed) {
  Event event;
  if (!event.ParseFromString(fed.bytes)) return Internal("an event of another service cannot be read");
  return event;
}

asio::awaitable<absl::Status> Take(LeadWork work, Step step, OutcomeKind kind, std::string subject) {
  if (step.lead.empty()) co_return absl::OkStatus();
  ZAMER_CO_ASSIGN_OR_RETURN(Change change, co_await work.LoadPresent(step.lead));
  ZAMER_CO_RETURN_IF_ERROR(step.apply(change));
  ZAMER_CO_RETURN_IF_ERROR(co_await FollowOutcome(work, step.lead, kind, std::move(subject), step.apply));
  // A meeting may open a closed lead and a cancellation a signed one, which needs an owner who is there then.
  work.Stage(std::move(change), HandOut::kIfNeeded);
  co_return co_await work.Finish();
}

template <class Event>
asio::awaitable<absl::Status> PrefetchLeads(store::Transaction& tx, const std::vector<events::FeedEvent>& batch) {
  std::set<store::Key> leads;
  std::set<store::Key> outcomes;
  for (const events::FeedEvent& fed : batch) {
    const absl::StatusOr<Event> event = Parse<Event>(fed);
    // What cannot be read is refused when it is applied.
    const std::string lead = event.ok() ? StepOf(*event).lead : std::string();
    if (lead.empty()) continue;
    leads.insert(LeadKey(lead));
    outcomes.insert(OutcomesKey(lead));
  }
  ZAMER_CO_RETURN_IF_ERROR(co_await tx.Prefetch<v1::LeadOutcomes>({outcomes.begin(), outcomes.end()}));
  co_return co_await tx.Prefetch<v1::LeadRecord>({leads.begin(), leads.end()});
}

}  // namespace

LeadWork LeadEvents::Work(store::Transaction& tx, std::string_view department) const {
  return {parts_, tx, std::string(department), events::CauseOf(kActor, clock_.Now())};
}

asio::awaitable<absl::Status> LeadEvents::ApplyScheduling(store::Transaction& tx, const events::FeedEvent& fed) {
  ZAMER_CO_ASSIGN_OR_RETURN(SchedulingEvent event, Parse<SchedulingEvent>(fed));
  if (event.has_department_changed() || event.has_employee_changed() || event.has_calendar_changed()) {
    co_return co_await ChangeRoster(tx, std::move(event));
  }
  if (event.has_employee_dropped_out()) {
    co_return co_await BeginDropOut(tx, event.employee_dropped_out().employee());
  }
  co_return co_await Take(Work(tx, LastSegment(event.meta().department())), StepOf(event), OutcomeKind::kMeeting,
                          event.meta().subject());
}

asio::awaitable<absl::Status> LeadEvents::ApplyContract(store::Transaction& tx, const events::FeedEvent& fed) {
  ZAMER_CO_ASSIGN_OR_RETURN(const ContractEvent event, Parse<ContractEvent>(fed));
  co_return co_await Take(Work(tx, LastSegment(event.meta().department())), StepOf(event), OutcomeKind::kContract,
                          event.meta().subject());
}

asio::awaitable<absl::Status> LeadEvents::PrefetchScheduling(store::Transaction& tx,
                                                             const std::vector<events::FeedEvent>& batch) {
  return PrefetchLeads<SchedulingEvent>(tx, batch);
}

asio::awaitable<absl::Status> LeadEvents::PrefetchContract(store::Transaction& tx,
                                                           const std::vector<events::FeedEvent>& batch) {
  return PrefetchLeads<ContractEvent>(tx, batch);
}

asio::awaitable<absl::Status> LeadEvents::ChangeRoster(store::Transaction& tx, SchedulingEvent event) {
  const std::string department(LastSegment(event.meta().department()));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::RosterRecord>(RosterKey(department)));
  v1::RosterRecord roster = found ? *found : v1::RosterRecord();
  if (event.has_department_changed()) ApplyDepartment(roster, event.department_changed());
  if (event.has_calendar_changed()) ApplyCalendar(roster, event.calendar_changed());
  if (event.has_employee_changed()) ApplyEmployee(roster, event.employee_changed());
  roster.set_last_event_id(event.meta().event_id());

  ZAMER_CO_ASSIGN_OR_RETURN(const auto turn_found, co_await tx.Get<v1::TurnRecord>(TurnKey(department)));
  if (turn_found && turn_found->queued() > 0) {
    // Somebody may be there now for those who wait.
    v1::TurnRecord turn = *turn_found;
    *turn.mutable_drain_time() = ToTimestamp(clock_.Now());
    tx.Put(TurnKey(department), std::move(turn));
  }
  tx.Put(RosterKey(department), std::move(roster));
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> LeadEvents::BeginDropOut(store::Transaction& tx, std::string employee) {
  const absl::Time now = clock_.Now();
  Leaver leaver{.employee = std::move(employee), .reason = {}};
  const auto begun = co_await BeginOrJoin(parts_, tx, std::move(leaver), events::CauseOf(kActor, now), now);
  co_return begun.status();
}

asio::awaitable<absl::Status> LeadEvents::Fire(store::Transaction& tx, const store::Key& key, absl::Time) {
  if (key.kind == kTurnKind) return DrainQueue(tx, key);
  if (key.kind == kRedistributionKind) return GoOn(key);
  return FireLead(tx, key);
}

}  // namespace zamer::lead
