#include "services/scheduling/domain/occurred.h"

#include <algorithm>

#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"

namespace zamer::scheduling {

absl::StatusOr<absl::Time> OccurredTime(const google::protobuf::Timestamp* given, absl::Time now,
                                        absl::Time otherwise) {
  if (given == nullptr) return otherwise;
  const absl::Time time = FromTimestamp(*given);
  if (!IsValid(*given) || time > now + kClockSkew || time < now - kLongestDelay) {
    Violations violations;
    violations.Add("occurred_time", "must not lie in the future nor more than 30 days back");
    return violations.ToStatus();
  }
  return std::min(time, now);
}

}  // namespace zamer::scheduling
