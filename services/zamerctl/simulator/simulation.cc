#include "services/zamerctl/simulator/simulation.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/time/clock.h>

#include <algorithm>
#include <array>
#include <asio/co_spawn.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <bit>
#include <exception>
#include <optional>
#include <utility>

#include "services/common/status/macros.h"
#include "services/common/time/ids.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/zamerctl/simulator/audit.h"
#include "services/zamerctl/simulator/journey.h"
#include "services/zamerctl/simulator/pace.h"
#include "services/zamerctl/simulator/plan.h"
#include "services/zamerctl/simulator/staff.h"
#include "services/zamerctl/simulator/stepped_pace.h"
#include "services/zamerctl/simulator/targets.h"
#include "services/zamerctl/simulator/team.h"
#include "services/zamerctl/simulator/watchman.h"

namespace zamer::simulator {
namespace {

// Enough for the clients: one designer for so many of a day's leads, a handful at least.
constexpr int kLeadsPerDesigner = 12;
constexpr int kFewestDesigners = 6;
constexpr int kMostDesigners = 150;
constexpr int kMostClients = 20'000;
// Where a clock of its own begins, if nobody has moved it.
constexpr absl::CivilDay kFirstDay(2026, 4, 20);
// In the time of the world: what the last step has set going is done after it.
// The journeys of the last day's clients go on so long, and so do their events.
constexpr int kDaysAfter = 15;
constexpr absl::Duration kLastSettle = absl::Milliseconds(500);

int DesignersFor(const Options& options) {
  return std::clamp(options.leads / options.days / kLeadsPerDesigner, kFewestDesigners, kMostDesigners);
}

// Not the clock: two runs may begin in the same second.
std::uint64_t DrawRun() {
  std::array<std::uint8_t, sizeof(std::uint64_t)> bytes;
  FillRandom(bytes);
  return std::bit_cast<std::uint64_t>(bytes);
}

// So long ago that all that follows has happened by now; by a clock of its own the next day.
absl::CivilDay FirstDayOf(const Options& options, const Clock& clock, absl::TimeZone zone) {
  if (options.clock != nullptr) return std::max(kFirstDay, DayOf(clock.Now(), zone) + 1);
  return DayOf(clock.Now() - kLongestJourney, zone) - options.days;
}

// Tokens and all else that is made from now on are of the first day.
absl::Time Begin(const Options& options, absl::Time begin) {
  if (options.clock != nullptr) options.clock->Set(begin);
  return begin;
}

class Simulation {
 public:
  Simulation(asio::io_context& loop, const Clock& clock, const Options& options, absl::TimeZone zone)
      : clock_(clock),
        options_(options),
        zone_(zone),
        zamer_(loop, clock, options),
        first_day_(FirstDayOf(options, clock, zone)),
        begin_(Begin(options, StartOfDay(first_day_, zone))),
        team_(clock, options.department, DesignersFor(options)),
        ended_(loop, asio::steady_timer::time_point::max()) {}

  asio::awaitable<absl::StatusOr<Report>> Run() {
    // What is spent on days that are still to come is noted on them.
    ZAMER_CO_RETURN_IF_ERROR(co_await team_.SetUp(zamer_, seen_, first_day_, live() ? 0 : options_.days));
    ZAMER_CO_RETURN_IF_ERROR(
        co_await SetTargets(zamer_, seen_, team_, options_, absl::CivilMonth(first_day_), absl::CivilMonth(LastDay())));
    ZAMER_CO_ASSIGN_OR_RETURN(const FunnelCounts by_event_date, co_await ReadFunnel(metrics::v1::EVENT_DATE));
    ZAMER_CO_ASSIGN_OR_RETURN(const FunnelCounts by_cohort, co_await ReadFunnel(metrics::v1::COHORT));
    Report report;
    const absl::Time started = absl::Now();
    ZAMER_CO_ASSIGN_OR_RETURN(const FunnelCounts kpis, co_await ReadKpis());
    if (live()) {
      ZAMER_CO_RETURN_IF_ERROR(co_await LiveThrough(report));
    } else {
      WorldPace pace(zamer_, options_.speed, begin_, clock_.Now() + options_.duration);
      co_await LetClientsCome(pace, nullptr);
      while (present_ > 0) co_await SomebodyLeaves();
    }
    report.took = absl::Now() - started;
    report.known = ledger_.Counts();
    report.known_kpis = ledger_.Kpis();
    ZAMER_CO_ASSIGN_OR_RETURN(report.counted_kpis, co_await ReadKpis());
    Subtract(kpis, report.counted_kpis);
    ZAMER_CO_ASSIGN_OR_RETURN(report.by_event_date, co_await Gained(metrics::v1::EVENT_DATE, by_event_date));
    ZAMER_CO_ASSIGN_OR_RETURN(report.by_cohort, co_await Gained(metrics::v1::COHORT, by_cohort));
    ZAMER_CO_ASSIGN_OR_RETURN(report.differences, co_await Audit(zamer_, team_, seen_, ledger_));
    report.refusals = ledger_.refusals();
    report.unknown_outcomes = ledger_.unknown_outcomes();
    report.counts = zamer_.counts();
    co_return report;
  }

