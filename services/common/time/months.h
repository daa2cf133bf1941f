// Calendar months to and from protobuf and text.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/civil_time.h>

#include <string>
#include <string_view>

#include "google/type/date.pb.h"

namespace zamer {

// "2026-03".
std::string FormatMonth(absl::CivilMonth month);
// A date of day 0.
google::type::Date MonthDate(absl::CivilMonth month);
// INVALID_ARGUMENT/FIELD_INVALID for `field` unless the date is a month from 2000 to 2100 with day 0.
absl::StatusOr<absl::CivilMonth> ParseMonth(const google::type::Date& date, std::string_view field);

}  // namespace zamer
