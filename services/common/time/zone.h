// Wall clocks: IANA zones, local days, and wall times that do not exist or exist twice.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include <optional>
#include <string_view>

namespace zamer {

// The zone of an IANA name such as "Europe/Moscow". INVALID_ARGUMENT/TIME_ZONE_UNKNOWN for anything else: fixed
// offsets, file names, "localtime". A first use reads the zone's file, later ones are cheap. Any thread.
absl::StatusOr<absl::TimeZone> LoadZone(std::string_view name);

// The local day of an instant.
absl::CivilDay DayOf(absl::Time time, const absl::TimeZone& zone);

// The first instant at which the zone's clocks show `wall` or later: inside a gap its end, of a repeated time the
// first. Never decreases with `wall`, so spans of wall time that touch become spans of time that touch.
absl::Time FirstInstantAt(absl::CivilSecond wall, const absl::TimeZone& zone);

// The first instant of a local day. A day lasts until the next one starts: 23, 24 or 25 hours.
absl::Time StartOfDay(absl::CivilDay day, const absl::TimeZone& zone);

// The instant a caller means by a wall time.
//   - It does not exist: INVALID_ARGUMENT/TIME_NOT_IN_ZONE; metadata `before` and `after` are its neighbours, the same
//     minute told by the clocks of either side, as RFC 3339.
//   - It exists twice and no `utc_offset` says which: INVALID_ARGUMENT/TIME_AMBIGUOUS; metadata `first` and `second`.
//   - `utc_offset` is not one that the zone has then: INVALID_ARGUMENT/TIME_NOT_IN_ZONE, as above.
absl::StatusOr<absl::Time> ResolveWallTime(absl::CivilSecond wall, const absl::TimeZone& zone,
                                           std::optional<absl::Duration> utc_offset = std::nullopt);

}  // namespace zamer
