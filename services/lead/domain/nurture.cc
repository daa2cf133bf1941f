#include "services/lead/domain/nurture.h"

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/closing.h"
#include "services/lead/domain/contact_rights.h"
#include "services/lead/domain/follow_ups.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {
namespace {

constexpr absl::Duration kFarthest = absl::Hours(24 * 366 * 5);

absl::Status CheckNurture(const Change& change, absl::Time until) {
  Violations violations;
  if (until <= change.now || until > change.now + kFarthest) {
    violations.Add("until_time", "must be set, in the future, within five years");
  }
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  ZAMER_RETURN_IF_ERROR(CheckMayContact(change.lead()));
  if (!IsWorking(change.lead().state()) || change.lead().meeting().empty()) return absl::OkStatus();
  return FailedPrecondition(Reason::kMeetingAhead, "Hold, move or cancel the meeting first.",
                            {{"lead", change.lead().name()}, {"meeting", change.lead().meeting()}});
}

}  // namespace

absl::Status Nurture(Change& change, absl::Time until, const std::string& reason) {
  ZAMER_RETURN_IF_ERROR(CheckNurture(change, until));
  ZAMER_RETURN_IF_ERROR(Move(change, Command::kNurture, change.now, reason));
  *change.lead().mutable_nurture_until_time() = ToTimestamp(until);
  change.record.set_queued(false);
  return absl::OkStatus();
}

absl::Time WakeAt(const v1::LeadRecord& record) {
  const bool waits = record.lead().state() == v1::Lead::NURTURING && record.lead().has_nurture_until_time();
  return waits ? FromTimestamp(record.lead().nurture_until_time()) : absl::InfiniteFuture();
}

bool Wake(Change& change, const Roster& roster) {
  const absl::Time when = WakeAt(change.record);
  if (when > change.now || !Move(change, Command::kWake, when).ok()) return false;
  const bool looked_after = !NeedsOwner(change.record, roster);
  if (looked_after && !change.lead().do_not_contact()) ReturnToOwner(change);
  return true;
}

}  // namespace zamer::lead
