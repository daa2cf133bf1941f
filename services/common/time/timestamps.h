// Instants, spans and days to and from protobuf and text.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/civil_time.h>
#include <absl/time/time.h>
#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include <string>
#include <string_view>

#include "google/type/date.pb.h"

namespace zamer {

// Cut to whole nanoseconds and to protobuf's years 0001 to 9999.
google::protobuf::Timestamp ToTimestamp(absl::Time time);
// Total, for values that were checked when they came in; an unset message is 1970-01-01T00:00:00Z.
absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp);
// Whether the message is one that protobuf allows: years 0001 to 9999, nanoseconds 0 to 999,999,999.
bool IsValid(const google::protobuf::Timestamp& timestamp);

// Cut to whole nanoseconds and to protobuf's 10,000 years.
google::protobuf::Duration ToProtoDuration(absl::Duration duration);
// Total, for values that were checked when they came in.
absl::Duration FromProtoDuration(const google::protobuf::Duration& duration);
// Whether the message is one that protobuf allows: within 10,000 years, both parts of one sign.
bool IsValid(const google::protobuf::Duration& duration);

// For days of the years 1 to 9999.
google::type::Date ToDate(absl::CivilDay day);
// INVALID_ARGUMENT/TIME_INVALID unless the message is a whole date that exists, of the years 1 to 9999.
absl::StatusOr<absl::CivilDay> FromDate(const google::type::Date& date);

// RFC 3339 in UTC with as many decimals as needed: "2026-03-01T10:00:00Z", "2026-03-01T10:00:00.25Z".
std::string FormatRfc3339(absl::Time time);
// The same on the zone's clocks: "2026-03-01T13:00:00+03:00".
std::string FormatRfc3339(absl::Time time, const absl::TimeZone& zone);
// Strict RFC 3339 with upper-case T and Z or an offset, years 0001 to 9999; else INVALID_ARGUMENT/TIME_INVALID.
absl::StatusOr<absl::Time> ParseRfc3339(std::string_view text);

// "2026-03-01". The reverse fails with INVALID_ARGUMENT/TIME_INVALID.
std::string FormatDay(absl::CivilDay day);
absl::StatusOr<absl::CivilDay> ParseDay(std::string_view text);

}  // namespace zamer
