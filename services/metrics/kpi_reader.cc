#include "services/metrics/kpi_reader.h"

#include <absl/strings/numbers.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/metrics/domain/buckets.h"
#include "services/metrics/metrics_records.h"

namespace zamer::metrics {
namespace {

// Hashes of one round trip; between two the loop serves others.
constexpr std::size_t kHashesPerRead = 128;

// One hash to be read, and what it holds.
struct Source {
  enum class Kind { kMeasures, kDurations, kMeetings };

  Kind kind = Kind::kMeasures;
  const Grouping* grouping = nullptr;
  Day day = 0;

  std::string Name(v1::Basis basis) const {
    if (kind == Kind::kMeetings) return grouping->MeetingsHashOf(day);
    return kind == Kind::kMeasures ? grouping->HashOf(basis, day) : grouping->DurationsHashOf(basis, day);
  }
  void AddTo(Aggregation& aggregation, std::string_view field, std::int64_t value, absl::Time now) const {
    if (kind == Kind::kMeasures) aggregation.AddMeasure(*grouping, day, field, value);
    if (kind == Kind::kDurations) aggregation.AddDuration(*grouping, day, field, value);
    if (kind == Kind::kMeetings) aggregation.AddMeeting(*grouping, day, field, value, now);
  }
};

// `ahead`: days with meetings that may not have come yet.
std::vector<Source> SourcesOf(const QueryPlan& plan, const std::vector<Grouping>& groupings,
                              const std::vector<Day>& ahead) {
  std::vector<Source> sources;
  const auto add = [&](Source::Kind kind, Day day) {
    for (const Grouping& grouping : groupings) sources.push_back({kind, &grouping, day});
  };
  const auto add_counts = [&](Day day) {
    if (plan.needs.measures.any()) add(Source::Kind::kMeasures, day);
    if (plan.needs.durations.any()) add(Source::Kind::kDurations, day);
  };
  for (const Day day : ahead) add(Source::Kind::kMeetings, day);
  for (Day day = plan.first; day <= plan.last; ++day) add_counts(day);
  if (plan.basis == v1::EVENT_DATE) add_counts(kUnknownDay);
  return sources;
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::QueryKpisResponse>> KpiReader::Query(QueryPlan plan, absl::Time deadline) {
  // Read before the counters, so that those are never behind it.
  ZAMER_CO_ASSIGN_OR_RETURN(const FeedProgress progress, co_await Progress(plan.department, deadline));
  ZAMER_CO_ASSIGN_OR_RETURN(v1::QueryKpisResponse answer, co_await QueryRows(std::move(plan), deadline));
  *answer.mutable_as_of_time() = ToTimestamp(progress.newest);
  co_return answer;
}

asio::awaitable<absl::StatusOr<v1::QueryKpisResponse>> KpiReader::QueryRows(QueryPlan plan, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const AnswerContext context, co_await ReadContext(plan, deadline));
  Aggregation aggregation(plan);
  ZAMER_CO_RETURN_IF_ERROR(co_await ReadDays(plan, context, aggregation, deadline));
  co_return AnswerQuery(plan, std::move(aggregation), context);
}

asio::awaitable<absl::StatusOr<v1::Funnel>> KpiReader::Funnel(QueryPlan plan, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const AnswerContext context, co_await ReadContext(plan, deadline));
  ZAMER_CO_ASSIGN_OR_RETURN(const FeedProgress progress, co_await Progress(plan.department, deadline));
  Aggregation aggregation(plan);
  ZAMER_CO_RETURN_IF_ERROR(co_await ReadDays(plan, context, aggregation, deadline));
  v1::Funnel funnel = AnswerFunnel(plan, aggregation, context);
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

asio::awaitable<absl::StatusOr<v1::DepartmentFacts>> KpiReader::ReadDepartment(std::string department,
                                                                               absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto read,
                            co_await store_.Get<v1::DepartmentFacts>(DepartmentKey(department), deadline));
  if (read.record) co_return *read.record;
  co_return NotFound(Reason::kDepartmentNotFound, "There is no such department, or its first events are on their way.",
                     {{"department", DepartmentNameOf(department)}});
}

asio::awaitable<absl::StatusOr<absl::TimeZone>> KpiReader::Zone(std::string department, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::DepartmentFacts facts, co_await ReadDepartment(std::move(department), deadline));
  co_return LoadZone(facts.time_zone());
}

asio::awaitable<absl::StatusOr<AnswerContext>> KpiReader::ReadContext(const QueryPlan& plan, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::DepartmentFacts facts, co_await ReadDepartment(plan.department, deadline));
  AnswerContext context;
  context.evaluation = {plan.basis, facts.currency_code(), absl::Milliseconds(facts.first_response_limit_ms()),
                        facts.margin_bps(), plan.quantiles()};
  ZAMER_CO_ASSIGN_OR_RETURN(context.zone, LoadZone(facts.time_zone()));
  context.now = context.evaluation.now = clock_.Now();
  if (plan.basis == v1::COHORT) {
    ZAMER_CO_ASSIGN_OR_RETURN(context.maturity, co_await ReadMaturity(plan.department, deadline));
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

asio::awaitable<absl::StatusOr<std::vector<Day>>> KpiReader::DaysAhead(const QueryPlan& plan,
                                                                       const AnswerContext& context,
                                                                       absl::Time deadline) {
  std::vector<Day> days;
  const Day today = DayNumber(DayOf(context.now, context.zone));
  const bool by_event = plan.basis == v1::EVENT_DATE;
  if (!plan.needs.meetings() || (by_event && plan.last < today)) co_return days;
  std::vector<std::string> names;
  names.emplace_back(kMeetingDaysHash);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto hashes,
                            co_await store_.ReadCounters(plan.department, std::move(names), deadline));
  for (const auto& [field, meetings] : hashes.front()) {
    Day day = 0;
    const bool ahead = absl::SimpleAtoi(field, &day) && day >= today;
    if (ahead && (!by_event || (day >= plan.first && day <= plan.last))) days.push_back(day);
  }
  co_return days;
}

asio::awaitable<absl::Status> KpiReader::ReadDays(const QueryPlan& plan, const AnswerContext& context,
                                                  Aggregation& aggregation, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<Day> ahead, co_await DaysAhead(plan, context, deadline));
  const std::vector<Source> sources = SourcesOf(plan, aggregation.groupings(), ahead);
  for (std::size_t begin = 0; begin < sources.size(); begin += kHashesPerRead) {
    const std::size_t end = std::min(sources.size(), begin + kHashesPerRead);
    std::vector<std::string> names;
    for (std::size_t i = begin; i < end; ++i) names.push_back(sources[i].Name(plan.basis));
    ZAMER_CO_ASSIGN_OR_RETURN(const auto hashes,
                              co_await store_.ReadCounters(plan.department, std::move(names), deadline));
    for (std::size_t i = begin; i < end; ++i) {
      for (const auto& [field, value] : hashes[i - begin]) sources[i].AddTo(aggregation, field, value, context.now);
    }
    if (aggregation.rows().size() + aggregation.undated().size() > kMaxRows) co_return TooManyRows();
  }
  co_return absl::OkStatus();
}

}  // namespace zamer::metrics
