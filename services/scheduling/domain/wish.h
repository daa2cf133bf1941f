// The time that a hold, a booking or a move asks for.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>

#include "services/common/time/interval.h"
#include "zamer/scheduling/v1/meeting.pb.h"

namespace zamer::scheduling {

struct Wish {
  v1::Meeting::Kind kind = v1::Meeting::KIND_UNSPECIFIED;
  Interval time;
  std::string city;
  // Id of the designer; empty for whoever is next in turn.
  std::string designer;

  static Wish Of(const v1::Meeting& meeting);
};

// The meeting that a caller asks for: the fields a caller may set, its end filled in. FIELD_INVALID for an unknown
// kind, a time that is no whole minute, a length out of range, or names of another department than `parent`.
absl::StatusOr<v1::Meeting> CheckedMeeting(const v1::Meeting& asked, const std::string& parent);

// The meeting called `name` that takes another's place: what was agreed, of the same designer and time.
v1::Meeting Successor(const v1::Meeting& old, std::string name);

// OK when the times are whole minutes and 15 minutes to 12 hours apart.
absl::Status CheckTimes(const Interval& time, const std::string& field);

}  // namespace zamer::scheduling
