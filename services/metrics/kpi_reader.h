// Answers questions from the counters: reads days, never leads.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <array>
#include <asio/awaitable.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/common/store/store.h"
#include "services/common/time/clock.h"
#include "services/metrics/domain/answer.h"
#include "services/metrics/domain/query_plan.h"
#include "zamer/metrics/v1/metrics_records.pb.h"

namespace zamer::metrics {

// How far the feeds of a department have been counted. `versions` change with every batch that was.
struct FeedProgress {
  std::array<std::int64_t, 3> versions{};
  // When the newest event that is counted was stored; the beginning of time before the first.
  absl::Time newest = absl::UnixEpoch();
};

// Loop thread only.
class KpiReader {
 public:
  KpiReader(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  // NOT_FOUND/DEPARTMENT_NOT_FOUND; INVALID_ARGUMENT/FIELD_INVALID for an answer of too many rows.
  asio::awaitable<absl::StatusOr<v1::QueryKpisResponse>> Query(QueryPlan plan, absl::Time deadline);
  // The same without its time, for who knows the progress.
  asio::awaitable<absl::StatusOr<v1::QueryKpisResponse>> QueryRows(QueryPlan plan, absl::Time deadline);
  asio::awaitable<absl::StatusOr<v1::Funnel>> Funnel(QueryPlan plan, absl::Time deadline);
  asio::awaitable<absl::StatusOr<FeedProgress>> Progress(std::string department, absl::Time deadline);
  // The facts that never shrink, by their codes.
  asio::awaitable<absl::StatusOr<store::Store::Counters>> Totals(std::string department, absl::Time deadline);
  // By what zone a department counts its days; NOT_FOUND/DEPARTMENT_NOT_FOUND.
  asio::awaitable<absl::StatusOr<absl::TimeZone>> Zone(std::string department, absl::Time deadline);
  // Ids of the departments of a partition.
  asio::awaitable<absl::StatusOr<std::vector<std::string>>> Departments(std::uint32_t partition, absl::Time deadline);

  const store::KeySpace& keys() const { return store_.keys(); }
  absl::Time now() const { return clock_.Now(); }

 private:
  asio::awaitable<absl::StatusOr<v1::DepartmentFacts>> ReadDepartment(std::string department, absl::Time deadline);
  asio::awaitable<absl::StatusOr<AnswerContext>> ReadContext(const QueryPlan& plan, absl::Time deadline);
  asio::awaitable<absl::StatusOr<absl::Duration>> ReadMaturity(std::string department, absl::Time deadline);
  // The days from today on that have meetings which the plan counts.
  asio::awaitable<absl::StatusOr<std::vector<Day>>> DaysAhead(const QueryPlan& plan, const AnswerContext& context,
                                                              absl::Time deadline);
  asio::awaitable<absl::Status> ReadDays(const QueryPlan& plan, const AnswerContext& context, Aggregation& aggregation,
                                         absl::Time deadline);

  store::Store& store_;
  const Clock& clock_;
};

}  // namespace zamer::metrics
