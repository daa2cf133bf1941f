// What a mapping file says: which files another CRM gave, and which column is which field. docs/import.md explains it.
#pragma once
#include <absl/container/flat_hash_map.h>
#include <absl/time/time.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/zamerctl/text/money.h"
#include "services/zamerctl/text/wall_time.h"
#include "zamer/scheduling/v1/department.pb.h"

namespace zamer::ctl {

// One file of the export.
struct FileSpec {
  // Below the data folder.
  std::string path;
  char delimiter = ',';
  std::string encoding = "utf-8";
};

// Texts and columns in turn, such as `deal:{deal}`. Empty when it has columns and all of them are.
struct Template {
  struct Piece {
    std::string text;  // a column's name when `is_column`
    bool is_column = false;
  };
  std::vector<Piece> pieces;
};

// A join: the value of `take` in the first row of `file` whose `match` is the value at hand.
struct Lookup {
  std::string file;
  std::string match;
  std::string take;

  friend auto operator<=>(const Lookup&, const Lookup&) = default;
};

// How one field of Zamer follows from a row.
struct Field {
  // The first that is not empty holds.
  std::vector<Template> any_of;
  std::optional<Lookup> lookup;
  // Value table, and what stands for values that it does not have; without `otherwise` they are faults.
  absl::flat_hash_map<std::string, std::string> values;
  std::optional<std::string> otherwise;
  // For times and days: one of the mapping's styles.
  const TimeStyle* time = nullptr;
  // For times and days: a column, and its style, whose day the value's must not precede.
  std::string not_before;
  const TimeStyle* not_before_time = nullptr;
  // For amounts: zero says that nobody filled it in.
  bool zero_is_unknown = false;
  // A value that cannot be read is left out, with a warning, instead of rejecting the row.
  bool wrong_is_unknown = false;
  // The value is replaced by its digest: for ids made of many columns.
  bool digest = false;
  // The second row with the same value gets `-2` behind it, and so on: for exports without ids.
  bool number_repeats = false;
};

// Chooses rows by a column's value.
struct Condition {
  std::string column;
  std::set<std::string> is;
  // Why such a row is rejected, for the report.
  std::string because;
};

using Fields = std::map<std::string, Field, std::less<>>;

// The rows of one file that are one kind of thing.
struct Section {
  std::string file;
  // Only rows that meet all of these belong here; the others are nobody's fault.
  std::vector<Condition> select;
  // Rows that meet one of these are rejected, and reported.
  std::vector<Condition> reject;
  Fields fields;
  // Steps that history does not know: `phone`, `meeting`.
  std::set<std::string> unknown;
  // Of contracts: entries of the ledger.
  std::vector<Fields> payments;
};

struct Mapping {
  // Name of the other CRM; ids are unique within it.
  std::string system;
  std::string department_id;
  scheduling::v1::Department department;
  // Roles of everybody whom a row names.
  std::vector<type::v1::Role> employee_roles;
  // The files' wall clocks.
  absl::TimeZone zone;
  // Styles of times, by name; fields point into it.
  std::map<std::string, TimeStyle> times;
  std::vector<MoneyStyle> money;
  int money_decimals = 2;
  std::map<std::string, FileSpec> files;
  std::optional<Section> leads;
  std::optional<Section> interactions;
  std::optional<Section> contracts;
  std::optional<Section> spend;
};

// Calls `visit(name, section)` for each section there is, in the order of the import.
template <typename Visit>
void ForEachSection(const Mapping& mapping, Visit visit) {
  if (mapping.leads) visit("leads", *mapping.leads);
  if (mapping.interactions) visit("interactions", *mapping.interactions);
  if (mapping.contracts) visit("contracts", *mapping.contracts);
  if (mapping.spend) visit("spend", *mapping.spend);
}

}  // namespace zamer::ctl
