#include "services/zamerctl/import/translate.h"

#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"
#include "services/zamerctl/text/ids.h"

namespace zamer::ctl {
namespace {

using contract::v1::ImportedContract;
using contract::v1::LedgerEntry;
using lead::v1::ImportedInteraction;
using lead::v1::ImportedLead;
using lead::v1::Interaction;

// The enumerator that a text names; a fault when there is none, nothing when the text is empty.
template <typename Enum, typename Parse>
Enum ReadEnum(RowReader& reader, std::string_view field, const std::string& text, Enum unset, Parse parse) {
  Enum value = unset;
  if (text.empty() || parse(text, &value)) return value;
  reader.Reject(field, kValueNotMapped, "Map the value to one that the API has.");
  return unset;
}

template <typename Message>
void Finish(const RowReader& reader, Translated<Message>& result) {
  result.faults.insert(result.faults.end(), reader.faults().begin(), reader.faults().end());
  result.warnings.insert(result.warnings.end(), reader.warnings().begin(), reader.warnings().end());
}

template <typename Message>
bool RejectWhole(const Section& section, const Row& row, Translated<Message>& result) {
  std::optional<Fault> fault = RejectedAsWhole(section, row);
  if (fault) result.faults.push_back(*std::move(fault));
  return !result.faults.empty();
}

}  // namespace

Translator::Translator(const Mapping& mapping, const Lookups& lookups)
    : mapping_(mapping), lookups_(lookups), department_(DepartmentNameOf(mapping.department_id)) {}

RowReader Translator::Reader(const Section& section, const Row& row) const {
  return RowReader(mapping_, lookups_, section.fields, row);
}

std::string Translator::NameOf(std::string_view collection, const std::string& text) const {
  return text.empty() ? std::string() : Child(department_, collection, IdOf(text));
}

type::v1::Money Translator::Amount(std::int64_t minor_units) const {
  type::v1::Money money;
  money.set_currency_code(mapping_.department.currency_code());
  money.set_minor_units(minor_units);
  return money;
}

Translated<ImportedLead> Translator::Lead(const Row& row) {
  Translated<ImportedLead> result;
  if (RejectWhole(*mapping_.leads, row, result)) return result;
  RowReader reader = Reader(*mapping_.leads, row);
  ImportedLead& deal = result.message;
  deal.set_row_id(reader.Id("id", lead_ids_));
  result.person = reader.RequiredText("person");
  deal.set_person_id(result.person);
  deal.mutable_touch()->set_external_id(deal.row_id());
  deal.mutable_touch()->set_channel(NameOf("channels", reader.Text("channel")));
  deal.mutable_touch()->set_campaign(reader.Text("campaign"));
  if (const auto time = reader.RequiredTime("time")) *deal.mutable_touch()->mutable_time() = ToTimestamp(*time);
  deal.set_client_name(reader.Text("client_name"));
  deal.set_phone(reader.Text("phone"));
  deal.set_city(reader.Text("city"));
  deal.set_owner(NameOf("employees", reader.Text("owner")));
  deal.set_state(ReadEnum(reader, "state", reader.RequiredText("state"), lead::v1::Lead::STATE_UNSPECIFIED,
                          lead::v1::Lead::State_Parse));
  deal.set_close_reason(reader.Text("close_reason"));
  if (const auto time = reader.Time("close_time")) *deal.mutable_close_time() = ToTimestamp(*time);
  deal.set_phone_unknown(mapping_.leads->unknown.contains("phone"));
  deal.set_meeting_unknown(mapping_.leads->unknown.contains("meeting"));
  Finish(reader, result);
  return result;
}

Translated<ImportedInteraction> Translator::Interaction(const Row& row) {
  Translated<ImportedInteraction> result;
  if (RejectWhole(*mapping_.interactions, row, result)) return result;
  RowReader reader = Reader(*mapping_.interactions, row);
  result.person = reader.RequiredText("person");
  result.message.set_person_id(result.person);
  zamer::lead::v1::Interaction& interaction = *result.message.mutable_interaction();
  interaction.set_external_id(reader.Id("id", interaction_ids_));
  interaction.set_kind(ReadEnum(reader, "kind", reader.RequiredText("kind"),
                                zamer::lead::v1::Interaction::KIND_UNSPECIFIED,
                                zamer::lead::v1::Interaction::Kind_Parse));
  interaction.set_direction(ReadEnum(reader, "direction", reader.Text("direction"),
                                     zamer::lead::v1::Interaction::DIRECTION_UNSPECIFIED,
                                     zamer::lead::v1::Interaction::Direction_Parse));
  if (const auto time = reader.RequiredTime("time")) *interaction.mutable_occurred_time() = ToTimestamp(*time);
  if (const auto talk = reader.Count("talk_seconds")) interaction.mutable_talk_duration()->set_seconds(*talk);
  if (const auto ring = reader.Count("ring_seconds")) interaction.mutable_ring_duration()->set_seconds(*ring);
  interaction.set_employee(NameOf("employees", reader.Text("employee")));
  interaction.set_text(reader.Text("text"));
  Finish(reader, result);
  return result;
}

Translated<ImportedContract> Translator::Contract(const Row& row) {
  Translated<ImportedContract> result;
  if (RejectWhole(*mapping_.contracts, row, result)) return result;
  RowReader reader = Reader(*mapping_.contracts, row);
  ImportedContract& contract = result.message;
  contract.set_row_id(reader.Id("id", contract_ids_));
  result.person = reader.RequiredText("person");
  contract.set_designer(NameOf("employees", reader.Text("designer")));
  if (const auto time = reader.Time("sign_time")) *contract.mutable_sign_time() = ToTimestamp(*time);
  if (const auto total = reader.Money("total")) *contract.mutable_total() = Amount(*total);
  Finish(reader, result);
  AddPayments(row, result);
  return result;
}

void Translator::AddPayments(const Row& row, Translated<ImportedContract>& result) {
  for (const Fields& fields : mapping_.contracts->payments) {
    RowReader reader(mapping_, lookups_, fields, row);
    const auto amount = reader.Money("amount");
    if (amount && *amount != 0) {
      LedgerEntry& entry = *result.message.add_ledger();
      entry.set_external_id(reader.RequiredText("id"));
      entry.set_kind(ReadEnum(reader, "kind", reader.Text("kind"), LedgerEntry::PAYMENT, LedgerEntry::Kind_Parse));
      *entry.mutable_amount() = Amount(*amount);
      if (const auto time = reader.Time("time")) *entry.mutable_occurred_time() = ToTimestamp(*time);
    }
    Finish(reader, result);
  }
}

Translated<lead::v1::Spend> Translator::Spend(const Row& row) {
  Translated<lead::v1::Spend> result;
  if (RejectWhole(*mapping_.spend, row, result)) return result;
  RowReader reader = Reader(*mapping_.spend, row);
  zamer::lead::v1::Spend& spend = result.message;
  if (const auto day = reader.RequiredDay("date")) *spend.mutable_date() = ToDate(*day);
  spend.set_channel(NameOf("channels", reader.RequiredText("channel")));
  spend.set_campaign(reader.Text("campaign"));
  *spend.mutable_amount() = Amount(reader.RequiredMoney("amount").value_or(0));
  spend.set_impressions(reader.Count("impressions").value_or(0));
  spend.set_clicks(reader.Count("clicks").value_or(0));
  Finish(reader, result);
  return result;
}

}  // namespace zamer::ctl
