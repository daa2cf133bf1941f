#include "services/lead/domain/contacts.h"

#include <google/protobuf/timestamp.pb.h>

#include <algorithm>

#include "services/common/time/timestamps.h"
#include "services/lead/domain/first_response.h"

namespace zamer::lead {
namespace {

using google::protobuf::Timestamp;

absl::Time TimeOr(bool set, const Timestamp& time, absl::Time fallback) { return set ? FromTimestamp(time) : fallback; }

absl::Time LastAnswer(const v1::LeadRecord& record) {
  return TimeOr(record.has_last_answer_time(), record.last_answer_time(), absl::InfinitePast());
}

absl::Time LastContact(const v1::LeadRecord& record) {
  return TimeOr(record.has_last_contact_time(), record.last_contact_time(), absl::InfinitePast());
}

absl::Time WaitingSince(const v1::LeadRecord& record) {
  return TimeOr(record.lead().has_waiting_since_time(), record.lead().waiting_since_time(), absl::InfiniteFuture());
}

// Sets since when the client waits: since `earliest`, or since the last contact where that was answered.
void SetWaiting(v1::LeadRecord& record, absl::Time earliest) {
  const absl::Time answer = LastAnswer(record);
  const absl::Time contact = LastContact(record);
  v1::Lead& lead = *record.mutable_lead();
  lead.clear_waiting_since_time();
  if (contact <= answer) return;
  *lead.mutable_waiting_since_time() = ToTimestamp(earliest > answer ? std::min(earliest, contact) : contact);
}

}  // namespace

bool AsksForAnswer(const v1::Touch& touch) { return touch.kind() != v1::Touch::COLD; }

bool AsksForAnswer(const v1::Interaction& interaction) {
  const bool written = interaction.kind() == v1::Interaction::MESSAGE || interaction.kind() == v1::Interaction::CALL;
  return written && interaction.direction() == v1::Interaction::INBOUND && !IsTalk(interaction);
}

void ExpectAnswer(v1::LeadRecord& record, absl::Time when) {
  if (when > LastContact(record)) *record.mutable_last_contact_time() = ToTimestamp(when);
  SetWaiting(record, when > LastAnswer(record) ? std::min(WaitingSince(record), when) : WaitingSince(record));
}

void CountAttempt(v1::LeadRecord& record, const v1::Interaction& interaction) {
  const absl::Time when = FromTimestamp(interaction.occurred_time());
  v1::Lead& lead = *record.mutable_lead();
  if (IsAttempt(interaction)) {
    lead.set_attempt_count(lead.attempt_count() + 1);
    const absl::Time last = TimeOr(lead.has_last_attempt_time(), lead.last_attempt_time(), absl::InfinitePast());
    if (when > last) *lead.mutable_last_attempt_time() = ToTimestamp(when);
  }
  EndWaiting(record, interaction);
}

void EndWaiting(v1::LeadRecord& record, const v1::Interaction& interaction) {
  if (!IsAttempt(interaction) && !IsTalk(interaction)) return;
  const absl::Time when = FromTimestamp(interaction.occurred_time());
  if (when > LastAnswer(record)) *record.mutable_last_answer_time() = ToTimestamp(when);
  SetWaiting(record, WaitingSince(record));
}

void JoinContacts(v1::LeadRecord& survivor, const v1::LeadRecord& other) {
  v1::Lead& lead = *survivor.mutable_lead();
  const absl::Time first = WaitingSince(survivor);
  const absl::Time second = WaitingSince(other);
  lead.set_attempt_count(lead.attempt_count() + other.lead().attempt_count());
  const auto last_attempt = [](const v1::Lead& one) {
    return TimeOr(one.has_last_attempt_time(), one.last_attempt_time(), absl::InfinitePast());
  };
  if (last_attempt(other.lead()) > last_attempt(lead)) {
    *lead.mutable_last_attempt_time() = other.lead().last_attempt_time();
  }
  if (LastAnswer(other) > LastAnswer(survivor)) *survivor.mutable_last_answer_time() = other.last_answer_time();
  if (LastContact(other) > LastContact(survivor)) *survivor.mutable_last_contact_time() = other.last_contact_time();
  // Of two that wait, the one whose contact was answered on the other lead waits no more.
  const absl::Time answer = LastAnswer(survivor);
  SetWaiting(survivor, std::min(first > answer ? first : absl::InfiniteFuture(),
                                second > answer ? second : absl::InfiniteFuture()));
}

}  // namespace zamer::lead
