#include "services/scheduling/domain/wish.h"

#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/common/update/update.h"
#include "services/scheduling/domain/belongs.h"
#include "services/scheduling/domain/rules.h"

namespace zamer::scheduling {
namespace {

bool IsWholeMinute(absl::Time time) { return time == absl::FromUnixSeconds(absl::ToUnixSeconds(time) / 60 * 60); }

void CheckTimes(const Interval& time, const std::string& field, Violations& violations) {
  if (!IsWholeMinute(time.start)) violations.Add(field + "start_time", "must be a whole minute");
  if (!IsWholeMinute(time.end)) violations.Add(field + "end_time", "must be a whole minute");
  if (time.end - time.start < kShortestMeeting || time.end - time.start > kLongestMeeting) {
    violations.Add(field + "end_time", "must be 15 minutes to 12 hours after the start");
  }
}

}  // namespace

Wish Wish::Of(const v1::Meeting& meeting) {
  return {.kind = meeting.kind(),
          .time = {.start = FromTimestamp(meeting.start_time()), .end = FromTimestamp(meeting.end_time())},
          .city = meeting.city(),
          .designer = std::string(LastSegment(meeting.designer()))};
}

absl::StatusOr<v1::Meeting> CheckedMeeting(const v1::Meeting& asked, const std::string& parent) {
  v1::Meeting meeting;
  ZAMER_RETURN_IF_ERROR(ApplyUpdate(asked, {}, "meeting", meeting));
  Violations violations;
  if (!v1::Meeting::Kind_IsValid(meeting.kind()) || meeting.kind() == v1::Meeting::KIND_UNSPECIFIED) {
    violations.Add("meeting.kind", "must be ON_SITE, SHOWROOM or ONLINE");
  }
  if (meeting.lead().empty()) violations.Add("meeting.lead", "must be set");
  CheckBelongs(meeting.lead(), parent, "meeting.lead", violations);
  CheckBelongs(meeting.designer(), parent, "meeting.designer", violations);
  if (!meeting.has_start_time()) violations.Add("meeting.start_time", "must be set");
  const absl::Time start = FromTimestamp(meeting.start_time());
  if (!meeting.has_end_time()) *meeting.mutable_end_time() = ToTimestamp(start + UsualLength(meeting.kind()));
  CheckTimes({.start = start, .end = FromTimestamp(meeting.end_time())}, "meeting.", violations);
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  return meeting;
}

v1::Meeting Successor(const v1::Meeting& old, std::string name) {
  v1::Meeting to;
  to.set_name(std::move(name));
  to.set_lead(old.lead());
  to.set_designer(old.designer());
  to.set_kind(old.kind());
  to.set_city(old.city());
  to.set_address(old.address());
  to.set_handover_note(old.handover_note());
  *to.mutable_start_time() = old.start_time();
  *to.mutable_end_time() = old.end_time();
  return to;
}

absl::Status CheckTimes(const Interval& time, const std::string& field) {
  Violations violations;
  CheckTimes(time, field, violations);
  return violations.ToStatus();
}

}  // namespace zamer::scheduling
