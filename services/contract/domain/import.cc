#include "services/contract/domain/import.h"

#include <absl/container/flat_hash_map.h>
#include <absl/strings/str_cat.h>

#include <string_view>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/contract/domain/ledger.h"
#include "services/contract/domain/money.h"
#include "services/contract/domain/occurred.h"
#include "services/contract/domain/refusals.h"

namespace zamer::contract {
namespace {

absl::Status CheckDepartment(std::string_view name, std::string_view department, std::string_view field) {
  if (name.empty() || DepartmentOf(name) == department) return absl::OkStatus();
  return FieldRefused(field, "must be of the department that is imported into");
}

absl::Status CheckPast(bool given, const google::protobuf::Timestamp& time, absl::Time now, std::string_view field) {
  if (!given || FromTimestamp(time) <= now + kClockSkew) return absl::OkStatus();
  return FieldRefused(field, "must not be in the future; leave it unset when it is not known");
}

absl::Status ReusedId(std::string_view field) {
  return InvalidArgument(Reason::kPaymentIdReused,
                         "Two entries of the row have this external id and differ: give each payment its own.",
                         {{"field", absl::StrCat(std::string(field), ".external_id")}});
}

// Copies the entries that are new, each with what we know of it.
absl::Status CopyLedger(const v1::ImportedContract& row, std::string_view currency, const Actor& actor, absl::Time now,
                        v1::Contract& contract) {
  absl::flat_hash_map<std::string, int> seen;
  Balance balance;
  for (int i = 0; i < row.ledger_size(); ++i) {
    const v1::LedgerEntry& entry = row.ledger(i);
    const std::string field = absl::StrCat("ledger[", i, "]");
    const auto [at, is_new] = seen.try_emplace(entry.external_id(), i);
    if (!is_new) {
      if (SameEntry(row.ledger(at->second), entry)) continue;
      return ReusedId(field);
    }
    ZAMER_RETURN_IF_ERROR(CheckPast(entry.has_occurred_time(), entry.occurred_time(), now, field + ".occurred_time"));
    ZAMER_ASSIGN_OR_RETURN(balance, Plus(balance, entry, currency, field));
    v1::LedgerEntry& added = *contract.add_ledger();
    added = entry;
    *added.mutable_recorded_time() = ToTimestamp(now);
    added.set_recorded_by(actor.name);
  }
  if (balance.paid >= 0) return absl::OkStatus();
  return FailedPrecondition(Reason::kRefundOverBalance, "More went back than was paid: mend the row's ledger.",
                            {{"field", "ledger"}});
}

}  // namespace

absl::StatusOr<v1::Contract> ImportContract(const v1::ImportedContract& row, std::string name,
                                            const v1::DepartmentTerms& terms, const Actor& actor, absl::Time now) {
  const std::string& currency = terms.currency_code();
  ZAMER_RETURN_IF_ERROR(CheckDepartment(row.lead(), DepartmentOf(name), "lead"));
  ZAMER_RETURN_IF_ERROR(CheckDepartment(row.designer(), DepartmentOf(name), "designer"));
  ZAMER_RETURN_IF_ERROR(CheckPast(row.has_sign_time(), row.sign_time(), now, "sign_time"));
  ZAMER_ASSIGN_OR_RETURN(const std::int64_t total, PositiveUnitsIn(currency, row.total(), "total"));

  v1::Contract contract;
  contract.set_name(std::move(name));
  contract.set_lead(row.lead());
  contract.set_designer(row.designer());
  contract.set_imported(true);
  if (row.has_sign_time()) *contract.mutable_sign_time() = row.sign_time();
  if (row.has_total()) *contract.mutable_total() = MakeMoney(currency, total);
  *contract.mutable_create_time() = ToTimestamp(now);
  ZAMER_RETURN_IF_ERROR(CopyLedger(row, currency, actor, now, contract));
  ZAMER_RETURN_IF_ERROR(Settle(contract, currency, terms.prepaid_share_bps()));
  return contract;
}

}  // namespace zamer::contract