 private:
  asio::awaitable<absl::StatusOr<FunnelCounts>> ReadFunnel(metrics::v1::Basis basis) {
    metrics::v1::GetFunnelRequest request;
    request.set_parent(team_.department());
    *request.mutable_period() = Period();
    request.set_basis(basis);
    ZAMER_CO_ASSIGN_OR_RETURN(
        const metrics::v1::Funnel funnel,
        co_await zamer_.Call(team_.sales_head(), seen_, &MetricsApi::GetFunnel, std::move(request)));
    co_return CountsOf(funnel);
  }

  asio::awaitable<absl::StatusOr<FunnelCounts>> Gained(metrics::v1::Basis basis, const FunnelCounts& before) {
    ZAMER_CO_ASSIGN_OR_RETURN(FunnelCounts counts, co_await ReadFunnel(basis));
    Subtract(before, counts);
    co_return counts;
  }

  static void Subtract(const FunnelCounts& before, FunnelCounts& counts) {
    for (auto& [id, count] : counts) {
      if (const auto earlier = before.find(id); earlier != before.end()) count -= earlier->second;
    }
  }

  asio::awaitable<absl::StatusOr<FunnelCounts>> ReadKpis() {
    metrics::v1::QueryKpisRequest request;
    request.set_parent(team_.department());
    *request.mutable_period() = Period();
    request.set_basis(metrics::v1::EVENT_DATE);
    for (const std::string_view kpi : kKnownKpis) request.add_kpis(std::string(kpi));
    ZAMER_CO_ASSIGN_OR_RETURN(
        const metrics::v1::QueryKpisResponse answer,
        co_await zamer_.Call(team_.sales_head(), seen_, &MetricsApi::QueryKpis, std::move(request)));
    co_return CountsOf(answer);
  }

  metrics::v1::Period Period() const {
    metrics::v1::Period period;
    *period.mutable_start_date() = ToDate(first_day_ - 1);
    *period.mutable_end_date() = ToDate(LastDay());
    return period;
  }
  absl::CivilDay LastDay() const { return first_day_ + options_.days + kDaysAfter; }

  bool live() const { return options_.clock != nullptr; }

  // The days as they come, with all that happens to the people of the department, under a watchman's eyes.
  asio::awaitable<absl::Status> LiveThrough(Report& report) {
    SteppedPace pace(zamer_, *options_.clock, StartOfDay(first_day_ + options_.days, zone_));
    Staff staff(zamer_, pace, team_, zone_, first_day_, options_.days);
    Watchman watchman(zamer_, pace, team_, staff);
    ZAMER_CO_RETURN_IF_ERROR(co_await staff.SetUp(seen_));
    absl::Status failed;
    pace.Enter();  // for the clients who are still to come
    Let(pace, staff.Run(seen_), failed);
    Let(pace, watchman.Run(begin_), failed);
    co_await LetClientsCome(pace, &staff);
    pace.Leave();
    while (present_ > 0) co_await SomebodyLeaves();
    co_await zamer_.Wait(kLastSettle);
    report.lost_sight = watchman.faults();
    report.looks = watchman.looks();
    report.leads_looked_at = watchman.leads_seen();
    report.drop_outs = staff.drop_outs();
    co_return failed;
  }

