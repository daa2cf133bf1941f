#include "services/zamerctl/simulator/simulation.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <asio/co_spawn.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <bit>
#include <exception>
#include <utility>

#include "services/common/status/macros.h"
#include "services/common/time/ids.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/zamerctl/simulator/audit.h"
#include "services/zamerctl/simulator/journey.h"
#include "services/zamerctl/simulator/pace.h"
#include "services/zamerctl/simulator/plan.h"
#include "services/zamerctl/simulator/team.h"

namespace zamer::simulator {
namespace {

// Enough for the clients: one designer for so many of a day's leads, a handful at least.
constexpr int kLeadsPerDesigner = 12;
constexpr int kFewestDesigners = 6;
constexpr int kMostDesigners = 150;
// When time passes between a client's steps, most clients only wait.
constexpr int kMostClients = 20'000;

int DesignersFor(const Options& options) {
  return std::clamp(options.leads / options.days / kLeadsPerDesigner, kFewestDesigners, kMostDesigners);
}

// Not the clock: two runs may begin in the same second.
std::uint64_t DrawRun() {
  std::array<std::uint8_t, sizeof(std::uint64_t)> bytes;
  FillRandom(bytes);
  return std::bit_cast<std::uint64_t>(bytes);
}

class Simulation {
 public:
  Simulation(asio::io_context& loop, const Clock& clock, const Options& options, absl::TimeZone zone)
      : clock_(clock),
        options_(options),
        zone_(zone),
        zamer_(loop, clock, options),
        team_(clock, options.department, DesignersFor(options)),
        first_day_(DayOf(clock.Now() - kLongestJourney, zone) - options.days),
        begin_(StartOfDay(first_day_, zone)),
        ended_(loop, asio::steady_timer::time_point::max()) {}

  asio::awaitable<absl::StatusOr<Report>> Run() {
    ZAMER_CO_RETURN_IF_ERROR(co_await team_.SetUp(zamer_, seen_, first_day_, options_.days));
    ZAMER_CO_ASSIGN_OR_RETURN(const FunnelCounts by_event_date, co_await ReadFunnel(metrics::v1::EVENT_DATE));
    ZAMER_CO_ASSIGN_OR_RETURN(const FunnelCounts by_cohort, co_await ReadFunnel(metrics::v1::COHORT));
    Report report;
    const absl::Time started = clock_.Now();
    co_await LetClientsCome();
    report.took = clock_.Now() - started;
    report.known = ledger_.Counts();
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
    *request.mutable_period()->mutable_start_date() = ToDate(first_day_ - 1);
    *request.mutable_period()->mutable_end_date() = ToDate(DayOf(clock_.Now(), zone_) + 1);
    request.set_basis(basis);
    ZAMER_CO_ASSIGN_OR_RETURN(
        const metrics::v1::Funnel funnel,
        co_await zamer_.Call(team_.sales_head(), seen_, &MetricsApi::GetFunnel, std::move(request)));
    co_return CountsOf(funnel);
  }

  asio::awaitable<absl::StatusOr<FunnelCounts>> Gained(metrics::v1::Basis basis, const FunnelCounts& before) {
    ZAMER_CO_ASSIGN_OR_RETURN(FunnelCounts counts, co_await ReadFunnel(basis));
    for (auto& [step, count] : counts) {
      if (const auto earlier = before.find(step); earlier != before.end()) count -= earlier->second;
    }
    co_return counts;
  }

  asio::awaitable<void> LetClientsCome() {
    const std::vector<ClientPlan> plans = PlanClients(options_, begin_);
    Pace pace(zamer_, options_.speed, begin_, clock_.Now() + options_.duration);
    const World world{zamer_, pace, team_, ledger_, zone_, DrawRun(), seen_};
    const int most = options_.speed > 0 ? kMostClients : options_.concurrency;
    for (const ClientPlan& plan : plans) {
      while (clients_ >= most) co_await SomebodyLeaves();
      if (!co_await pace.Until(plan.arrive)) break;
      ++clients_;
      asio::co_spawn(zamer_.loop(), Accompany(world, plan), [this](std::exception_ptr broken) {
        --clients_;
        ended_.cancel();
        if (broken) std::rethrow_exception(broken);
      });
    }
    while (clients_ > 0) co_await SomebodyLeaves();
  }

  asio::awaitable<void> Accompany(const World& world, const ClientPlan& plan) {
    Journey journey(world, plan, ledger_.NewClient());
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
  const Team team_;
  // The first simulated day: so long ago that all that follows has happened by now.
  const absl::CivilDay first_day_;
  const absl::Time begin_;
  Seen seen_;
  Ledger ledger_;
  int clients_ = 0;
  asio::steady_timer ended_;  // never expires; cancelled when a client leaves
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
  for (const auto& [refusal, times] : report.refusals)
    absl::StrAppend(&text, "refused ", times, " times: ", refusal, "\n");
  for (const std::string& difference : report.differences) absl::StrAppend(&text, "differs: ", difference, "\n");
  absl::StrAppend(&text, report.counts.calls, " calls in ", absl::FormatDuration(report.took), ", ",
                  report.counts.retries, " retries, ", report.counts.repeats, " repeats of which ",
                  report.counts.differing_repeats, " differ, ", report.unknown_outcomes, " unknown outcomes\n");
  absl::StrAppend(&text, report.exact() ? "exact: everything acknowledged is there, once\n" : "NOT exact\n");
  return text;
}

}  // namespace zamer::simulator
