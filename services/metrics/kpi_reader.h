// Answers questions from the counters: reads days, never leads.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <array>
#include <asio/awaitable.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/store/store.h"
#include "services/common/time/clock.h"
#include "services/metrics/day_counts.h"
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

// The refusal of a department that no event has told of.
absl::Status UnknownDepartment(std::string_view department);

// Loop thread only.
class KpiReader {
 public:
  KpiReader(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  // NOT_FOUND/DEPARTMENT_NOT_FOUND; INVALID_ARGUMENT/FIELD_INVALID for an answer of too many rows.
  asio::awaitable<absl::StatusOr<v1::QueryKpisResponse>> Query(QueryPlan plan, absl::Time deadline);
  // Several questions about one department, without their times, for who knows the progress. What they have in common
  // is read once.
  struct Answers {
    std::vector<v1::QueryKpisResponse> answers = {};
    // All are of the same moment.
    bool at_once = false;
  };
  asio::awaitable<absl::StatusOr<Answers>> QueryAll(const std::vector<QueryPlan>& plans, ReadMode mode,
                                                    absl::Time deadline);
  asio::awaitable<absl::StatusOr<v1::Funnel>> Funnel(QueryPlan plan, absl::Time deadline);
  asio::awaitable<absl::StatusOr<FeedProgress>> Progress(std::string department, absl::Time deadline);
  // The facts that never shrink, by their codes.
  asio::awaitable<absl::StatusOr<store::Store::Counters>> Totals(std::string department, absl::Time deadline);
  // What is known of a department, and by what zone it counts its days; NOT_FOUND/DEPARTMENT_NOT_FOUND.
  asio::awaitable<absl::StatusOr<v1::DepartmentFacts>> Department(std::string department, absl::Time deadline);
  asio::awaitable<absl::StatusOr<absl::TimeZone>> Zone(std::string department, absl::Time deadline);
  // Ids of the departments of a partition.
  asio::awaitable<absl::StatusOr<std::vector<std::string>>> Departments(std::uint32_t partition, absl::Time deadline);

  const store::KeySpace& keys() const { return store_.keys(); }
  absl::Time now() const { return clock_.Now(); }

 private:
  // What the answers to all plans have in common.
  asio::awaitable<absl::StatusOr<AnswerContext>> ReadContext(const std::vector<QueryPlan>& plans, absl::Time deadline);
  asio::awaitable<absl::StatusOr<absl::Duration>> ReadMaturity(std::string department, absl::Time deadline);

  store::Store& store_;
  const Clock& clock_;
};

}  // namespace zamer::metrics
