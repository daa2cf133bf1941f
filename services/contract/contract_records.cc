#include "services/contract/contract_records.h"

#include <absl/strings/escaping.h>

#include "services/common/names/names.h"
#include "services/common/store/mutation.h"
#include "services/common/time/timestamps.h"

namespace zamer::contract {
namespace {

template <class Record>
store::Indexes ByCreation(std::string_view kind, const Record& record) {
  const double score = store::Score(FromTimestamp(record.create_time()));
  store::Indexes indexes;
  indexes.sorted.push_back({ListIndex(kind), score});
  indexes.sorted.push_back({LeadIndex(kind, record.lead()), score});
  return indexes;
}

}  // namespace

store::Key KeyOf(std::string_view kind, std::string_view name) {
  return {std::string(DepartmentOf(name)), std::string(kind), std::string(LastSegment(name))};
}

store::Key TermsKey(std::string_view department) {
  return {std::string(department), std::string(kTermsKind), std::string(department)};
}

std::string ListIndex(std::string_view kind) { return std::string(kind) + "s"; }

std::string LeadIndex(std::string_view kind, std::string_view lead) {
  return std::string(kind) + "s-of/" + std::string(LastSegment(lead));
}

std::string OfferVersion(const v1::Estimate& estimate) {
  v1::Estimate offer;
  *offer.mutable_lines() = estimate.lines();
  for (v1::Line& line : *offer.mutable_lines()) line.clear_total();
  if (estimate.has_discount()) *offer.mutable_discount() = estimate.discount();
  return absl::BytesToHexString(store::DigestOf("offer", offer));
}

std::string ImportedId(std::string_view system, std::string_view row_id) {
  // A system's name is a resource id, so it has no slash and the two parts cannot be confused.
  const std::string row = std::string(system) + "/" + std::string(row_id);
  // 128 bits, so that two rows of any history have two ids.
  return "i" + absl::BytesToHexString(store::DigestOf(row) + store::DigestOf("second half of " + row));
}

}  // namespace zamer::contract

namespace zamer::store {

Indexes Indexer<contract::v1::Estimate>::Of(const contract::v1::Estimate& estimate) {
  return contract::ByCreation(contract::kEstimateKind, estimate);
}

Indexes Indexer<contract::v1::Contract>::Of(const contract::v1::Contract& contract) {
  return contract::ByCreation(contract::kContractKind, contract);
}

}  // namespace zamer::store
