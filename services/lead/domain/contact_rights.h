// Whether a person may be contacted, and by what right.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <string>

#include "services/lead/domain/change.h"

namespace zamer::lead {

// OK unless the person asked not to be contacted: FAILED_PRECONDITION/DO_NOT_CONTACT.
absl::Status CheckMayContact(const v1::Lead& lead);

// Notes that the person asked not to be contacted: open follow-ups end, the lead leaves the queue, a running clock
// stops for good. Or takes that back. Tells DoNotContactChanged; nothing happens where it is so already.
// FAILED_PRECONDITION/LEAD_ERASED when it is to be taken back of somebody who was forgotten.
absl::Status SetDoNotContact(Change& change, bool do_not_contact, const std::string& reason);

// The lead goes on for the person of `other`: nobody contacts it when either of the two asked for that.
void KeepDoNotContact(Change& change, const v1::Lead& other);

// Where contact points come from.
struct ContactSource {
  v1::Touch::Kind kind = v1::Touch::KIND_UNSPECIFIED;
  std::string channel = {};
  absl::Time time = absl::InfinitePast();
  // Who recorded them.
  std::string recorded_by = {};
};

// Adds to a contact point's consent what was not said of it. Who enquires himself agrees to be answered; of a number
// that was searched out nobody agreed to anything.
void CompleteConsent(v1::Consent& consent, const ContactSource& source);
// Whether the person agreed.
bool HasConsent(const v1::Consent& consent);
// A consent that is learned later counts where there was none.
template <class ContactPoint>
void LearnConsent(ContactPoint& known, const ContactPoint& learned) {
  if (!HasConsent(known.consent()) && HasConsent(learned.consent())) *known.mutable_consent() = learned.consent();
}

// Marks an outbound interaction that the person had asked not to have, and a call for which no consent is recorded.
void FlagInteraction(const v1::Lead& lead, v1::Interaction& interaction);

}  // namespace zamer::lead
