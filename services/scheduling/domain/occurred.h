// When something happened, as told by who reports it.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>
#include <google/protobuf/timestamp.pb.h>

namespace zamer::scheduling {

// How long ago a live call may say that something happened.
inline constexpr absl::Duration kLongestDelay = absl::Hours(30 * 24);
// How far a caller's clock may be ahead of ours.
inline constexpr absl::Duration kClockSkew = absl::Minutes(5);

// The time given, at most `now`; `otherwise` where none is given. INVALID_ARGUMENT/FIELD_INVALID for one that lies in
// the future by more than the clock skew, or more than 30 days back.
absl::StatusOr<absl::Time> OccurredTime(const google::protobuf::Timestamp* given, absl::Time now, absl::Time otherwise);

// The same for a request with an `occurred_time` that defaults to now.
template <class Request>
absl::StatusOr<absl::Time> OccurredTimeOf(const Request& request, absl::Time now) {
  return OccurredTime(request.has_occurred_time() ? &request.occurred_time() : nullptr, now, now);
}

}  // namespace zamer::scheduling
