#include "services/contract/domain/first_touch.h"

#include <algorithm>

#include "services/common/time/timestamps.h"

namespace zamer::contract {

bool IsFirstTouch(const v1::LeadMeetings& meetings, absl::Time signed_at, absl::Duration grace) {
  const v1::HeldMeeting& first = meetings.held(0);
  if (signed_at < FromTimestamp(first.start_time()) || signed_at > FromTimestamp(first.end_time()) + grace) {
    return false;
  }
  return std::none_of(meetings.held().begin() + 1, meetings.held().end(),
                      [&](const v1::HeldMeeting& later) { return FromTimestamp(later.start_time()) < signed_at; });
}

}  // namespace zamer::contract
