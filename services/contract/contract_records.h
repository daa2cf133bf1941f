// How the contract service's records are kept: keys, index entries, and what the API adds when it shows them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "services/common/store/index.h"
#include "services/common/store/key.h"
#include "services/common/store/store.h"
#include "zamer/contract/v1/contract.pb.h"

namespace zamer::contract {

// Kinds of records; docs/redis-keys.md.
inline constexpr std::string_view kEstimateKind = "estimate";
inline constexpr std::string_view kContractKind = "contract";
inline constexpr std::string_view kOrderKind = "production-order";
inline constexpr std::string_view kLeadKind = "lead-meetings";
inline constexpr std::string_view kTermsKind = "department";

// The key of a record by its resource name; a lead's and a department's are of what is known of them here.
store::Key KeyOf(std::string_view kind, std::string_view name);
store::Key TermsKey(std::string_view department);

// Indexes by time of creation: all of a department, and those of one lead.
std::string ListIndex(std::string_view kind);
std::string LeadIndex(std::string_view kind, std::string_view lead);

// Hash of what a client would sign: lines and discount, not what follows from them.
std::string OfferVersion(const v1::Estimate& estimate);

// The id of an imported contract: the same row of the same system always has the same.
std::string ImportedId(std::string_view system, std::string_view row_id);

// The record as the API shows it.
template <class Record>
Record Shown(Record record, std::int64_t version) {
  record.set_etag(store::Etag(version));
  return record;
}

}  // namespace zamer::contract

namespace zamer::store {

template <>
struct Indexer<contract::v1::Estimate> {
  static Indexes Of(const contract::v1::Estimate& estimate);
};

template <>
struct Indexer<contract::v1::Contract> {
  static Indexes Of(const contract::v1::Contract& contract);
};

}  // namespace zamer::store
