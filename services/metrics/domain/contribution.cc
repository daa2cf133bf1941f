#include "services/metrics/domain/contribution.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/metrics/domain/buckets.h"
#include "services/metrics/domain/journey.h"
#include "services/metrics/domain/tally.h"

namespace zamer::metrics {
namespace {

When HandedAt(const v1::ContractPart& contract) {
  return contract.has_handed_ms() ? When(contract.handed_ms()) : std::nullopt;
}
When SignedAt(const v1::ContractPart& contract) {
  return contract.has_sign_ms() ? When(contract.sign_ms()) : std::nullopt;
}

void CountLead(const Journey& journey, Tally& tally) {
  const When arrived = journey.arrive_ms;
  tally.Count(Measure::kLeads, arrived, journey.credit);
  if (journey.by_message) tally.Count(Measure::kLeadsByMessage, arrived, journey.credit);
  if (journey.phone_unknown) tally.Count(Measure::kPhoneUnknown, arrived, journey.credit);
  if (journey.meeting_unknown) tally.Count(Measure::kMeetingUnknown, arrived, journey.credit);
  if (journey.phone_unknown || journey.meeting_unknown) {
    tally.Count(Measure::kPhoneOrMeetingUnknown, arrived, journey.credit);
  }
  if (journey.missed) tally.Count(Measure::kLateFirstResponses, journey.missed->ms, journey.missed->credit);
}

// Before which step the person was lost; nothing for one who had signed.
std::optional<Measure> LostBefore(const Journey& journey) {
  if (!journey.contracts.empty()) return std::nullopt;
  if (!journey.held.empty()) return Measure::kLossesBeforeContract;
  if (journey.booking) return Measure::kLossesBeforeMeeting;
  if (journey.meeting_unknown) return Measure::kLossesOfUnknownStep;
  if (journey.phone) return Measure::kLossesBeforeBooking;
  return journey.phone_unknown ? Measure::kLossesOfUnknownStep : Measure::kLossesBeforePhone;
}

void CountLoss(const Journey& journey, Tally& tally) {
  if (!journey.lost) return;
  const auto& [when, credit] = *journey.lost;
  tally.Count(Measure::kLosses, when, credit);
  if (const std::optional<Measure> step = LostBefore(journey)) tally.Count(*step, when, credit);
  if (journey.lost_too_early) tally.Count(Measure::kTooFewAttempts, when, credit);
}

// What each mark counts in.
constexpr std::pair<v1::MarkPart::Kind, Measure> kMarkMeasures[] = {
    {v1::MarkPart::NEXT_STEP_MISSED, Measure::kNextStepsMissed},
    {v1::MarkPart::CALL_WITHOUT_CONSENT, Measure::kCallsWithoutConsent},
    {v1::MarkPart::DESPITE_DO_NOT_CONTACT, Measure::kDespiteDoNotContact},
    {v1::MarkPart::FOLLOW_UP_IN_TIME, Measure::kFollowUpsInTime},
    {v1::MarkPart::FOLLOW_UP_IN_TIME, Measure::kFollowUpsCompleted},
    {v1::MarkPart::FOLLOW_UP_LATE, Measure::kFollowUpsCompleted},
    {v1::MarkPart::FOLLOW_UP_OVERDUE, Measure::kFollowUpsOverdue},
    {v1::MarkPart::CALL_WITHOUT_RECORDING, Measure::kCallsWithoutRecording},
};

void CountMark(const v1::MarkPart& mark, const Credit& credit, Tally& tally) {
  for (const auto& [kind, measure] : kMarkMeasures) {
    if (kind == mark.kind()) tally.Count(measure, mark.time_ms(), credit);
  }
}

// Whether what is marked was made good since.
bool IsMended(const v1::MarkPart& mark, const v1::LeadPart& part) {
  if (mark.kind() != v1::MarkPart::CALL_WITHOUT_RECORDING) return false;
  return std::ranges::find(part.recorded_calls(), mark.id()) != part.recorded_calls().end();
}

void CountMarks(const v1::LeadFacts& facts, const Journey& journey, Tally& tally) {
  for (const v1::LeadPart& part : facts.parts()) {
    for (const v1::MarkPart& mark : part.marks()) {
      if (IsMended(mark, part)) continue;
      CountMark(mark, journey.credit.With(v1::LEAD_MANAGER, mark.employee()), tally);
    }
  }
}

void CountResponses(const Journey& journey, Tally& tally) {
  if (const auto& attempt = journey.attempt) {
    tally.Time(Timing::kAttempt, journey.arrive_ms, attempt->ms, attempt->credit);
    if (journey.staffed_attempt_ms) {
      tally.Took(Timing::kAttemptStaffed, *journey.staffed_attempt_ms, attempt->ms, attempt->credit);
    }
  }
  if (const auto& talk = journey.talk) {
    tally.Time(Timing::kTalk, journey.arrive_ms, talk->ms, talk->credit);
    if (journey.staffed_talk_ms) tally.Took(Timing::kTalkStaffed, *journey.staffed_talk_ms, talk->ms, talk->credit);
  }
}

// How often clients are tried, and whether that reaches them.
void CountAttempts(const Journey& journey, Tally& tally) {
  if (journey.attempt && journey.attempts > 0) {
    tally.Took(Timing::kAttempts, absl::ToInt64Milliseconds(absl::Seconds(journey.attempts)), journey.attempt->ms,
               journey.attempt->credit);
  }
  if (!journey.called) return;
  tally.Count(Measure::kLeadsCalled, journey.called->ms, journey.called->credit);
  if (journey.talk) tally.Count(Measure::kLeadsReached, journey.talk->ms, journey.talk->credit);
}

constexpr std::pair<lead::v1::Lead::State, Timing> kAges[] = {
    {lead::v1::Lead::NEW, Timing::kAgeNew},
    {lead::v1::Lead::IN_CORRESPONDENCE, Timing::kAgeInCorrespondence},
    {lead::v1::Lead::PHONE_CAPTURED, Timing::kAgePhoneCaptured},
    {lead::v1::Lead::MEETING_BOOKED, Timing::kAgeMeetingBooked},
    {lead::v1::Lead::MEETING_HELD, Timing::kAgeMeetingHeld},
    {lead::v1::Lead::NURTURING, Timing::kAgeNurturing},
};

void CountAge(const Journey& journey, Tally& tally) {
  for (const auto& [stage, timing] : kAges) {
    if (stage == journey.stage) tally.Since(timing, journey.stage_ms, journey.credit);
  }
}

void CountPhone(const Journey& journey, Tally& tally) {
  if (!journey.phone) return;
  const auto& [when, credit] = *journey.phone;
  tally.Count(Measure::kPhones, when, credit);
  if (journey.by_message) tally.Count(Measure::kLeadsByMessageWithPhone, when, credit);
  if (journey.meeting_unknown) tally.Count(Measure::kPhonesMeetingUnknown, when, credit);
  tally.Time(Timing::kPhone, journey.arrive_ms, when, credit);
}

void CountBooking(const Journey& journey, Tally& tally) {
  if (!journey.booking) return;
  const auto& [when, credit] = *journey.booking;
  tally.Count(Measure::kBookings, when, credit);
  if (!journey.phone) tally.Count(Measure::kBookingsWithoutPhone, when, credit);
  tally.Time(Timing::kBooking, journey.arrive_ms, when, credit);
  // A step that came before the one it usually follows has no time since it.
  if (journey.phone && journey.phone->ms <= when) {
    tally.Time(Timing::kPhoneToBooking, journey.phone->ms, when, credit);
  }
}

void CountHeld(const Journey& journey, Tally& tally) {
  if (journey.held.empty()) return;
  const v1::MeetingPart& first = *journey.held.front();
  const Credit credit = journey.Of(first);
  const When when = first.start_ms();
  tally.Count(Measure::kLeadsHeld, when, credit);
  if (!journey.booking) tally.Count(Measure::kLeadsHeldUnbooked, when, credit);
  tally.Time(Timing::kMeeting, journey.arrive_ms, when, credit);
  if (journey.booking && journey.booking->ms <= *when) {
    tally.Time(Timing::kBookingToMeeting, journey.booking->ms, when, credit);
  }
  const auto first_touch = [](const v1::ContractPart* contract) { return contract->first_touch(); };
  if (std::ranges::any_of(journey.contracts, first_touch)) tally.Count(Measure::kFirstTouch, when, credit);
  for (const v1::MeetingPart* again : journey.held) {
    if (again != &first) tally.Count(Measure::kRepeatMeetings, again->start_ms(), journey.Of(*again));
  }
}

// Whether the meeting stood when its time came.
bool FellDue(const v1::MeetingPart& meeting) {
  const bool called_off = meeting.state() == v1::MeetingPart::CANCELLED || meeting.state() == v1::MeetingPart::MOVED;
  if (called_off) return meeting.has_booked_ms() && meeting.state_ms() >= meeting.start_ms();
  return meeting.has_booked_ms() || meeting.state() != v1::MeetingPart::STATE_UNSPECIFIED;
}

void CountMeetings(const v1::LeadFacts& facts, const Journey& journey, Tally& tally) {
  for (const v1::MeetingPart& meeting : facts.meetings()) {
    const Credit credit = journey.Of(meeting);
    if (FellDue(meeting)) {
      tally.CountDue(Measure::kMeetingsDue, meeting.start_ms(), credit);
      if (meeting.state() == v1::MeetingPart::STATE_UNSPECIFIED) {
        tally.CountDue(Measure::kMeetingsDueOpen, meeting.start_ms(), credit);
      }
    }
    const auto count = [&](v1::MeetingPart::State state, Measure measure, std::int64_t when) {
      if (meeting.state() == state) tally.Count(measure, when, credit);
    };
    count(v1::MeetingPart::CANCELLED, Measure::kMeetingsCancelled, meeting.state_ms());
    count(v1::MeetingPart::MOVED, Measure::kMeetingsMoved, meeting.state_ms());
    count(v1::MeetingPart::NO_SHOW_CLIENT, Measure::kNoShowsClient, meeting.start_ms());
    count(v1::MeetingPart::NO_SHOW_DESIGNER, Measure::kNoShowsDesigner, meeting.start_ms());
  }
}

void CountMoney(const v1::ContractPart& contract, const Credit& credit, Tally& tally) {
  const When when = SignedAt(contract);
  if (contract.has_total()) tally.Count(Measure::kRevenue, when, credit, contract.total());
  if (!contract.has_total()) tally.Count(Measure::kContractsUnpriced, when, credit);
  if (contract.has_total() && contract.has_list_total()) {
    tally.Count(Measure::kListValue, when, credit, contract.list_total());
    tally.Count(Measure::kDiscount, when, credit, contract.list_total() - contract.total());
  }
  for (const v1::CashPart& cash : contract.cash()) {
    tally.Count(Measure::kCash, cash.has_time_ms() ? When(cash.time_ms()) : std::nullopt, credit, cash.amount());
  }
}

void CountCancelled(const v1::ContractPart& contract, const Journey& journey, const Credit& credit, Tally& tally) {
  if (!contract.has_cancelled_ms()) return;
  const When when = contract.cancelled_ms();
  tally.Count(Measure::kContractsCancelled, when, credit);
  if (journey.held.empty()) tally.Count(Measure::kContractsCancelledUnheld, when, credit);
  if (contract.has_total()) tally.Count(Measure::kRevenueCancelled, when, credit, contract.total());
  if (!contract.has_total()) tally.Count(Measure::kCancelledUnpriced, when, credit);
}

void CountContracts(const v1::LeadFacts& facts, const Journey& journey, Tally& tally) {
  if (journey.contracts.empty()) return;
  const v1::ContractPart& first = *journey.contracts.front();
  for (const v1::ContractPart* contract : journey.contracts) {
    const Credit credit = journey.Of(facts, *contract);
    const bool again = contract != &first;
    const When when = SignedAt(*contract);
    tally.Count(again ? Measure::kRepeatContracts : Measure::kLeadsSigned, when, credit);
    if (journey.held.empty()) {
      tally.Count(again ? Measure::kRepeatContractsUnheld : Measure::kLeadsSignedUnheld, when, credit);
    }
    CountMoney(*contract, credit, tally);
    CountCancelled(*contract, journey, credit, tally);
  }
  const When when = SignedAt(first);
  const Credit credit = journey.Of(facts, first);
  tally.Time(Timing::kContract, journey.arrive_ms, when, credit);
  if (when && *when >= journey.arrive_ms) tally.Mature(BucketOf(absl::Milliseconds(*when - journey.arrive_ms)));
  if (when && !journey.held.empty() && journey.held.front()->start_ms() <= *when) {
    tally.Time(Timing::kMeetingToContract, journey.held.front()->start_ms(), when, credit);
  }
}

void CountHandOvers(const v1::LeadFacts& facts, const Journey& journey, Tally& tally) {
  const v1::ContractPart* first = nullptr;
  for (const v1::ContractPart* contract : journey.contracts) {
    if (contract->has_handed_ms() && (first == nullptr || contract->handed_ms() < first->handed_ms())) first = contract;
  }
  if (first == nullptr) return;
  for (const v1::ContractPart* contract : journey.contracts) {
    if (!contract->has_handed_ms()) continue;
    tally.Count(contract == first ? Measure::kLeadsHandedOver : Measure::kRepeatHandOvers, HandedAt(*contract),
                journey.Of(facts, *contract));
  }
  const When when = HandedAt(*first);
  const Credit credit = journey.Of(facts, *first);
  tally.Time(Timing::kHandOver, journey.arrive_ms, when, credit);
  if (first->has_sign_ms() && first->sign_ms() <= *when) {
    tally.Time(Timing::kContractToHandOver, first->sign_ms(), when, credit);
  }
}

void CountTotals(const v1::LeadFacts& facts, Tally& tally) {
  tally.Add(Total::kLeadsCreated, std::ranges::count_if(facts.parts(), &v1::LeadPart::has_arrive_ms));
  tally.Add(Total::kPhonesCaptured, std::ranges::count_if(facts.parts(), &v1::LeadPart::has_phone_ms));
  tally.Add(Total::kMeetingsBooked, std::ranges::count_if(facts.meetings(), &v1::MeetingPart::has_booked_ms));
  tally.Add(Total::kMeetingsHeld, std::ranges::count_if(facts.meetings(), [](const v1::MeetingPart& meeting) {
              return meeting.state() == v1::MeetingPart::HELD;
            }));
  tally.Add(Total::kContractsSigned, facts.contracts_size());
  tally.Add(Total::kContractsCancelled, std::ranges::count_if(facts.contracts(), &v1::ContractPart::has_cancelled_ms));
  tally.Add(Total::kHandOvers, std::ranges::count_if(facts.contracts(), &v1::ContractPart::has_handed_ms));
}

}  // namespace

std::vector<Amount> Contribution(const v1::LeadFacts& facts, const absl::TimeZone& zone) {
  const std::optional<Journey> journey = JourneyOf(facts);
  if (!journey) return {};
  Tally tally(zone, journey->arrive_ms);
  CountLead(*journey, tally);
  CountLoss(*journey, tally);
  CountResponses(*journey, tally);
  CountAttempts(*journey, tally);
  CountAge(*journey, tally);
  CountPhone(*journey, tally);
  CountBooking(*journey, tally);
  CountHeld(*journey, tally);
  CountMeetings(facts, *journey, tally);
  CountContracts(facts, *journey, tally);
  CountHandOvers(facts, *journey, tally);
  CountMarks(facts, *journey, tally);
  CountTotals(facts, tally);
  return std::move(tally).Take();
}

}  // namespace zamer::metrics
