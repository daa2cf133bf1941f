#include "services/lead/rosters.h"

namespace zamer::lead {
namespace {

bool Holds(const Roster& roster, absl::Time now) {
  return now < roster.made_at() + absl::Hours(24) && now > roster.made_at() - absl::Hours(24);
}

}  // namespace

std::shared_ptr<const Roster> Rosters::Of(const std::string& department, const v1::RosterRecord& record,
                                          absl::Time now) {
  if (kept_.size() >= kMaxDepartments) kept_.clear();
  Kept& kept = kept_[department];
  if (kept.roster == nullptr || kept.last_event_id != record.last_event_id() || !Holds(*kept.roster, now)) {
    kept = {record.last_event_id(), std::make_shared<const Roster>(record, now)};
  }
  return kept.roster;
}

std::shared_ptr<const Roster> Rosters::Peek(const std::string& department) const {
  const auto found = kept_.find(department);
  return found == kept_.end() ? nullptr : found->second.roster;
}

}  // namespace zamer::lead
