#include <absl/time/time.h>

#include "services/common/shifts/staff_calendar.h"
#include "services/common/time/timestamps.h"
#include "services/metrics/domain/facts.h"

namespace zamer::metrics {
namespace {

constexpr absl::Duration kFirstResponseLimit = absl::Minutes(5);
constexpr std::int32_t kMarginBps = 4000;
constexpr int kDaysOfWeek = 7;
constexpr int kOpening = 9 * 60;
constexpr int kClosing = 21 * 60;

}  // namespace

v1::DepartmentFacts FactsOf(const scheduling::v1::Department& department, std::int64_t version) {
  const scheduling::v1::DepartmentSettings& settings = department.settings();
  const absl::Duration limit =
      settings.has_first_response_limit() ? FromProtoDuration(settings.first_response_limit()) : kFirstResponseLimit;
  v1::DepartmentFacts facts;
  facts.set_version(version);
  facts.set_time_zone(department.time_zone());
  facts.set_currency_code(department.currency_code());
  facts.set_first_response_limit_ms(absl::ToInt64Milliseconds(limit));
  facts.set_margin_bps(settings.has_margin_bps() ? settings.margin_bps() : kMarginBps);
  *facts.mutable_opening_hours() = settings.opening_hours();
  return facts;
}

std::vector<WeeklyShift> OpeningHoursOf(const v1::DepartmentFacts& facts) {
  if (!facts.opening_hours().empty()) return WeeklyShiftsOf(facts.opening_hours());
  std::vector<WeeklyShift> usual;
  usual.reserve(kDaysOfWeek);
  for (int weekday = 1; weekday <= kDaysOfWeek; ++weekday) usual.push_back({weekday, kOpening, kClosing});
  return usual;
}

}  // namespace zamer::metrics
