#include "services/lead/enquiry_reading.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/contact_rights.h"
#include "services/lead/domain/emails.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

constexpr std::string_view kPersonFields = "lead.client_name";

// `field`: the path of the contact points in the request.
template <class ContactPoints>
void CheckConsents(const ContactPoints& contacts, std::string_view department, std::string_view field,
                   Violations& violations) {
  for (int i = 0; i < contacts.size(); ++i) {
    CheckDepartment(contacts[i].consent().channel(), department,
                    absl::StrCat(std::string(field), "[", i, "].consent.channel"), violations);
  }
}

void CheckContacts(const v1::Lead& lead, std::string_view department, Violations& violations) {
  for (int i = 0; i < lead.external_identities_size(); ++i) {
    CheckDepartment(lead.external_identities(i).channel(), department,
                    absl::StrCat("lead.external_identities[", i, "].channel"), violations);
  }
  for (int i = 0; i < lead.emails_size(); ++i) {
    if (ReadEmail(lead.emails(i).address())) continue;
    violations.Add(absl::StrCat("lead.emails[", i, "].address"),
                   "must be an e-mail address: one @ with something on both sides, no blanks");
  }
  CheckConsents(lead.phones(), department, "lead.phones", violations);
  CheckConsents(lead.external_identities(), department, "lead.external_identities", violations);
  CheckConsents(lead.emails(), department, "lead.emails", violations);
}

void AddPhones(std::vector<v1::Phone>& phones, std::vector<v1::Phone> found) {
  for (v1::Phone& phone : found) {
    const bool known = std::ranges::any_of(phones, [&](const v1::Phone& one) { return one.e164() == phone.e164(); });
    if (!known) phones.push_back(std::move(phone));
  }
}

// The text itself is kept as an interaction, so the phones only say that they came from it. They are the person's own
// words, unless somebody noted down whom he had searched out.
std::vector<v1::Phone> PhonesInText(const std::string& text, ContactSource source, const PhonePlan& plan) {
  if (source.kind != v1::Touch::COLD) source.kind = v1::Touch::MESSAGE;
  v1::Phone given;
  given.set_raw(text);
  CompleteConsent(*given.mutable_consent(), source);
  std::vector<v1::Phone> phones = ReadPhones(given, plan.roster.phone_region(), plan.area_code);
  for (v1::Phone& phone : phones) phone.set_raw(phone.e164());
  return phones;
}

absl::Status ReadAllPhones(const v1::CreateLeadRequest& request, const ContactSource& source, const PhonePlan& plan,
                           std::vector<v1::Phone>& phones) {
  for (int i = 0; i < request.lead().phones_size(); ++i) {
    v1::Phone given = request.lead().phones(i);
    CompleteConsent(*given.mutable_consent(), source);
    std::vector<v1::Phone> found = ReadPhones(given, plan.roster.phone_region(), plan.area_code);
    if (found.empty()) return PhoneUnreadable(absl::StrCat("lead.phones[", i, "]"));
    AddPhones(phones, std::move(found));
  }
  if (!request.text().empty()) AddPhones(phones, PhonesInText(request.text(), source, plan));
  return absl::OkStatus();
}

std::vector<v1::ExternalIdentity> ReadIdentities(const v1::Lead& lead, const ContactSource& source) {
  std::vector<v1::ExternalIdentity> identities(lead.external_identities().begin(), lead.external_identities().end());
  for (v1::ExternalIdentity& identity : identities) CompleteConsent(*identity.mutable_consent(), source);
  return identities;
}

std::vector<v1::Email> ReadEmails(const v1::Lead& lead, const ContactSource& source) {
  std::vector<v1::Email> emails;
  for (v1::Email email : lead.emails()) {
    // What is none was refused before.
    email.set_address(ReadEmail(email.address()).value_or(std::string()));
    const auto same = [&](const v1::Email& one) { return one.address() == email.address(); };
    if (std::ranges::any_of(emails, same)) continue;
    CompleteConsent(*email.mutable_consent(), source);
    emails.push_back(std::move(email));
  }
  return emails;
}

// The client's own words are his first message.
v1::Interaction MessageOf(const std::string& text, absl::Time when) {
  v1::Interaction message;
  message.set_kind(v1::Interaction::MESSAGE);
  message.set_direction(v1::Interaction::INBOUND);
  message.set_text(text);
  *message.mutable_occurred_time() = ToTimestamp(when);
  return message;
}

}  // namespace

absl::StatusOr<absl::Time> CheckEnquiry(const v1::CreateLeadRequest& request, absl::Time now) {
  const std::string_view department = LastSegment(request.parent());
  const v1::Lead& lead = request.lead();
  Violations violations;
  const absl::Time occurred =
      OccurredTime(request.has_occurred_time(), request.occurred_time(), now, now, "occurred_time", violations);
  const absl::Time when =
      OccurredTime(request.touch().has_time(), request.touch().time(), occurred, now, "touch.time", violations);
  CheckDepartment(request.touch().channel(), department, "touch.channel", violations);
  CheckContacts(lead, department, violations);
  const bool reachable = lead.phones_size() > 0 || lead.external_identities_size() > 0 || lead.emails_size() > 0;
  if (!reachable && lead.client_name().empty() && request.text().empty()) {
    violations.Add(kPersonFields, "must be set where there is neither phone, external identity, e-mail nor text");
  }
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  return when;
}

absl::StatusOr<Reading> ReadEnquiry(const store::Fingerprint& fingerprint, const rpc::Call& call,
                                    const v1::CreateLeadRequest& request, absl::Time when, const PhonePlan& plan) {
  Reading reading;
  if (!request.text().empty()) reading.interaction = MessageOf(request.text(), when);
  Person& person = reading.enquiry.person;
  const ContactSource source{request.touch().kind(), request.touch().channel(), when, call.principal().subject};
  ZAMER_RETURN_IF_ERROR(ReadAllPhones(request, source, plan, person.phones));
  person.identities = ReadIdentities(request.lead(), source);
  person.emails = ReadEmails(request.lead(), source);
  for (const v1::Phone& phone : person.phones) person.keys.push_back(PhoneKey(fingerprint, phone));
  for (const v1::ExternalIdentity& one : person.identities) person.keys.push_back(IdentityKey(fingerprint, one));
  for (const v1::Email& email : person.emails) person.keys.push_back(EmailKey(fingerprint, email));
  person.client_name = request.lead().client_name();
  person.city = request.lead().city();
  reading.enquiry.touch = request.touch();
  *reading.enquiry.touch.mutable_time() = ToTimestamp(when);
  return reading;
}

}  // namespace zamer::lead
