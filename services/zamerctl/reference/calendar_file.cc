#include "services/zamerctl/reference/calendar_file.h"

#include <absl/strings/str_cat.h>
#include <absl/time/civil_time.h>

#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/zamerctl/reference/table_rows.h"

namespace zamer::ctl {
namespace {

using scheduling::v1::CalendarDay;

std::optional<CalendarDay::Kind> KindOf(std::string_view text) {
  static const std::map<std::string_view, CalendarDay::Kind> kKinds = {
      {"day_off", CalendarDay::DAY_OFF},
      {"short_day", CalendarDay::SHORT_DAY},
      {"working_weekend", CalendarDay::WORKING_WEEKEND}};
  const auto found = kKinds.find(text);
  return found == kKinds.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

absl::StatusOr<std::vector<CalendarDay>> ReadCalendar(const std::string& path) {
  std::vector<CalendarDay> days;
  std::set<absl::CivilDay> seen;
  const auto take = [&](const Row& row) -> absl::Status {
    absl::CivilDay day;
    if (!absl::ParseCivilTime(std::string(row.Get("date")), &day)) {
      return RowFault(row, "date", "must be a day, such as 2026-01-01");
    }
    if (!seen.insert(day).second) return RowFault(row, "date", "must not come twice");
    const std::optional<CalendarDay::Kind> kind = KindOf(row.Get("kind"));
    if (!kind) return RowFault(row, "kind", "must be day_off, short_day or working_weekend");
    CalendarDay& added = days.emplace_back();
    *added.mutable_date() = ToDate(day);
    added.set_kind(*kind);
    return absl::OkStatus();
  };
  ZAMER_RETURN_IF_ERROR(ForEachRow(path, {"date", "kind"}, take));
  return days;
}

}  // namespace zamer::ctl
