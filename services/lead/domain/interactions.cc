#include "services/lead/domain/interactions.h"

#include <absl/strings/str_cat.h>

#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/contact_rights.h"
#include "services/lead/domain/contacts.h"
#include "services/lead/domain/erasure.h"
#include "services/lead/domain/first_response.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {

int NextPage(const v1::LeadRecord& record) { return record.own_interaction_count() / kHistoryPage; }

int PageCount(const v1::LeadRecord& record) {
  return (record.own_interaction_count() + kHistoryPage - 1) / kHistoryPage;
}

void CompleteInteraction(const v1::LeadRecord& record, v1::Interaction& interaction, const std::string& caller,
                         absl::Time now) {
  interaction.set_interaction_id(absl::StrCat(record.own_interaction_count() + 1));
  *interaction.mutable_recorded_time() = ToTimestamp(now);
  if (!interaction.has_occurred_time()) *interaction.mutable_occurred_time() = interaction.recorded_time();
  if (interaction.employee().empty()) interaction.set_employee(caller);
  // Only the service says these.
  interaction.clear_without_consent();
  interaction.clear_despite_do_not_contact();
}

void TellInteraction(Change& change, const v1::Interaction& interaction) {
  const absl::Time when = FromTimestamp(interaction.occurred_time());
  v1::InteractionLogged& fact = *change.Tell(when).mutable_interaction_logged();
  fact.set_interaction_id(interaction.interaction_id());
  fact.set_kind(interaction.kind());
  fact.set_direction(interaction.direction());
  if (interaction.has_talk_duration()) *fact.mutable_talk_duration() = interaction.talk_duration();
  fact.set_employee(interaction.employee());
  fact.set_call_result(interaction.call_result());
  fact.set_without_consent(interaction.without_consent());
  fact.set_despite_do_not_contact(interaction.despite_do_not_contact());
  fact.set_recorded(!interaction.recording_uri().empty());
}

void StoreInteraction(Change& change, v1::HistoryPage& page, const v1::Interaction& interaction) {
  *page.add_interactions() = interaction;
  if (change.lead().erased()) ErasePersonal(*page.mutable_interactions()->rbegin());
  change.record.set_own_interaction_count(change.record.own_interaction_count() + 1);
  change.lead().set_interaction_count(change.lead().interaction_count() + 1);

  TellInteraction(change, interaction);
  NoteContact(change.record, interaction);
  CountAttempt(change.record, interaction);
}

absl::Status AddInteraction(Change& change, v1::HistoryPage& page, v1::Interaction interaction) {
  ZAMER_RETURN_IF_ERROR(CheckMove(change.lead(), Command::kAnswer));
  FlagInteraction(change.lead(), interaction);
  StoreInteraction(change, page, interaction);
  change.record.set_logged_here(true);
  const absl::Time when = FromTimestamp(interaction.occurred_time());
  if (AsksForAnswer(interaction)) {
    ExpectAnswer(change.record, when);
    // The client did not wait for the day to which he was put off.
    if (change.lead().state() == v1::Lead::NURTURING) ZAMER_RETURN_IF_ERROR(Move(change, Command::kWake, when));
  }
  return Move(change, Command::kAnswer, when);
}

int FindExternal(const v1::HistoryPage& page, const std::string& external_id) {
  for (int i = 0; i < page.interactions_size(); ++i) {
    if (page.interactions(i).external_id() == external_id) return i;
  }
  return -1;
}

}  // namespace zamer::lead
