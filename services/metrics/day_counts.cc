#include "services/metrics/day_counts.h"

#include <absl/strings/numbers.h>

#include <algorithm>
#include <utility>

#include "services/common/status/macros.h"
#include "services/common/store/counter_reads.h"
#include "services/common/time/zone.h"

namespace zamer::metrics {
namespace {

// Hashes of one round trip; between two the loop and Redis serve others.
constexpr std::size_t kHashesPerRead = 128;
// Hashes that are read while Redis serves nobody else: about 9 ms when each has 20 rows.
constexpr std::size_t kHashesAtOnce = 1024;

// Of the days with meetings, those that the plan counts and that may be ahead.
std::vector<Day> AheadOf(const QueryPlan& plan, const std::vector<Day>& ahead) {
  std::vector<Day> days;
  if (!plan.needs.meetings()) return days;
  for (const Day day : ahead) {
    if (plan.basis == v1::COHORT || (day >= plan.first && day <= plan.last)) days.push_back(day);
  }
  return days;
}

}  // namespace

asio::awaitable<absl::Status> DayCounts::Read(ReadMode mode, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(ahead_, co_await ReadDaysAhead(deadline));
  Prepare();
  if (mode == ReadMode::kAtOnce && sources_.names().size() <= kHashesAtOnce) co_return co_await ReadAtOnce(deadline);
  co_return co_await ReadInTurns(deadline);
}

Day DayCounts::Today() const { return DayNumber(DayOf(context_.now, context_.zone)); }

bool DayCounts::CountsMeetingsAhead() const {
  return std::ranges::any_of(plans_, [&](const QueryPlan& plan) {
    return plan.needs.meetings() && (plan.basis == v1::COHORT || plan.last >= Today());
  });
}

asio::awaitable<absl::StatusOr<std::vector<Day>>> DayCounts::ReadDaysAhead(absl::Time deadline) {
  if (!CountsMeetingsAhead()) co_return std::vector<Day>();
  std::vector<std::string> names;
  names.emplace_back(kMeetingDaysHash);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto hashes, co_await store_.ReadCounters(Department(), std::move(names), deadline));
  co_return DaysAheadIn(hashes.front());
}

std::vector<Day> DayCounts::DaysAheadIn(const store::Store::Counters& meeting_days) const {
  std::vector<Day> days;
  for (const auto& [field, meetings] : meeting_days) {
    Day day = 0;
    if (absl::SimpleAtoi(field, &day) && day >= Today()) days.push_back(day);
  }
  std::ranges::sort(days);
  return days;
}

void DayCounts::Prepare() {
  sources_ = {};
  aggregations_.clear();
  aggregations_.reserve(plans_.size());
  for (const QueryPlan& plan : plans_) sources_.Add(plan, AheadOf(plan, ahead_), aggregations_.emplace_back(plan));
}

asio::awaitable<absl::Status> DayCounts::ReadInTurns(absl::Time deadline) {
  const std::vector<std::string>& all = sources_.names();
  for (std::size_t begin = 0; begin < all.size(); begin += kHashesPerRead) {
    const std::size_t end = std::min(all.size(), begin + kHashesPerRead);
    std::vector<std::string> names(all.begin() + static_cast<std::ptrdiff_t>(begin),
                                   all.begin() + static_cast<std::ptrdiff_t>(end));
    ZAMER_CO_ASSIGN_OR_RETURN(const auto hashes,
                              co_await store_.ReadCounters(Department(), std::move(names), deadline));
    for (std::size_t i = begin; i < end; ++i) sources_.Give(i, hashes[i - begin], context_.now);
    ZAMER_CO_RETURN_IF_ERROR(CheckRows());
  }
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> DayCounts::ReadAtOnce(absl::Time deadline) {
  while (true) {
    std::vector<std::string> names = sources_.names();
    names.emplace_back(kMeetingDaysHash);
    ZAMER_CO_ASSIGN_OR_RETURN(const auto hashes,
                              co_await store::ReadCountersAtOnce(store_, Department(), std::move(names), deadline));
    // Which days have meetings had to be known before, so it may have changed.
    std::vector<Day> ahead = CountsMeetingsAhead() ? DaysAheadIn(hashes.back()) : std::vector<Day>();
    if (ahead_ == ahead) {
      for (std::size_t i = 0; i + 1 < hashes.size(); ++i) sources_.Give(i, hashes[i], context_.now);
      at_once_ = true;
      co_return CheckRows();
    }
    ahead_ = std::move(ahead);
    Prepare();
  }
}

absl::Status DayCounts::CheckRows() const {
  const bool fits = std::ranges::all_of(aggregations_, [](const Aggregation& aggregation) {
    return aggregation.rows().size() + aggregation.undated().size() <= kMaxRows;
  });
  return fits ? absl::OkStatus() : TooManyRows();
}

}  // namespace zamer::metrics
