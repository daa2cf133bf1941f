#include "services/metrics/domain/catalogue.h"

#include <absl/container/flat_hash_map.h>

#include <utility>

namespace zamer::metrics {
namespace {

using M = Measure;

const Terms kContracts = {{M::kLeadsSigned}, {M::kRepeatContracts}};
const Terms kContractsHeld = {
    {M::kLeadsSigned}, {M::kRepeatContracts}, {M::kLeadsSignedUnheld, -1}, {M::kRepeatContractsUnheld, -1}};
const Terms kHandOvers = {{M::kLeadsHandedOver}, {M::kRepeatHandOvers}};
const Terms kMeetings = {{M::kLeadsHeld}, {M::kRepeatMeetings}};
const Terms kNetRevenue = {{M::kRevenue}, {M::kRevenueCancelled, -1}};
const Terms kUnpriced = {{M::kContractsUnpriced}};

Kpi Count(std::string id, std::string formula, Terms terms, Terms unknown = {}, Terms undated = {}) {
  return {std::move(id),      KpiKind::kCount,   std::move(formula), std::move(terms), {},
          std::move(unknown), std::move(undated)};
}
Kpi Share(std::string id, std::string formula, Terms numerator, Terms denominator, Terms unknown = {},
          Terms undated = {}) {
  return {std::move(id),          KpiKind::kShare,    std::move(formula), std::move(numerator),
          std::move(denominator), std::move(unknown), std::move(undated)};
}
Kpi CostPer(std::string id, std::string formula, Terms denominator, Terms unknown = {}, Terms undated = {}) {
  return {std::move(id),          KpiKind::kMoneyRatio, std::move(formula), {{M::kSpend}},
          std::move(denominator), std::move(unknown),   std::move(undated)};
}
Kpi Duration(std::string id, std::string formula, Timing timing) {
  return {std::move(id),
          KpiKind::kTiming,
          std::move(formula),
          {{CasesOf(timing)}, {MillisOf(timing)}},
          {},
          {{UndatedOf(timing)}},
          {{UndatedOf(timing)}},
          timing};
}

// How far those came who are lost.
void AddLosses(std::vector<Kpi>& kpis) {
  const Terms unknown = {{M::kLossesOfUnknownStep}};
  kpis.push_back(Count("losses", "leads that are lost", {{M::kLosses}}));
  kpis.push_back(
      Count("losses_before_phone", "leads that are lost and left no phone", {{M::kLossesBeforePhone}}, unknown));
  kpis.push_back(Count("losses_before_booking", "leads that are lost with a phone and without a booked meeting",
                       {{M::kLossesBeforeBooking}}, unknown));
  kpis.push_back(Count("losses_before_meeting", "leads that are lost with a booked meeting and without a held one",
                       {{M::kLossesBeforeMeeting}}, unknown));
  kpis.push_back(Count("losses_before_contract", "leads that are lost with a held meeting and without a contract",
                       {{M::kLossesBeforeContract}}, unknown));
}

void AddCounts(std::vector<Kpi>& kpis) {
  kpis.push_back(Count("leads", "leads created, duplicates merged", {{M::kLeads}}));
  kpis.push_back(Count("phones", "leads with a phone", {{M::kPhones}}, {{M::kPhoneUnknown}}));
  kpis.push_back(Count("bookings", "leads with a booked meeting", {{M::kBookings}}, {{M::kMeetingUnknown}}));
  kpis.push_back(Count("meetings_held", "leads with a held meeting", {{M::kLeadsHeld}}, {{M::kMeetingUnknown}}));
  kpis.push_back(
      Count("leads_with_contract", "leads with a signed contract", {{M::kLeadsSigned}}, {}, {{M::kLeadsSigned}}));
  kpis.push_back(Count("contracts", "contracts signed", kContracts, {}, kContracts));
  kpis.push_back(Count("contracts_cancelled", "contracts cancelled", {{M::kContractsCancelled}}));
  kpis.push_back(Count("leads_handed_over", "leads of which a contract is in production", {{M::kLeadsHandedOver}}));
  kpis.push_back(Count("hand_overs", "contracts handed to production", kHandOvers));
  kpis.push_back(Count("meetings", "meetings held, second ones included", kMeetings, {{M::kMeetingUnknown}}));
  kpis.push_back(Count("meetings_due", "meetings whose time has come and that were not cancelled or moved before it",
                       {{M::kMeetingsDue}}));
  kpis.push_back(Count("meetings_cancelled", "meetings called off", {{M::kMeetingsCancelled}}));
  kpis.push_back(Count("meetings_moved", "meetings replaced by another time", {{M::kMeetingsMoved}}));
  kpis.push_back(Count("no_shows_client", "meetings to which the client did not come", {{M::kNoShowsClient}}));
  kpis.push_back(Count("no_shows_designer", "meetings to which the designer did not come", {{M::kNoShowsDesigner}}));
  AddLosses(kpis);
  kpis.push_back(Count("late_first_responses", "leads without an outbound interaction within the department's limit",
                       {{M::kLateFirstResponses}}));
}

void AddWork(std::vector<Kpi>& kpis) {
  kpis.push_back(Count("next_steps_missed", "times that a lead was without a next step for longer than allowed",
                       {{M::kNextStepsMissed}}));
  kpis.push_back(
      Count("too_few_attempts", "leads lost as unreachable with fewer attempts than required", {{M::kTooFewAttempts}}));
  kpis.push_back(
      Count("calls_without_consent", "outbound calls without a recorded consent", {{M::kCallsWithoutConsent}}));
  kpis.push_back(
      Count("calls_without_recording", "calls of more than 10 s without a recording", {{M::kCallsWithoutRecording}}));
  kpis.push_back(Count("contacts_despite_do_not_contact",
                       "outbound interactions with people who asked not to be contacted", {{M::kDespiteDoNotContact}}));
  kpis.push_back(Count("follow_ups_completed", "follow-ups completed", {{M::kFollowUpsCompleted}}));
  kpis.push_back(Count("follow_ups_overdue", "follow-ups still open after their due time", {{M::kFollowUpsOverdue}}));
  kpis.push_back(Count("visits", "showroom visitors counted", {{M::kVisits}}));
  kpis.push_back(Count("visits_with_phone", "showroom visitors who left a phone", {{M::kVisitsWithPhone}}));
  kpis.push_back(
      Count("thin_hours", "opening hours with fewer lead managers on shift than required", {{M::kThinHours}}));
  kpis.push_back(Count("shifts_late", "shifts to which somebody came later than allowed", {{M::kShiftsLate}}));
  kpis.push_back(Count("shifts_missed", "shifts to which somebody did not come", {{M::kShiftsMissed}}));
  kpis.push_back(Count("leads_redistributed", "leads that others took over from one employee all at once",
                       {{M::kLeadsRedistributed}}));
}

void AddRates(std::vector<Kpi>& kpis) {
  kpis.push_back(Share("phone_rate", "leads with a phone ÷ leads", {{M::kPhones}},
                       {{M::kLeads}, {M::kPhoneUnknown, -1}}, {{M::kPhoneUnknown}}));
  kpis.push_back(Share("message_to_phone", "leads by message with a phone ÷ leads by message",
                       {{M::kLeadsByMessageWithPhone}}, {{M::kLeadsByMessage}}));
  kpis.push_back(
      Share("reach_rate", "leads called and talked to ÷ leads called", {{M::kLeadsReached}}, {{M::kLeadsCalled}}));
  kpis.push_back(Share("booking_rate", "leads with a booked meeting ÷ leads", {{M::kBookings}},
                       {{M::kLeads}, {M::kMeetingUnknown, -1}}, {{M::kMeetingUnknown}}));
  kpis.push_back(Share("booking_rate_of_phones", "leads with a phone and a booked meeting ÷ leads with a phone",
                       {{M::kBookings}, {M::kBookingsWithoutPhone, -1}}, {{M::kPhones}, {M::kPhonesMeetingUnknown, -1}},
                       {{M::kPhoneOrMeetingUnknown}}));
  kpis.push_back(Share("show_rate",
                       "meetings held ÷ meetings whose time has come and that were not cancelled or moved before it",
                       kMeetings, {{M::kMeetingsDue}}, {{M::kMeetingsDueOpen}}));
  kpis.push_back(Share("first_touch_rate",
                       "leads signed within their first held meeting or within the department's hours of its end, with "
                       "no second meeting held before ÷ leads with a held meeting",
                       {{M::kFirstTouch}}, {{M::kLeadsHeld}}, {{M::kMeetingUnknown}}));
  kpis.back().same_day = true;
  kpis.push_back(Share("close_rate", "leads with a held meeting and a signed contract ÷ leads with a held meeting",
                       {{M::kLeadsSigned}, {M::kLeadsSignedUnheld, -1}}, {{M::kLeadsHeld}}, {{M::kMeetingUnknown}},
                       {{M::kLeadsSigned}, {M::kLeadsSignedUnheld, -1}}));
  kpis.push_back(Share("lead_to_contract", "leads with a signed contract ÷ leads", {{M::kLeadsSigned}}, {{M::kLeads}},
                       {}, {{M::kLeadsSigned}}));
  kpis.push_back(Share("hand_over_rate", "contracts handed to production ÷ contracts signed", kHandOvers, kContracts,
                       {}, kContracts));
  kpis.push_back(Share("gross_close", "contracts signed of leads with a held meeting ÷ leads with a held meeting",
                       kContractsHeld, {{M::kLeadsHeld}}, {{M::kMeetingUnknown}}, kContractsHeld));
  Terms net = kContractsHeld;
  net.push_back({M::kContractsCancelled, -1});
  net.push_back({M::kContractsCancelledUnheld});
  kpis.push_back(Share(
      "net_close", "(contracts signed − contracts cancelled) of leads with a held meeting ÷ leads with a held meeting",
      std::move(net), {{M::kLeadsHeld}}, {{M::kMeetingUnknown}}, kContractsHeld));
}

// Numerator and denominator of these count on the same day.
void AddWorkRates(std::vector<Kpi>& kpis) {
  kpis.push_back(Share("visit_to_phone", "showroom visitors who left a phone ÷ showroom visitors counted",
                       {{M::kVisitsWithPhone}}, {{M::kVisits}}));
  kpis.back().same_day = true;
  kpis.push_back(Share("follow_ups_in_time", "follow-ups completed by their due time ÷ follow-ups completed",
                       {{M::kFollowUpsInTime}}, {{M::kFollowUpsCompleted}}));
  kpis.back().same_day = true;
  kpis.push_back({"market_saturation",
                  KpiKind::kQuotient,
                  "phones that became known in the month ÷ the city's monthly maximum",
                  {{M::kMarketPhones}},
                  {{M::kMarketMaximum}},
                  {{M::kMarketPhonesUncapped}}});
  kpis.back().same_day = true;
  kpis.back().monthly = true;
}

void AddDurations(std::vector<Kpi>& kpis) {
  kpis.push_back(Duration("speed_to_attempt", "first attempt − lead created", Timing::kAttempt));
  kpis.push_back(Duration("speed_to_talk", "first talk − lead created", Timing::kTalk));
  kpis.push_back(
      Duration("speed_to_attempt_staffed", "first attempt − lead created, in staffed time", Timing::kAttemptStaffed));
  kpis.push_back(Duration("speed_to_talk_staffed", "first talk − lead created, in staffed time", Timing::kTalkStaffed));
  kpis.push_back(Duration("time_to_phone", "phone − lead created", Timing::kPhone));
  kpis.push_back(Duration("time_to_booking", "booking − lead created", Timing::kBooking));
  kpis.push_back(Duration("time_to_meeting", "start of the first held meeting − lead created", Timing::kMeeting));
  kpis.push_back(Duration("time_to_contract", "signature − lead created", Timing::kContract));
  kpis.push_back(Duration("time_to_hand_over", "hand-over − lead created", Timing::kHandOver));
  kpis.push_back(Duration("phone_to_booking", "booking − phone", Timing::kPhoneToBooking));
  kpis.push_back(
      Duration("booking_to_meeting", "start of the first held meeting − booking", Timing::kBookingToMeeting));
  kpis.push_back(
      Duration("meeting_to_contract", "signature − start of the first held meeting", Timing::kMeetingToContract));
  kpis.push_back(Duration("contract_to_hand_over", "hand-over − signature", Timing::kContractToHandOver));
}

Kpi Age(std::string id, std::string formula, Timing timing) {
  return {std::move(id), KpiKind::kAge, std::move(formula), {{CasesOf(timing)}}, {}, {}, {}, timing};
}

void AddAges(std::vector<Kpi>& kpis) {
  kpis.push_back(Age("age_new", "now − arrival, of leads that are new", Timing::kAgeNew));
  kpis.push_back(
      Age("age_in_correspondence", "now − first answer, of leads in correspondence", Timing::kAgeInCorrespondence));
  kpis.push_back(
      Age("age_phone_captured", "now − phone, of leads with a phone and nothing after it", Timing::kAgePhoneCaptured));
  kpis.push_back(
      Age("age_meeting_booked", "now − booking, of leads whose meeting is ahead", Timing::kAgeMeetingBooked));
  kpis.push_back(Age("age_meeting_held", "now − meeting, of leads without a contract yet", Timing::kAgeMeetingHeld));
  kpis.push_back(Age("age_nurturing", "now − putting off, of leads that are put off", Timing::kAgeNurturing));
}

// What is counted, for each lead, rather than timed.
void AddSpreads(std::vector<Kpi>& kpis) {
  kpis.push_back(Duration("attempts_per_lead", "outbound interactions of a lead that has any", Timing::kAttempts));
  kpis.back().kind = KpiKind::kSpread;
}

void AddMoney(std::vector<Kpi>& kpis) {
  kpis.push_back(
      {"revenue_gross", KpiKind::kMoney, "totals of contracts signed", {{M::kRevenue}}, {}, kUnpriced, kContracts});
  kpis.push_back({"revenue_net",
                  KpiKind::kMoney,
                  "totals of contracts signed − totals of contracts cancelled",
                  kNetRevenue,
                  {},
                  kUnpriced,
                  kContracts});
  kpis.push_back({"cash", KpiKind::kMoney, "payments received − refunds, corrections included", {{M::kCash}}});
  Terms net = kContracts;
  for (const Term term :
       {Term{M::kContractsUnpriced, -1}, Term{M::kContractsCancelled, -1}, Term{M::kCancelledUnpriced}}) {
    net.push_back(term);
  }
  kpis.push_back({"average_contract", KpiKind::kMoneyRatio, "net revenue ÷ (contracts signed − contracts cancelled)",
                  kNetRevenue, std::move(net), kUnpriced, kContracts});
  kpis.push_back({"net_sales_per_meeting_issued",
                  KpiKind::kMoneyRatio,
                  "net revenue ÷ meetings due",
                  kNetRevenue,
                  {{M::kMeetingsDue}},
                  kUnpriced,
                  kContracts});
  kpis.push_back({"discount_rate",
                  KpiKind::kQuotient,
                  "(list totals − totals) ÷ list totals of contracts signed",
                  {{M::kDiscount}},
                  {{M::kListValue}},
                  kUnpriced,
                  kContracts});
  kpis.push_back({"spend", KpiKind::kMoney, "marketing spend", {{M::kSpend}}});
  kpis.push_back(CostPer("cpl", "spend ÷ leads", {{M::kLeads}}));
  kpis.push_back(CostPer("cost_per_phone", "spend ÷ leads with a phone", {{M::kPhones}}, {{M::kPhoneUnknown}}));
  kpis.push_back(
      CostPer("cost_per_booking", "spend ÷ leads with a booked meeting", {{M::kBookings}}, {{M::kMeetingUnknown}}));
  kpis.push_back(
      CostPer("cost_per_meeting_held", "spend ÷ leads with a held meeting", {{M::kLeadsHeld}}, {{M::kMeetingUnknown}}));
  kpis.push_back(CostPer("cost_per_contract", "spend ÷ contracts signed", kContracts, {}, kContracts));
  kpis.push_back({"romi",
                  KpiKind::kReturn,
                  "(net revenue × the department's margin − spend) ÷ spend",
                  kNetRevenue,
                  {{M::kSpend}},
                  kUnpriced,
                  kContracts});
}

std::vector<Kpi> Build() {
  std::vector<Kpi> kpis;
  AddCounts(kpis);
  AddWork(kpis);
  AddRates(kpis);
  AddWorkRates(kpis);
  AddDurations(kpis);
  AddAges(kpis);
  AddSpreads(kpis);
  AddMoney(kpis);
  return kpis;
}

}  // namespace

const std::vector<Kpi>& Catalogue() {
  static const auto& kpis = *new std::vector<Kpi>(Build());
  return kpis;
}

const Kpi* FindKpi(std::string_view id) {
  static const auto& by_id = *[] {
    auto* map = new absl::flat_hash_map<std::string_view, const Kpi*>;
    for (const Kpi& kpi : Catalogue()) map->emplace(kpi.id, &kpi);
    return map;
  }();
  const auto found = by_id.find(id);
  return found == by_id.end() ? nullptr : found->second;
}

bool HasLimit(Timing timing) { return timing <= Timing::kTalkStaffed; }

}  // namespace zamer::metrics
