// How one commit hands on what was a leaver's.
#include "services/lead/domain/drop_out.h"
#include "services/lead/lead_records.h"
#include "services/lead/lead_work.h"

namespace zamer::lead {

void LeadWork::GiveAway(Change& change, v1::TurnRecord& turn) const {
  const auto next_at = [&](absl::Time at) -> std::string {
    const std::optional<std::string> next = NextInTurn(change.lead(), at, leaver_.employee, turn);
    return next ? EmployeeNameOf(department_, *next) : std::string();
  };
  std::string taker = next_at(now());
  if (IsHandedOver(change.record, leaver_)) return HandOver(change, leaver_, taker);
  // A follow-up has a time of its own, so there is no queue for it: whoever comes on shift next may do it.
  if (taker.empty()) taker = next_at(roster_->NextStart(now()));
  if (!taker.empty()) PassFollowUps(change, leaver_, taker);
}

}  // namespace zamer::lead
