// Reads what questions about one department count, day by day.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <string>
#include <vector>

#include "services/common/store/store.h"
#include "services/metrics/counter_sources.h"
#include "services/metrics/domain/aggregation.h"
#include "services/metrics/domain/answer.h"
#include "services/metrics/domain/query_plan.h"

namespace zamer::metrics {

// kAtOnce: as of one moment, while Redis serves nobody else; in turns nevertheless when that is too much to read.
enum class ReadMode { kInTurns, kAtOnce };

class DayCounts {
 public:
  // `plans` is not empty; it, the store and the context outlive this.
  DayCounts(store::Store& store, const std::vector<QueryPlan>& plans, const AnswerContext& context)
      : store_(store), plans_(plans), context_(context) {}

  // INVALID_ARGUMENT/FIELD_INVALID for more rows than an answer may have.
  asio::awaitable<absl::Status> Read(ReadMode mode, absl::Time deadline);

  // After Read, by plan.
  Aggregation& aggregation(std::size_t plan) { return aggregations_[plan]; }
  // Whether all is of the same moment.
  bool at_once() const { return at_once_; }

 private:
  const std::string& Department() const { return plans_.front().department; }
  Day Today() const;
  bool CountsMeetingsAhead() const;
  // The days from today on that have meetings; none unless a plan counts them.
  asio::awaitable<absl::StatusOr<std::vector<Day>>> ReadDaysAhead(absl::Time deadline);
  std::vector<Day> DaysAheadIn(const store::Store::Counters& meeting_days) const;
  void Prepare();
  asio::awaitable<absl::Status> ReadInTurns(absl::Time deadline);
  asio::awaitable<absl::Status> ReadAtOnce(absl::Time deadline);
  absl::Status CheckRows() const;

  store::Store& store_;
  const std::vector<QueryPlan>& plans_;
  const AnswerContext& context_;
  std::vector<Day> ahead_;
  std::vector<Aggregation> aggregations_;
  CounterSources sources_;
  bool at_once_ = false;
};

}  // namespace zamer::metrics
