// When something happened, as the caller says it.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>
#include <google/protobuf/timestamp.pb.h>

#include <string_view>

namespace zamer::contract {

// How far a caller's clock may be ahead of ours.
inline constexpr absl::Duration kClockSkew = absl::Minutes(5);
// How late a call may report what happened; older things come by import.
inline constexpr absl::Duration kLatestReport = absl::Hours(24 * 30);

// `now` when `given` is null; else the given time, which must lie from `now` - kLatestReport to `now` + kClockSkew.
// INVALID_ARGUMENT/FIELD_INVALID for `field` otherwise.
absl::StatusOr<absl::Time> OccurredTime(const google::protobuf::Timestamp* given, absl::Time now,
                                        std::string_view field);

}  // namespace zamer::contract
