// Which subjects count on which day: the way from a number back to what it counts.
//
// Facts are found by their key only, and a number is of some days. So beside the counters of each day there is a hash
// of what counts on it by event date. It serves cohorts as well: a lead counts on the day of its arrival.
#pragma once
#include <absl/functional/function_ref.h>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/metrics/domain/catalogue.h"
#include "services/metrics/domain/cells.h"

namespace zamer::metrics {

// Has facts of its own. The values are kept in Redis, so they stay.
enum class SubjectKind : char {
  kLead = 'l',
  kSpend = 's',
  kVisit = 'v',
  kMarket = 'm',
  kRedistribution = 'r',
  kCoverage = 'c',
  kShift = 'h',
};

// A key of facts within a department.
struct Subject {
  std::string id;
  SubjectKind kind = SubjectKind::kLead;
  friend auto operator<=>(const Subject&, const Subject&) = default;
};

// What a measure counts.
SubjectKind KindOf(Measure measure);

// A subject's field in the hash of a day (CasesHashOf), and back; nothing for text that is none.
std::string FieldOf(const Subject& subject);
std::optional<Subject> SubjectOf(std::string_view field);

// Names the counters that change when what a subject adds is `after` instead of `before`: 1 for each day on which it
// counts.
using IndexSink = absl::FunctionRef<void(std::string_view name, std::string_view field, std::int64_t change)>;
void IndexCases(const Subject& subject, const std::vector<Amount>& before, const std::vector<Amount>& after,
                IndexSink sink);

}  // namespace zamer::metrics
