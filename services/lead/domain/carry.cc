#include "services/lead/domain/carry.h"

#include <absl/strings/str_cat.h>
#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "services/common/time/timestamps.h"
#include "services/lead/domain/carry_list.h"
#include "services/lead/domain/contacts.h"
#include "services/lead/domain/first_response.h"
#include "services/lead/domain/follow_ups.h"
#include "services/lead/domain/stages.h"
#include "services/lead/domain/touches.h"

namespace zamer::lead {
namespace {

using v1::Lead;
using v1::LeadRecord;
using Rows = v1::LeadRecord::ImportedRows;
using Clocks = v1::FirstResponse;
using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;
// Fields that are one thing: taken over together or not at all.
using Group = std::vector<int>;

std::vector<const google::protobuf::FieldDescriptor*> FieldsOf(const Message& message, const Group& group) {
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  fields.reserve(group.size());
  for (const int number : group) fields.push_back(message.GetDescriptor()->FindFieldByNumber(number));
  return fields;
}

bool AreEqual(const Message& a, const Message& b, const Group& group) {
  const auto fields = FieldsOf(a, group);
  MessageDifferencer differencer;
  return differencer.CompareWithFields(a, b, fields, fields);
}

template <class Record>
void Copy(const Record& from, Record& to, const Group& group) {
  Record copy = from;
  to.GetReflection()->SwapFields(&to, &copy, FieldsOf(to, group));
}

// What has not changed since is as it is wanted.
template <class Record>
void CarryGroup(const Record& wanted, const Record& was, Record& now, const Group& group) {
  if (AreEqual(now, was, group)) Copy(wanted, now, group);
}

const Group& Stage() {
  static const Group kGroup = {Lead::kStateFieldNumber, Lead::kStateTimeFieldNumber, Lead::kCloseReasonFieldNumber,
                               Lead::kNurtureUntilTimeFieldNumber};
  return kGroup;
}

// By what each contact point and step of a lead is told from the others.
std::string KeyOf(const v1::Phone& phone) {
  return phone.e164().empty() ? absl::StrCat("raw:", phone.raw()) : phone.e164();
}
std::string KeyOf(const v1::ExternalIdentity& identity) {
  return absl::StrCat(identity.channel(), " ", identity.external_id());
}
std::string KeyOf(const v1::Email& email) { return email.address(); }
std::string KeyOf(const v1::FollowUp& follow_up) { return follow_up.follow_up_id(); }
std::string KeyOf(const std::string& text) { return text; }
std::string KeyOf(const v1::Touch& touch) {
  if (!touch.touch_id().empty()) return touch.touch_id();
  return absl::StrCat(touch.time().seconds(), ".", touch.time().nanos(), " ", touch.channel(), " ", touch.campaign(),
                      " ", touch.external_id());
}

constexpr auto kByKey = [](const auto& item) { return KeyOf(item); };

template <class List>
bool CarryAll(const List& wanted, const List& was, List& now) {
  return CarryList(wanted, was, now, kByKey);
}

std::int32_t Less(std::int32_t now, std::int32_t was, std::int32_t wanted) { return std::max(0, now - (was - wanted)); }

void CarryPerson(const LeadRecord& wanted, const LeadRecord& was, LeadRecord& now) {
  const Lead& want = wanted.lead();
  Lead& lead = *now.mutable_lead();
  CarryGroup(want, was.lead(), lead, {Lead::kClientNameFieldNumber});
  CarryGroup(want, was.lead(), lead, {Lead::kCityFieldNumber});
  CarryGroup(want, was.lead(), lead, {Lead::kServiceRequestFieldNumber});
  CarryGroup(want, was.lead(), lead, {Lead::kDoNotContactFieldNumber});
  CarryAll(want.phones(), was.lead().phones(), *lead.mutable_phones());
  CarryAll(want.external_identities(), was.lead().external_identities(), *lead.mutable_external_identities());
  CarryAll(want.emails(), was.lead().emails(), *lead.mutable_emails());
  CarryAll(want.household(), was.lead().household(), *lead.mutable_household());
  CarryAll(wanted.person_keys(), was.person_keys(), *now.mutable_person_keys());
  CarryAll(wanted.absorbed(), was.absorbed(), *now.mutable_absorbed());
  CarryAll(wanted.merges(), was.merges(), *now.mutable_merges());
}

void CarryPhone(const LeadRecord& wanted, const LeadRecord& was, LeadRecord& now) {
  const bool since = (now.phone_captured() && !was.phone_captured()) ||
                     std::ranges::any_of(now.lead().phones(), [](const auto& phone) { return !phone.e164().empty(); });
  now.set_phone_captured(wanted.phone_captured() || since);
  CarryGroup(wanted, was, now, {LeadRecord::kPhoneTimeFieldNumber});
  // When a phone that came since became known was not noted: one was known already, and since then the lead counts.
  if (since && !wanted.phone_captured() && !now.has_phone_time() && was.has_phone_time())
    *now.mutable_phone_time() = was.phone_time();
}

void CarryOwner(const LeadRecord& wanted, const LeadRecord& was, LeadRecord& now) {
  const bool came_along = was.lead().owner() != wanted.lead().owner() && now.lead().owner() == was.lead().owner();
  if (!came_along) return;
  now.mutable_lead()->set_owner(wanted.lead().owner());
  now.set_counted(wanted.counted());
}

void CarryTouches(const LeadRecord& wanted, const LeadRecord& was, LeadRecord& now) {
  Lead& lead = *now.mutable_lead();
  if (CarryAll(wanted.lead().touches(), was.lead().touches(), *lead.mutable_touches())) SortTouches(lead);
  lead.set_touch_count(Less(lead.touch_count(), was.lead().touch_count(), wanted.lead().touch_count()));
  if (lead.touches_size() > 0) *lead.mutable_arrive_time() = lead.touches(0).time();
}

void CarrySteps(const LeadRecord& wanted, const LeadRecord& was, LeadRecord& now) {
  Lead& lead = *now.mutable_lead();
  if (CarryAll(wanted.lead().follow_ups(), was.lead().follow_ups(), *lead.mutable_follow_ups())) SortFollowUps(lead);
  CarryGroup(wanted.lead(), was.lead(), lead, {Lead::kNextStepMissingSinceTimeFieldNumber});
  CarryGroup(wanted, was, now, {LeadRecord::kNextStepMissedTimeFieldNumber});
  CarryGroup(wanted, was, now, {LeadRecord::kNextStepDueTimeFieldNumber});
}

// What may be answered and what answers since then, in order of time; null for a touch.
using Since = std::multimap<absl::Time, const v1::Interaction*>;

Since ContactsSince(const LeadRecord& wanted, const LeadRecord& was, const LeadRecord& now,
                    const std::vector<v1::Interaction>& own) {
  Since since;
  // Rows of another CRM bring touches that nobody waits for.
  if (now.imported().row_ids_size() == was.imported().row_ids_size()) {
    for (const v1::Touch& touch : ItemsBeyond(now.lead().touches(), wanted.lead().touches(), kByKey)) {
      if (AsksForAnswer(touch)) since.emplace(FromTimestamp(touch.time()), nullptr);
    }
  }
  const int count = std::min(static_cast<int>(own.size()), now.own_interaction_count());
  for (int i = was.own_interaction_count(); i < count; ++i) {
    const v1::Interaction& interaction = own[static_cast<std::size_t>(i)];
    since.emplace(FromTimestamp(interaction.occurred_time()), &interaction);
  }
  return since;
}

// Answers, waiting and attempts are gone through again, from where they are wanted to begin.
void CarryContacts(const LeadRecord& wanted, const LeadRecord& was, LeadRecord& now,
                   const std::vector<v1::Interaction>& own) {
  Lead& lead = *now.mutable_lead();
  lead.set_interaction_count(
      Less(lead.interaction_count(), was.lead().interaction_count(), wanted.lead().interaction_count()));
  Copy(wanted.lead(), lead,
       {Lead::kWaitingSinceTimeFieldNumber, Lead::kLastAttemptTimeFieldNumber, Lead::kAttemptCountFieldNumber});
  Copy(wanted, now, {LeadRecord::kLastContactTimeFieldNumber, LeadRecord::kLastAnswerTimeFieldNumber});
  now.set_logged_here(wanted.logged_here() || now.own_interaction_count() > was.own_interaction_count());
  for (const auto& [when, interaction] : ContactsSince(wanted, was, now, own)) {
    if (interaction != nullptr) NoteContact(now, *interaction);
    if (interaction != nullptr) CountAttempt(now, *interaction);
    if (interaction == nullptr || AsksForAnswer(*interaction)) ExpectAnswer(now, when);
  }
}

void CarryClocks(const LeadRecord& wanted, const LeadRecord& was, LeadRecord& now) {
  Lead& lead = *now.mutable_lead();
  Clocks carried = lead.first_response();
  CarryGroup(wanted.lead().first_response(), was.lead().first_response(), carried, {Clocks::kDueTimeFieldNumber});
  CarryGroup(wanted.lead().first_response(), was.lead().first_response(), carried, {Clocks::kLateFieldNumber});
  Clocks clocks = wanted.lead().first_response();
  Copy(carried, clocks, {Clocks::kDueTimeFieldNumber, Clocks::kLateFieldNumber});
  const bool runs = wanted.lead().has_first_response() || !MessageDifferencer::Equals(clocks, Clocks());
  if (runs) {
    *lead.mutable_first_response() = std::move(clocks);
  } else {
    lead.clear_first_response();
  }
  now.set_talk_by(wanted.talk_by());
}

void CarryRows(const LeadRecord& wanted, const LeadRecord& was, LeadRecord& now) {
  if (!now.has_imported()) return;
  Rows& rows = *now.mutable_imported();
  CarryAll(wanted.imported().row_ids(), was.imported().row_ids(), *rows.mutable_row_ids());
  CarryGroup(wanted.imported(), was.imported(), rows,
             {Rows::kStateFieldNumber, Rows::kRowStateFieldNumber, Rows::kCloseReasonFieldNumber,
              Rows::kCloseTimeFieldNumber});
  for (const int number : {Rows::kClientNameFieldNumber, Rows::kCityFieldNumber, Rows::kOwnerFieldNumber,
                           Rows::kSettledStateFieldNumber}) {
    CarryGroup(wanted.imported(), was.imported(), rows, {number});
  }
  if (!wanted.has_imported() && MessageDifferencer::Equals(rows, Rows())) now.clear_imported();
}

// Whoever moved the lead since then is not undone, but an open lead stands where its facts are now.
void CarryStage(const LeadRecord& wanted, const LeadRecord& was, LeadRecord& now) {
  Lead& lead = *now.mutable_lead();
  if (AreEqual(lead, was.lead(), Stage())) return CopyStage(wanted.lead(), lead);
  if (IsClosed(lead.state()) || lead.state() == Lead::NURTURING) return;
  lead.set_state(StateByFacts(now));
}

}  // namespace

void CopyOutcomes(const LeadRecord& from, LeadRecord& to) {
  Copy(from.lead(), *to.mutable_lead(),
       {Lead::kMeetingFieldNumber, Lead::kMeetingTimeFieldNumber, Lead::kContractFieldNumber});
  Copy(from, to,
       {LeadRecord::kMeetingConfirmedFieldNumber, LeadRecord::kContractsFieldNumber, LeadRecord::kHeldTimeFieldNumber,
        LeadRecord::kNoShowCountFieldNumber});
}

void CopyStage(const Lead& from, Lead& to) { Copy(from, to, Stage()); }

LeadRecord Carry(const LeadRecord& wanted, const LeadRecord& was, LeadRecord now,
                 const std::vector<v1::Interaction>& own) {
  CarryPerson(wanted, was, now);
  CarryPhone(wanted, was, now);
  CarryOwner(wanted, was, now);
  CarryTouches(wanted, was, now);
  CarrySteps(wanted, was, now);
  CarryClocks(wanted, was, now);
  CarryContacts(wanted, was, now, own);
  CarryRows(wanted, was, now);
  CopyOutcomes(wanted, now);
  CarryStage(wanted, was, now);
  return now;
}

}  // namespace zamer::lead
