#include "services/metrics/kpi_reader.h"

#include <absl/strings/numbers.h>

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/metrics/domain/buckets.h"
#include "services/metrics/metrics_records.h"

namespace zamer::metrics {
namespace {

// The context of one of several answers.
AnswerContext ContextOf(const QueryPlan& plan, AnswerContext context) {
  context.evaluation.basis = plan.basis;
  context.evaluation.quantiles = plan.quantiles();
  return context;
}

}  // namespace

absl::Status UnknownDepartment(std::string_view department) {
  return NotFound(Reason::kDepartmentNotFound, "There is no such department, or its first events are on their way.",
                  {{"department", DepartmentNameOf(department)}});
}

asio::awaitable<absl::StatusOr<v1::QueryKpisResponse>> KpiReader::Query(QueryPlan plan, absl::Time deadline) {
  // Read before the counters, so that those are never behind it.
  ZAMER_CO_ASSIGN_OR_RETURN(const FeedProgress progress, co_await Progress(plan.department, deadline));
  const std::vector<QueryPlan> plans(1, std::move(plan));
  ZAMER_CO_ASSIGN_OR_RETURN(Answers read, co_await QueryAll(plans, ReadMode::kInTurns, deadline));
  *read.answers.front().mutable_as_of_time() = ToTimestamp(progress.newest);
  co_return std::move(read.answers.front());
}

asio::awaitable<absl::StatusOr<KpiReader::Answers>> KpiReader::QueryAll(const std::vector<QueryPlan>& plans,
                                                                        ReadMode mode, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const AnswerContext context, co_await ReadContext(plans, deadline));
  DayCounts counts(store_, plans, context);
  ZAMER_CO_RETURN_IF_ERROR(co_await counts.Read(mode, deadline));
  Answers read{.at_once = counts.at_once()};
  read.answers.reserve(plans.size());
  for (std::size_t i = 0; i < plans.size(); ++i) {
    ZAMER_CO_ASSIGN_OR_RETURN(read.answers.emplace_back(),
                              AnswerQuery(plans[i], std::move(counts.aggregation(i)), ContextOf(plans[i], context)));
  }
  co_return read;
}

asio::awaitable<absl::StatusOr<v1::Funnel>> KpiReader::Funnel(QueryPlan plan, absl::Time deadline) {
  const std::vector<QueryPlan> plans(1, std::move(plan));
  const std::string& department = plans.front().department;
  ZAMER_CO_ASSIGN_OR_RETURN(const FeedProgress progress, co_await Progress(department, deadline));
  ZAMER_CO_ASSIGN_OR_RETURN(const AnswerContext context, co_await ReadContext(plans, deadline));
  DayCounts counts(store_, plans, context);
  ZAMER_CO_RETURN_IF_ERROR(co_await counts.Read(ReadMode::kInTurns, deadline));
  v1::Funnel funnel = AnswerFunnel(plans.front(), counts.aggregation(0), context);
  *funnel.mutable_as_of_time() = ToTimestamp(progress.newest);
  co_return funnel;
}

asio::awaitable<absl::StatusOr<FeedProgress>> KpiReader::Progress(std::string department, absl::Time deadline) {
  std::vector<store::Key> keys;
  for (const std::string_view feed : kFeeds) keys.push_back(ProgressKey(department, feed));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto reads, co_await store_.GetAll<v1::Progress>(std::move(keys), deadline));
  FeedProgress progress;
  for (std::size_t i = 0; i < reads.size(); ++i) {
    progress.versions[i] = reads[i].version;
    if (reads[i].record) progress.newest = std::max(progress.newest, FromTimestamp(reads[i].record->recorded_time()));
  }
  co_return progress;
}

asio::awaitable<absl::StatusOr<store::Store::Counters>> KpiReader::Totals(std::string department, absl::Time deadline) {
  std::vector<std::string> names;
  names.emplace_back(kTotalsHash);
  ZAMER_CO_ASSIGN_OR_RETURN(auto totals,
                            co_await store_.ReadCounters(std::move(department), std::move(names), deadline));
  co_return std::move(totals.front());
}

asio::awaitable<absl::StatusOr<std::vector<std::string>>> KpiReader::Departments(std::uint32_t partition,
                                                                                 absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto read,
                            co_await store_.Get<v1::PartitionFacts>(PartitionKey(store_.keys(), partition), deadline));
  std::vector<std::string> departments;
  if (read.record) departments.assign(read.record->departments().begin(), read.record->departments().end());
  co_return departments;
}

asio::awaitable<absl::StatusOr<v1::DepartmentFacts>> KpiReader::Department(std::string department,
                                                                           absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto read,
                            co_await store_.Get<v1::DepartmentFacts>(DepartmentKey(department), deadline));
  if (read.record) co_return *read.record;
  co_return UnknownDepartment(department);
}

asio::awaitable<absl::StatusOr<absl::TimeZone>> KpiReader::Zone(std::string department, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::DepartmentFacts facts, co_await Department(std::move(department), deadline));
  co_return LoadZone(facts.time_zone());
}

asio::awaitable<absl::StatusOr<AnswerContext>> KpiReader::ReadContext(const std::vector<QueryPlan>& plans,
                                                                      absl::Time deadline) {
  const std::string& department = plans.front().department;
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::DepartmentFacts facts, co_await Department(department, deadline));
  AnswerContext context;
  context.evaluation.currency_code = facts.currency_code();
  context.evaluation.first_response_limit = absl::Milliseconds(facts.first_response_limit_ms());
  context.evaluation.margin_bps = facts.margin_bps();
  ZAMER_CO_ASSIGN_OR_RETURN(context.zone, LoadZone(facts.time_zone()));
  context.now = context.evaluation.now = clock_.Now();
  if (std::ranges::any_of(plans, [](const QueryPlan& plan) { return plan.basis == v1::COHORT; })) {
    ZAMER_CO_ASSIGN_OR_RETURN(context.maturity, co_await ReadMaturity(department, deadline));
  }
  co_return context;
}

asio::awaitable<absl::StatusOr<absl::Duration>> KpiReader::ReadMaturity(std::string department, absl::Time deadline) {
  std::vector<std::string> names;
  names.emplace_back(kMaturityHash);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto hashes,
                            co_await store_.ReadCounters(std::move(department), std::move(names), deadline));
  Histogram times;
  for (const auto& [field, count] : hashes.front()) {
    std::int64_t number = 0;
    if (absl::SimpleAtoi(field, &number)) times[BucketAt(number)] += count;
  }
  const std::optional<std::int64_t> p90 = Quantile(times, 900);
  co_return p90 ? absl::Seconds(*p90) : kMaturityWithoutContracts;
}

}  // namespace zamer::metrics
