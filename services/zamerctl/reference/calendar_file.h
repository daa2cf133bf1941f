// A country's production calendar as a table.
#pragma once
#include <absl/status/statusor.h>

#include <string>
#include <vector>

#include "zamer/scheduling/v1/department.pb.h"

namespace zamer::ctl {

// Reads a CSV file with the columns `date` (such as 2026-01-01) and `kind` (day_off, short_day or working_weekend);
// other columns are ignored. INVALID_ARGUMENT with the line for a row that is none, or whose date comes twice.
absl::StatusOr<std::vector<scheduling::v1::CalendarDay>> ReadCalendar(const std::string& path);

}  // namespace zamer::ctl
