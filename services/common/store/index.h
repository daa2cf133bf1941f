// Index entries, derived from a record by one function: the store writes the difference between old and new.
#pragma once
#include <absl/time/time.h>

#include <string>
#include <vector>

namespace zamer::store {

// At most one record of the department has this value; it finds the record's id. The value must not be personal data:
// see Fingerprint for phones.
struct UniqueEntry {
  std::string index;
  std::string value;
  friend auto operator<=>(const UniqueEntry&, const UniqueEntry&) = default;
};

// The record's place in a list of the department, by score and then by member, which is the record's id.
struct SortedEntry {
  std::string index;
  double score = 0;
  friend auto operator<=>(const SortedEntry&, const SortedEntry&) = default;
};

// All entries of one record. `timer`: when the record wants to be looked at by the service's timer handler; the handler
// changes the record so that this time moves or goes.
struct Indexes {
  std::vector<UniqueEntry> unique;
  std::vector<SortedEntry> sorted;
  absl::Time timer = absl::InfiniteFuture();
};

// Specialise it for each stored message that has entries:
//   template <> struct store::Indexer<LeadRecord> { static Indexes Of(const LeadRecord& record); };
template <class Record>
struct Indexer {
  static Indexes Of(const Record&) { return {}; }
};

// The score of an instant: milliseconds since 1970.
inline double Score(absl::Time time) { return static_cast<double>(absl::ToUnixMillis(time)); }

}  // namespace zamer::store
