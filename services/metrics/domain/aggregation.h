// Sums day counters into the rows of an answer.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/metrics/domain/cells.h"
#include "services/metrics/domain/numbers.h"
#include "services/metrics/domain/query_plan.h"

namespace zamer::metrics {

// Which row: the first day of its part of the period (nothing for the whole, and for what is undated), and the values
// of the dimensions asked for, in the order asked.
struct RowKey {
  std::optional<Day> date;
  std::vector<std::string> values;
  friend auto operator<=>(const RowKey&, const RowKey&) = default;
};

// Counters keep only combinations of given values. What has an empty value follows from those: of all cases of a
// channel, the ones without city are all less those with any city. So every hash counts for its own combination, and
// with alternating sign for the combinations that leave some of its values empty.
class Aggregation {
 public:
  // `plan` must outlive it.
  explicit Aggregation(const QueryPlan& plan);

  // The groupings whose hashes have to be read for each day: all combinations of the plan's dimensions.
  const std::vector<Grouping>& groupings() const { return groupings_; }

  // Adds one counter of a grouping's hash; `series`: of the one with its distributions. Skips what is not needed.
  void Add(const Grouping& grouping, Day day, bool series, std::string_view field, std::int64_t value);

  // By row, of the dated and of the undated.
  const std::map<RowKey, Numbers>& rows() const { return rows_; }
  const std::map<RowKey, Numbers>& undated() const { return undated_; }
  std::map<RowKey, Numbers>& mutable_rows() { return rows_; }

 private:
  void AddTo(const std::vector<std::string_view>& values, Day day, int measure, int series, std::int64_t bucket,
             std::int64_t value);

  const QueryPlan& plan_;
  std::vector<Grouping> groupings_;
  std::map<RowKey, Numbers> rows_;
  std::map<RowKey, Numbers> undated_;
  Field field_;
};

}  // namespace zamer::metrics
