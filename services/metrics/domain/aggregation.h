// Sums day counters into the rows of an answer.
#pragma once
#include <absl/functional/function_ref.h>
#include <absl/time/time.h>

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

  // Each adds one counter of a grouping's hash of a day, and skips what is not needed.
  void AddMeasure(const Grouping& grouping, Day day, std::string_view field, std::int64_t value);
  void AddDuration(const Grouping& grouping, Day day, std::string_view field, std::int64_t value);
  // Takes meetings that start after `now` off those that are due. `day`: that of the meetings.
  void AddMeeting(const Grouping& grouping, Day day, std::string_view field, std::int64_t value, absl::Time now);

  // By row, of the dated and of the undated.
  const std::map<RowKey, Numbers>& rows() const { return rows_; }
  const std::map<RowKey, Numbers>& undated() const { return undated_; }
  std::map<RowKey, Numbers>& mutable_rows() { return rows_; }

 private:
  using Change = absl::FunctionRef<void(Numbers& numbers, std::int64_t value)>;
  // Changes all rows for which the values of field_ count, with the sign they have there.
  void Add(const Grouping& grouping, Day day, std::int64_t value, Change change);
  // The row of one combination; none if the plan does not keep it.
  Numbers* Row(const std::vector<std::string_view>& values, Day day);

  const QueryPlan& plan_;
  std::vector<Grouping> groupings_;
  std::map<RowKey, Numbers> rows_;
  std::map<RowKey, Numbers> undated_;
  Field field_;
};

}  // namespace zamer::metrics
