// Reads the fields of one row as the mapping says.
#pragma once
#include <absl/container/flat_hash_map.h>
#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/zamerctl/import/fault.h"
#include "services/zamerctl/import/mapping.h"
#include "services/zamerctl/import/table_file.h"

namespace zamer::ctl {

// What lookups found in other files: by lookup, the value of `match` to that of `take`.
using Lookups = std::map<Lookup, absl::flat_hash_map<std::string, std::string>>;

// How often each value of a field with `number_repeats` was seen.
using Repeats = absl::flat_hash_map<std::string, std::int64_t>;

// Gives typed values, and gathers what is wrong with them. A value that cannot be read is a fault, or, with
// `wrong: unknown`, a warning; either way it reads as absent. Lives as long as all it is made of.
class RowReader {
 public:
  // `fields` may be those of the section or of one of its payments.
  RowReader(const Mapping& mapping, const Lookups& lookups, const Fields& fields, const Row& row)
      : mapping_(mapping), lookups_(lookups), fields_(fields), row_(row) {}

  // Empty when the mapping or the row has none.
  std::string Text(std::string_view field);
  // The same, and a fault when it is empty.
  std::string RequiredText(std::string_view field);
  // A required text; repeats of the same one are numbered where the mapping says so.
  std::string Id(std::string_view field, Repeats& repeats);
  std::optional<absl::Time> Time(std::string_view field);
  std::optional<absl::CivilDay> Day(std::string_view field);
  // Minor units.
  std::optional<std::int64_t> Money(std::string_view field);
  // The same three, and a fault where the row has no value.
  std::optional<absl::Time> RequiredTime(std::string_view field);
  std::optional<absl::CivilDay> RequiredDay(std::string_view field);
  std::optional<std::int64_t> RequiredMoney(std::string_view field);
  // Zero or more.
  std::optional<std::int64_t> Count(std::string_view field);

  // Adds a fault of the caller's own.
  void Reject(std::string_view field, std::string_view reason, std::string_view message);

  bool rejected() const { return !faults_.empty(); }
  const std::vector<Fault>& faults() const { return faults_; }
  const std::vector<Fault>& warnings() const { return warnings_; }

 private:
  const Field* Find(std::string_view field) const;
  std::string Fill(const Template& source) const;
  std::string Source(const Field& field) const;
  void Wrong(const Field& field, std::string_view name, std::string_view reason, std::string_view message);
  void Wrong(const Field& field, std::string_view name, const absl::Status& why);
  template <typename Value>
  std::optional<Value> Require(std::string_view field, std::optional<Value> (RowReader::*read)(std::string_view));
  // Whether the day is before that of the field's `not_before` column.
  bool IsTooEarly(const Field& field, absl::CivilDay day) const;

  const Mapping& mapping_;
  const Lookups& lookups_;
  const Fields& fields_;
  const Row& row_;
  std::vector<Fault> faults_;
  std::vector<Fault> warnings_;
};

// Whether the row belongs to the section.
bool IsSelected(const Section& section, const Row& row);
// Why the section rejects the row as a whole; nothing when it does not.
std::optional<Fault> RejectedAsWhole(const Section& section, const Row& row);

}  // namespace zamer::ctl
