#include "services/lead/domain/contact_rights.h"

#include <algorithm>
#include <array>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/erasure.h"
#include "services/lead/domain/first_response.h"

namespace zamer::lead {
namespace {

// Whatever would make somebody contact the person.
void EndContact(v1::LeadRecord& record) {
  v1::Lead& lead = *record.mutable_lead();
  lead.clear_follow_ups();
  record.set_queued(false);
  if (ResponseDueAt(record) != absl::InfiniteFuture()) lead.mutable_first_response()->clear_due_time();
}

// Unknown for a contact that somebody entered by hand.
v1::Consent::Kind KindOf(v1::Touch::Kind touch) {
  constexpr std::array kOwn = {v1::Touch::FORM, v1::Touch::MESSAGE, v1::Touch::CALL, v1::Touch::VISIT};
  if (std::ranges::find(kOwn, touch) != kOwn.end()) return v1::Consent::OWN_ENQUIRY;
  return touch == v1::Touch::COLD ? v1::Consent::NONE : v1::Consent::KIND_UNSPECIFIED;
}

}  // namespace

absl::Status CheckMayContact(const v1::Lead& lead) {
  if (!lead.do_not_contact()) return absl::OkStatus();
  return FailedPrecondition(Reason::kDoNotContact,
                            "The person asked not to be contacted: nobody may call, write, remind or be assigned until "
                            "he takes it back.",
                            {{"lead", lead.name()}});
}

absl::Status SetDoNotContact(Change& change, bool do_not_contact, const std::string& reason) {
  v1::Lead& lead = change.lead();
  if (lead.do_not_contact() == do_not_contact) return absl::OkStatus();
  if (!do_not_contact) ZAMER_RETURN_IF_ERROR(CheckNotErased(lead));
  // Before the flag is set, which hides the clock.
  if (do_not_contact) EndContact(change.record);
  lead.set_do_not_contact(do_not_contact);
  v1::DoNotContactChanged& fact = *change.Tell(change.now).mutable_do_not_contact_changed();
  fact.set_do_not_contact(do_not_contact);
  fact.set_reason(reason);
  return absl::OkStatus();
}

void KeepDoNotContact(Change& change, const v1::Lead& other) {
  // What came with the other lead ends too.
  if (change.lead().do_not_contact()) return EndContact(change.record);
  if (other.do_not_contact()) SetDoNotContact(change, true, {}).IgnoreError();
}

void CompleteConsent(v1::Consent& consent, const ContactSource& source) {
  if (consent.kind() == v1::Consent::KIND_UNSPECIFIED) consent.set_kind(KindOf(source.kind));
  if (!consent.has_time()) *consent.mutable_time() = ToTimestamp(source.time);
  if (consent.channel().empty()) consent.set_channel(source.channel);
  consent.set_recorded_by(source.recorded_by);
}

bool HasConsent(const v1::Consent& consent) {
  return consent.kind() != v1::Consent::KIND_UNSPECIFIED && consent.kind() != v1::Consent::NONE;
}

void FlagInteraction(const v1::Lead& lead, v1::Interaction& interaction) {
  const bool attempt = IsAttempt(interaction);
  const bool call = interaction.kind() == v1::Interaction::CALL;
  const bool agreed =
      std::ranges::any_of(lead.phones(), [](const v1::Phone& phone) { return HasConsent(phone.consent()); });
  interaction.set_despite_do_not_contact(attempt && lead.do_not_contact());
  interaction.set_without_consent(attempt && call && !agreed);
}

}  // namespace zamer::lead
