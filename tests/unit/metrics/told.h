// Events as the three feeds tell them, in few words.
#pragma once
#include <absl/strings/str_cat.h>
#include <absl/time/time.h>

#include <string>
#include <string_view>
#include <vector>

#include "services/common/time/timestamps.h"
#include "zamer/contract/v1/contract_events.pb.h"
#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"

namespace zamer::metrics::testing {

inline constexpr std::string_view kDepartment = "departments/d1";

inline std::string Name(std::string_view collection, std::string_view id) {
  if (id.empty()) return {};
  return std::string(kDepartment).append("/").append(collection).append("/").append(id);
}
inline std::string LeadName(std::string_view id) { return Name("leads", id); }
inline std::string Person(std::string_view id) { return Name("employees", id); }
inline std::string Channel(std::string_view id) { return Name("channels", id); }

// Monday 2026-03-02, noon in Moscow, and days after it.
inline absl::Time Noon(double days = 0) { return absl::FromUnixSeconds(1'772'442'000) + days * absl::Hours(24); }

inline type::v1::EventMeta Meta(std::string subject, std::int64_t version, absl::Time when) {
  type::v1::EventMeta meta;
  meta.set_event_id(absl::StrCat(subject, "#", version));
  meta.set_department(std::string(kDepartment));
  meta.set_subject(std::move(subject));
  meta.set_version(version);
  *meta.mutable_occurred_time() = ToTimestamp(when);
  *meta.mutable_recorded_time() = ToTimestamp(when);
  return meta;
}

inline type::v1::Money Rub(std::int64_t minor_units) {
  type::v1::Money money;
  money.set_currency_code("RUB");
  money.set_minor_units(minor_units);
  return money;
}

inline lead::v1::LeadEvent AboutLead(std::string_view lead, std::int64_t version, absl::Time when) {
  lead::v1::LeadEvent event;
  *event.mutable_meta() = Meta(LeadName(lead), version, when);
  return event;
}

inline lead::v1::LeadEvent Created(std::string_view lead, absl::Time when, std::string_view channel = "vk",
                                   std::string_view city = "Tver", std::int64_t version = 1) {
  lead::v1::LeadEvent event = AboutLead(lead, version, when);
  lead::v1::LeadCreated& fact = *event.mutable_lead_created();
  fact.mutable_dimensions()->set_channel(Channel(channel));
  fact.mutable_dimensions()->set_city(std::string(city));
  *fact.mutable_arrive_time() = ToTimestamp(when);
  return event;
}

inline lead::v1::LeadEvent Assigned(std::string_view lead, std::int64_t version, std::string_view owner,
                                    absl::Time when) {
  lead::v1::LeadEvent event = AboutLead(lead, version, when);
  event.mutable_lead_assigned()->set_owner(Person(owner));
  return event;
}

inline lead::v1::LeadEvent PhoneCaptured(std::string_view lead, std::int64_t version, std::string_view by,
                                         absl::Time when) {
  lead::v1::LeadEvent event = AboutLead(lead, version, when);
  event.mutable_phone_captured()->set_captured_by(Person(by));
  return event;
}

inline lead::v1::LeadEvent Attempted(std::string_view lead, std::int64_t version, std::string_view by,
                                     absl::Time when) {
  lead::v1::LeadEvent event = AboutLead(lead, version, when);
  lead::v1::FirstResponse& response = *event.mutable_first_response_changed()->mutable_first_response();
  *response.mutable_attempt_time() = ToTimestamp(when);
  response.set_attempt_by(Person(by));
  return event;
}

inline lead::v1::LeadEvent StateBecame(std::string_view lead, std::int64_t version, lead::v1::Lead::State state,
                                       absl::Time when) {
  lead::v1::LeadEvent event = AboutLead(lead, version, when);
  event.mutable_meta()->set_actor(Person("anna"));
  event.mutable_state_changed()->set_to(state);
  return event;
}

inline lead::v1::LeadEvent Merged(std::string_view lead, std::int64_t version, std::string_view survivor,
                                  absl::Time when) {
  lead::v1::LeadEvent event = AboutLead(lead, version, when);
  event.mutable_lead_merged()->set_survivor(LeadName(survivor));
  return event;
}

inline lead::v1::LeadEvent Unmerged(std::string_view lead, std::int64_t version, std::string_view survivor,
                                    absl::Time when) {
  lead::v1::LeadEvent event = AboutLead(lead, version, when);
  event.mutable_lead_unmerged()->set_survivor(LeadName(survivor));
  return event;
}

inline lead::v1::LeadEvent Spent(std::string_view channel, std::int64_t version, absl::CivilDay day,
                                 std::int64_t amount) {
  lead::v1::LeadEvent event;
  *event.mutable_meta() = Meta(absl::StrCat(Channel(channel), "/spend/", FormatDay(day)), version, Noon());
  lead::v1::SpendRecorded& fact = *event.mutable_spend_recorded();
  *fact.mutable_date() = ToDate(day);
  fact.set_channel(Channel(channel));
  *fact.mutable_amount() = Rub(amount);
  return event;
}

inline lead::v1::LeadEvent Called(std::string_view lead, std::int64_t version, std::string_view by, absl::Time when,
                                  bool without_consent, bool despite_do_not_contact = false) {
  lead::v1::LeadEvent event = AboutLead(lead, version, when);
  lead::v1::InteractionLogged& fact = *event.mutable_interaction_logged();
  fact.set_interaction_id(absl::StrCat("i", version));
  fact.set_kind(lead::v1::Interaction::CALL);
  fact.set_direction(lead::v1::Interaction::OUTBOUND);
  fact.set_employee(Person(by));
  fact.set_without_consent(without_consent);
  fact.set_despite_do_not_contact(despite_do_not_contact);
  return event;
}

// A call of a client who is known by now; told again once there is a recording.
inline lead::v1::LeadEvent TalkedTo(std::string_view lead, std::int64_t version, std::string_view id, absl::Time when,
                                    absl::Duration talk, bool recorded) {
  lead::v1::LeadEvent event = AboutLead(lead, version, when);
  lead::v1::InteractionLogged& fact = *event.mutable_interaction_logged();
  fact.set_interaction_id(std::string(id));
  fact.set_kind(lead::v1::Interaction::CALL);
  fact.set_direction(lead::v1::Interaction::INBOUND);
  fact.set_employee(Person("anna"));
  *fact.mutable_talk_duration() = ToProtoDuration(talk);
  fact.set_recorded(recorded);
  return event;
}

inline lead::v1::LeadEvent WroteTo(std::string_view lead, std::int64_t version, absl::Time when) {
  lead::v1::LeadEvent event = Called(lead, version, "anna", when, false);
  event.mutable_interaction_logged()->set_kind(lead::v1::Interaction::MESSAGE);
  return event;
}

inline lead::v1::LeadEvent FollowUpDone(std::string_view lead, std::int64_t version, std::string_view id,
                                        std::string_view assignee, absl::Time when, bool late) {
  lead::v1::LeadEvent event = AboutLead(lead, version, when);
  lead::v1::FollowUpCompleted& fact = *event.mutable_follow_up_completed();
  fact.set_follow_up_id(std::string(id));
  fact.set_assignee(Person(assignee));
  fact.set_late(late);
  return event;
}

inline lead::v1::LeadEvent FollowUpOverdue(std::string_view lead, std::int64_t version, std::string_view id,
                                           std::string_view assignee, absl::Time when) {
  lead::v1::LeadEvent event = AboutLead(lead, version, when);
  event.mutable_follow_up_overdue()->set_follow_up_id(std::string(id));
  event.mutable_follow_up_overdue()->set_assignee(Person(assignee));
  return event;
}

inline lead::v1::LeadEvent NextStepMissed(std::string_view lead, std::int64_t version, std::string_view owner,
                                          absl::Time when) {
  lead::v1::LeadEvent event = AboutLead(lead, version, when);
  event.mutable_next_step_missed()->set_owner(Person(owner));
  *event.mutable_next_step_missed()->mutable_since_time() = ToTimestamp(when - absl::Minutes(15));
  return event;
}

inline lead::v1::LeadEvent Visited(std::string_view visit, std::int64_t version, absl::Time when, bool with_phone,
                                   std::string_view employee = "vera", std::string_view city = "Tver") {
  lead::v1::LeadEvent event;
  *event.mutable_meta() = Meta(Name("visits", visit), version, when);
  lead::v1::VisitRecorded& fact = *event.mutable_visit_recorded();
  fact.set_employee(Person(employee));
  fact.set_city(std::string(city));
  fact.set_with_phone(with_phone);
  return event;
}

inline lead::v1::LeadEvent Redistributed(std::string_view id, std::string_view owner, int assigned, int queued,
                                         absl::Time when) {
  lead::v1::LeadEvent event;
  *event.mutable_meta() = Meta(Name("redistributions", id), 1, when);
  lead::v1::LeadsRedistributed& fact = *event.mutable_leads_redistributed();
  fact.set_owner(Person(owner));
  fact.set_assigned(assigned);
  fact.set_queued(queued);
  return event;
}

// In March 2026.
inline lead::v1::LeadEvent MarketUsed(std::string_view city, std::int64_t version, std::int64_t phones,
                                      std::int64_t maximum, absl::Time when) {
  lead::v1::LeadEvent event;
  *event.mutable_meta() = Meta(Name("cities", city), version, when);
  lead::v1::MarketUsed& fact = *event.mutable_market_used();
  fact.set_city(std::string(city));
  fact.mutable_month()->set_year(2026);
  fact.mutable_month()->set_month(3);
  fact.set_phones(phones);
  fact.set_monthly_maximum(maximum);
  return event;
}

inline lead::v1::LeadEvent CityDescribed(std::string_view city, std::int64_t version, std::int64_t maximum,
                                         absl::Time when) {
  lead::v1::LeadEvent event;
  *event.mutable_meta() = Meta(Name("cities", city), version, when);
  event.mutable_city_changed()->set_city(std::string(city));
  event.mutable_city_changed()->set_monthly_maximum(maximum);
  return event;
}

// Hours of too few lead managers, of the 28 days from `when` on.
inline scheduling::v1::SchedulingEvent CoverageTold(std::int64_t version, absl::Time when,
                                                    const std::vector<absl::Time>& thin) {
  scheduling::v1::SchedulingEvent event;
  *event.mutable_meta() = Meta(std::string(kDepartment), version, when);
  event.mutable_coverage_changed()->set_opening_hours(28 * 12);
  for (const absl::Time start : thin) {
    *event.mutable_coverage_changed()->add_thin_hours()->mutable_start_time() = ToTimestamp(start);
  }
  return event;
}

inline scheduling::v1::SchedulingEvent CheckedIn(std::string_view who, std::int64_t version, absl::Time shift,
                                                 absl::Time when, bool late) {
  scheduling::v1::SchedulingEvent event;
  *event.mutable_meta() = Meta(Person(who), version, when);
  scheduling::v1::EmployeeCheckedIn& fact = *event.mutable_employee_checked_in();
  fact.set_employee(Person(who));
  *fact.mutable_shift_start_time() = ToTimestamp(shift);
  fact.set_late(late);
  return event;
}

inline scheduling::v1::SchedulingEvent NotThere(std::string_view who, std::int64_t version, absl::Time shift) {
  scheduling::v1::SchedulingEvent event;
  *event.mutable_meta() = Meta(Person(who), version, shift + absl::Minutes(5));
  event.mutable_shift_missed()->set_employee(Person(who));
  *event.mutable_shift_missed()->mutable_shift_start_time() = ToTimestamp(shift);
  return event;
}

inline scheduling::v1::SchedulingEvent Department(std::int64_t version = 1, std::string zone = "Europe/Moscow") {
  scheduling::v1::SchedulingEvent event;
  *event.mutable_meta() = Meta(std::string(kDepartment), version, Noon(-30));
  scheduling::v1::Department& department = *event.mutable_department_changed()->mutable_department();
  department.set_name(std::string(kDepartment));
  department.set_time_zone(std::move(zone));
  department.set_currency_code("RUB");
  return event;
}

inline scheduling::v1::MeetingFacts MeetingOf(std::string_view lead, absl::Time start,
                                              std::string_view booked_by = "anna",
                                              std::string_view designer = "boris") {
  scheduling::v1::MeetingFacts facts;
  facts.set_lead(LeadName(lead));
  facts.set_booked_by(Person(booked_by));
  facts.set_designer(Person(designer));
  *facts.mutable_start_time() = ToTimestamp(start);
  *facts.mutable_end_time() = ToTimestamp(start + absl::Hours(2));
  return facts;
}

inline scheduling::v1::SchedulingEvent AboutMeeting(std::string_view meeting, std::int64_t version, absl::Time when) {
  scheduling::v1::SchedulingEvent event;
  *event.mutable_meta() = Meta(Name("meetings", meeting), version, when);
  return event;
}

inline scheduling::v1::SchedulingEvent Booked(std::string_view meeting, std::int64_t version, absl::Time when,
                                              const scheduling::v1::MeetingFacts& facts) {
  scheduling::v1::SchedulingEvent event = AboutMeeting(meeting, version, when);
  *event.mutable_meeting_booked()->mutable_meeting() = facts;
  return event;
}
inline scheduling::v1::SchedulingEvent Held(std::string_view meeting, std::int64_t version, absl::Time when,
                                            const scheduling::v1::MeetingFacts& facts) {
  scheduling::v1::SchedulingEvent event = AboutMeeting(meeting, version, when);
  *event.mutable_meeting_held()->mutable_meeting() = facts;
  return event;
}
inline scheduling::v1::SchedulingEvent CalledOff(std::string_view meeting, std::int64_t version, absl::Time when,
                                                 const scheduling::v1::MeetingFacts& facts) {
  scheduling::v1::SchedulingEvent event = AboutMeeting(meeting, version, when);
  *event.mutable_meeting_cancelled()->mutable_meeting() = facts;
  return event;
}
inline scheduling::v1::SchedulingEvent NotMet(std::string_view meeting, std::int64_t version, absl::Time when,
                                              const scheduling::v1::MeetingFacts& facts) {
  scheduling::v1::SchedulingEvent event = AboutMeeting(meeting, version, when);
  *event.mutable_meeting_no_show()->mutable_meeting() = facts;
  return event;
}

// Signed by boris; without a time when it is unknown.
inline contract::v1::ContractFacts ContractOf(std::string_view lead, std::optional<absl::Time> signed_at,
                                              std::optional<std::int64_t> total = 100'000,
                                              std::string_view meeting = "") {
  contract::v1::ContractFacts facts;
  facts.set_lead(LeadName(lead));
  facts.set_designer(Person("boris"));
  facts.set_meeting(Name("meetings", meeting));
  if (signed_at) *facts.mutable_sign_time() = ToTimestamp(*signed_at);
  if (total) *facts.mutable_total() = Rub(*total);
  return facts;
}

inline contract::v1::ContractEvent AboutContract(std::string_view contract, std::int64_t version, absl::Time when) {
  contract::v1::ContractEvent event;
  *event.mutable_meta() = Meta(Name("contracts", contract), version, when);
  return event;
}
inline contract::v1::ContractEvent Signed(std::string_view contract, std::int64_t version, absl::Time when,
                                          const contract::v1::ContractFacts& facts) {
  contract::v1::ContractEvent event = AboutContract(contract, version, when);
  *event.mutable_contract_signed()->mutable_contract() = facts;
  return event;
}
inline contract::v1::ContractEvent Paid(std::string_view contract, std::int64_t version, absl::Time when,
                                        std::int64_t amount, const contract::v1::ContractFacts& facts,
                                        contract::v1::LedgerEntry::Kind kind = contract::v1::LedgerEntry::PAYMENT) {
  contract::v1::ContractEvent event = AboutContract(contract, version, when);
  contract::v1::LedgerEntryRecorded& fact = *event.mutable_ledger_entry_recorded();
  *fact.mutable_contract() = facts;
  fact.set_kind(kind);
  *fact.mutable_amount() = Rub(amount);
  *fact.mutable_occurred_time() = ToTimestamp(when);
  return event;
}
inline contract::v1::ContractEvent HandedOver(std::string_view contract, std::int64_t version, absl::Time when,
                                              const contract::v1::ContractFacts& facts) {
  contract::v1::ContractEvent event = AboutContract(contract, version, when);
  *event.mutable_contract_handed_over()->mutable_contract() = facts;
  return event;
}
inline contract::v1::ContractEvent Revoked(std::string_view contract, std::int64_t version, absl::Time when,
                                           const contract::v1::ContractFacts& facts) {
  contract::v1::ContractEvent event = AboutContract(contract, version, when);
  *event.mutable_contract_cancelled()->mutable_contract() = facts;
  *event.mutable_contract_cancelled()->mutable_cancel_time() = ToTimestamp(when);
  return event;
}

}  // namespace zamer::metrics::testing
