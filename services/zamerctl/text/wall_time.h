// Times as other programs write them: wall clocks, without a zone.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include <optional>
#include <string>
#include <string_view>

namespace zamer::ctl {

// One way to write a time.
struct TimeStyle {
  // As strptime: `%Y-%m-%dT%H:%M`. With `%z`, which gives the offset, the text says the instant itself.
  std::string format;
  // For a format that knows the day only: the time of day that stands for it.
  std::optional<absl::Duration> at;
};

// The day a text names; INVALID_ARGUMENT/TIME_INVALID when it is not written so.
absl::StatusOr<absl::CivilDay> ParseWallDay(std::string_view text, const TimeStyle& style);

// The instant. INVALID_ARGUMENT with TIME_INVALID when the text is not written so, TIME_NOT_IN_ZONE when the zone's
// clocks never showed it, TIME_AMBIGUOUS when they showed it twice: neither is guessed.
absl::StatusOr<absl::Time> ParseWallTime(std::string_view text, const TimeStyle& style, const absl::TimeZone& zone);

}  // namespace zamer::ctl
