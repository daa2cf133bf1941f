#include "services/common/time/months.h"

#include <absl/strings/str_format.h>

#include "services/common/status/errors.h"

namespace zamer {

std::string FormatMonth(absl::CivilMonth month) { return absl::StrFormat("%04d-%02d", month.year(), month.month()); }

google::type::Date MonthDate(absl::CivilMonth month) {
  google::type::Date date;
  date.set_year(static_cast<std::int32_t>(month.year()));
  date.set_month(month.month());
  return date;
}

absl::StatusOr<absl::CivilMonth> ParseMonth(const google::type::Date& date, std::string_view field) {
  const bool exists = date.year() >= 2000 && date.year() <= 2100 && date.month() >= 1 && date.month() <= 12;
  if (exists && date.day() == 0) return absl::CivilMonth(date.year(), date.month());
  Violations violations;
  violations.Add(field, "must be a month of the years 2000 to 2100, with day 0");
  return violations.ToStatus();
}

}  // namespace zamer