  // Lets `what` go on beside the others.
  void Let(Pace& pace, asio::awaitable<absl::Status> what, absl::Status& failed) {
    ++present_;
    pace.Enter();
    asio::co_spawn(zamer_.loop(), std::move(what), [&](std::exception_ptr broken, absl::Status status) {
      failed.Update(status);
      End(pace, broken);
    });
  }

  void End(Pace& pace, const std::exception_ptr& broken) {
    --present_;
    pace.Leave();
    ended_.cancel();
    if (broken) std::rethrow_exception(broken);
  }

  asio::awaitable<void> LetClientsCome(Pace& pace, const Staff* staff) {
    plans_ = PlanClients(options_, begin_);
    world_.emplace(World{zamer_, pace, team_, ledger_, zone_, staff, DrawRun(), seen_});
    // Where time passes between a client's steps, most clients only wait.
    const int most = live() || options_.speed > 0 ? kMostClients : options_.concurrency;
    for (const ClientPlan& plan : plans_) {
      while (present_ >= most) co_await SomebodyLeaves();
      if (!co_await pace.Until(plan.arrive)) break;
      ++present_;
      pace.Enter();
      asio::co_spawn(zamer_.loop(), Accompany(plan), [this, &pace](std::exception_ptr broken) { End(pace, broken); });
    }
  }

  asio::awaitable<void> Accompany(const ClientPlan& plan) {
    Journey journey(*world_, plan, ledger_.NewClient());
    co_await journey.Run();
    seen_.Note(journey.seen());
  }

  asio::awaitable<void> SomebodyLeaves() {
    asio::error_code cancelled;
    co_await ended_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }

  const Clock& clock_;
  const Options& options_;
  const absl::TimeZone zone_;
  Zamer zamer_;
  // The first simulated day.
  const absl::CivilDay first_day_;
  const absl::Time begin_;
  const Team team_;
  Seen seen_;
  Ledger ledger_;
  std::vector<ClientPlan> plans_;
  std::optional<World> world_;
  // Clients and others who act or wait.
  int present_ = 0;
  asio::steady_timer ended_;  // never expires; cancelled when one of them leaves
};

}  // namespace

asio::awaitable<absl::StatusOr<Report>> Simulate(asio::io_context& loop, const Clock& clock, const Options& options) {
  ZAMER_CO_ASSIGN_OR_RETURN(const absl::TimeZone zone, LoadZone(kTimeZone));
  const auto simulation = std::make_unique<Simulation>(loop, clock, options, zone);
  co_return co_await simulation->Run();
}

std::string Describe(const Report& report) {
  std::string text = absl::StrFormat("%-14s %12s %12s %12s\n", "step", "acknowledged", "event date", "cohort");
  const auto count = [](const FunnelCounts& counts, std::string_view step) {
    const auto found = counts.find(step);
    return found == counts.end() ? std::int64_t{0} : found->second;
  };
  for (const std::string_view step : kFunnelSteps) {
    absl::StrAppend(&text, absl::StrFormat("%-14s %12d %12d %12d\n", std::string(step), count(report.known, step),
                                           count(report.by_event_date, step), count(report.by_cohort, step)));
  }
  for (const auto& [kpi, known] : report.known_kpis) {
    absl::StrAppend(&text, absl::StrFormat("%-20s %6d %12d\n", kpi, known, count(report.counted_kpis, kpi)));
  }
  for (const auto& [refusal, times] : report.refusals)
    absl::StrAppend(&text, "refused ", times, " times: ", refusal, "\n");
  for (const std::string& difference : report.differences) absl::StrAppend(&text, "differs: ", difference, "\n");
  for (const std::string& fault : report.lost_sight) absl::StrAppend(&text, "lost sight of: ", fault, "\n");
  if (report.looks > 0) {
    absl::StrAppend(&text, report.leads_looked_at, " open leads looked at in ", report.looks, " looks, ",
                    report.drop_outs, " drop-outs\n");
  }
  absl::StrAppend(&text, report.counts.calls, " calls in ", absl::FormatDuration(report.took), ", ",
                  report.counts.retries, " retries, ", report.counts.repeats, " repeats of which ",
                  report.counts.differing_repeats, " differ, ", report.unknown_outcomes, " unknown outcomes\n");
  absl::StrAppend(&text, report.exact() ? "exact: everything acknowledged is there, once\n" : "NOT exact\n");
  return text;
}

}  // namespace zamer::simulator
