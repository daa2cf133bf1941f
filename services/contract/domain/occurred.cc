#include "services/contract/domain/occurred.h"

#include "services/common/time/timestamps.h"
#include "services/contract/domain/refusals.h"

namespace zamer::contract {

absl::StatusOr<absl::Time> OccurredTime(const google::protobuf::Timestamp* given, absl::Time now,
                                        std::string_view field) {
  if (given == nullptr) return now;
  const absl::Time time = FromTimestamp(*given);
  if (time > now + kClockSkew) return FieldRefused(field, "must not be in the future");
  if (time < now - kLatestReport) return FieldRefused(field, "must be at most 30 days ago; older history is imported");
  return time;
}

}  // namespace zamer::contract
