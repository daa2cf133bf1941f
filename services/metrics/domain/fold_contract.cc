#include <algorithm>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/metrics/domain/facts.h"

namespace zamer::metrics {
namespace {

using contract::v1::ContractEvent;
using contract::v1::LedgerEntry;

absl::Status CheckCurrency(const type::v1::Money& money, std::string_view currency_code) {
  if (money.currency_code() == currency_code) return absl::OkStatus();
  return InvalidArgument(
      Reason::kCurrencyMismatch,
      "The amount is not in the department's currency, so it cannot be summed; correct it at its source.",
      {{"currency", money.currency_code()}, {"department_currency", std::string(currency_code)}});
}

absl::Status CheckCurrencies(const ContractEvent& event, std::string_view currency_code) {
  const contract::v1::ContractFacts& told = *ContractOf(event);
  if (told.has_total()) ZAMER_RETURN_IF_ERROR(CheckCurrency(told.total(), currency_code));
  if (told.has_list_total()) ZAMER_RETURN_IF_ERROR(CheckCurrency(told.list_total(), currency_code));
  if (event.has_ledger_entry_recorded()) {
    ZAMER_RETURN_IF_ERROR(CheckCurrency(event.ledger_entry_recorded().amount(), currency_code));
  }
  return absl::OkStatus();
}

v1::ContractPart& ContractIn(v1::LeadFacts& facts, std::string_view contract) {
  for (v1::ContractPart& part : *facts.mutable_contracts()) {
    if (part.contract() == contract) return part;
  }
  v1::ContractPart& part = *facts.add_contracts();
  part.set_contract(std::string(contract));
  return part;
}

void FoldAgreement(const contract::v1::ContractFacts& told, std::int64_t version, v1::ContractPart& part) {
  if (version < part.version()) return;
  part.set_version(version);
  part.set_designer(Id(told.designer()));
  part.clear_total();
  part.clear_list_total();
  part.clear_sign_ms();
  if (told.has_total()) part.set_total(told.total().minor_units());
  if (told.has_list_total()) part.set_list_total(told.list_total().minor_units());
  if (told.has_sign_time()) part.set_sign_ms(Millis(told.sign_time()));
  part.set_first_touch(told.first_touch());
  part.set_meeting(Id(told.meeting()));
}

// What an entry moves: paid minus paid back, and corrections of both. Debts given up and costs move no cash.
std::int64_t CashOf(const contract::v1::LedgerEntryRecorded& entry) {
  const std::int64_t amount = entry.amount().minor_units();
  if (entry.kind() == LedgerEntry::PAYMENT || entry.kind() == LedgerEntry::CORRECTION) return amount;
  return entry.kind() == LedgerEntry::REFUND ? -amount : 0;
}

void FoldCash(const ContractEvent& event, v1::ContractPart& part) {
  const contract::v1::LedgerEntryRecorded& entry = event.ledger_entry_recorded();
  const std::int64_t amount = CashOf(entry);
  const auto is_it = [&](const v1::CashPart& cash) { return cash.event_id() == event.meta().event_id(); };
  if (amount == 0 || std::ranges::any_of(part.cash(), is_it)) return;
  v1::CashPart& cash = *part.add_cash();
  cash.set_event_id(event.meta().event_id());
  cash.set_amount(amount);
  if (entry.has_occurred_time()) cash.set_time_ms(Millis(entry.occurred_time()));
}

}  // namespace

const contract::v1::ContractFacts* ContractOf(const ContractEvent& event) {
  switch (event.fact_case()) {
    case ContractEvent::kContractSigned:
      return &event.contract_signed().contract();
    case ContractEvent::kLedgerEntryRecorded:
      return &event.ledger_entry_recorded().contract();
    case ContractEvent::kContractHandedOver:
      return &event.contract_handed_over().contract();
    case ContractEvent::kContractCancelled:
      return &event.contract_cancelled().contract();
    case ContractEvent::kEstimateChanged:
    case ContractEvent::FACT_NOT_SET:
      return nullptr;
  }
  return nullptr;
}

absl::Status FoldContract(const ContractEvent& event, std::string_view currency_code, v1::LeadFacts& facts) {
  ZAMER_RETURN_IF_ERROR(CheckCurrencies(event, currency_code));
  v1::ContractPart& part = ContractIn(facts, LastSegment(event.meta().subject()));
  part.set_lead(Id(ContractOf(event)->lead()));
  FoldAgreement(*ContractOf(event), event.meta().version(), part);
  if (event.has_ledger_entry_recorded()) FoldCash(event, part);
  if (event.has_contract_handed_over()) part.set_handed_ms(Millis(event.meta().occurred_time()));
  if (event.has_contract_cancelled()) part.set_cancelled_ms(Millis(event.contract_cancelled().cancel_time()));
  return absl::OkStatus();
}

}  // namespace zamer::metrics
