#include "services/zamerctl/simulator/targets.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "services/common/status/macros.h"
#include "services/common/time/months.h"

namespace zamer::simulator {
namespace {

constexpr int kDaysOfMonth = 30;
constexpr std::int64_t kContract = 350'000'00;
constexpr int kPhoneRateBps = 7000;

// Of the leads.
std::int64_t BookingsOf(std::int64_t leads) { return leads * 2 / 5; }
std::int64_t ContractsOf(std::int64_t leads) { return leads * 3 / 20; }

std::int64_t LeadsOfMonth(const Options& options) {
  return std::int64_t{options.leads} * kDaysOfMonth / std::max(options.days, kDaysOfMonth);
}

metrics::v1::Target Count(std::string kpi, std::int64_t count) {
  metrics::v1::Target target;
  target.set_kpi(std::move(kpi));
  target.set_count(std::max<std::int64_t>(1, count));
  return target;
}

metrics::v1::Target Revenue(std::int64_t contracts) {
  metrics::v1::Target target;
  target.set_kpi("revenue_net");
  target.mutable_money()->set_currency_code(kCurrency);
  target.mutable_money()->set_minor_units(std::max<std::int64_t>(1, contracts) * kContract);
  return target;
}

metrics::v1::Target Of(const Team::Member& member, metrics::v1::Dimension dimension, metrics::v1::Target target) {
  target.set_employee(member.person.name);
  target.set_dimension(dimension);
  return target;
}

std::vector<metrics::v1::Target> TargetsOf(const Team& team, std::int64_t leads) {
  std::vector<metrics::v1::Target> targets = {Count("leads", leads), Count("bookings", BookingsOf(leads)),
                                              Count("contracts", ContractsOf(leads)), Revenue(ContractsOf(leads))};
  metrics::v1::Target& phones = targets.emplace_back();
  phones.set_kpi("phone_rate");
  phones.set_share_bps(kPhoneRateBps);
  const std::vector<const Team::Member*> managers = team.LeadManagers();
  for (const Team::Member* manager : managers) {
    const std::int64_t bookings = BookingsOf(leads) / static_cast<std::int64_t>(managers.size());
    targets.push_back(Of(*manager, metrics::v1::LEAD_MANAGER, Count("bookings", bookings)));
  }
  for (const Team::Member& designer : team.designers()) {
    const std::int64_t contracts = ContractsOf(leads) / static_cast<std::int64_t>(team.designers().size());
    targets.push_back(Of(designer, metrics::v1::DESIGNER, Count("contracts", contracts)));
    targets.push_back(Of(designer, metrics::v1::DESIGNER, Revenue(contracts)));
  }
  return targets;
}

}  // namespace

asio::awaitable<absl::Status> SetTargets(Zamer& zamer, Seen& seen, const Team& team, const Options& options,
                                         absl::CivilMonth first, absl::CivilMonth last) {
  for (absl::CivilMonth month = first; month <= last; ++month) {
    for (metrics::v1::Target& target : TargetsOf(team, LeadsOfMonth(options))) {
      metrics::v1::SetTargetRequest request;
      request.set_parent(team.department());
      *target.mutable_month() = MonthDate(month);
      *request.mutable_target() = std::move(target);
      ZAMER_CO_RETURN_IF_ERROR(
          (co_await zamer.Call(team.sales_head(), seen, &MetricsApi::SetTarget, std::move(request))).status());
    }
  }
  co_return absl::OkStatus();
}

}  // namespace zamer::simulator
