#include "services/lead/domain/hand_out.h"

#include <algorithm>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/assignment.h"
#include "services/lead/domain/closing.h"
#include "services/lead/domain/touches.h"

namespace zamer::lead {
namespace {

v1::LeadAssigned::Cause CauseOf(HandOut hand_out) {
  if (hand_out == HandOut::kReroute) return v1::LeadAssigned::REROUTED;
  return hand_out == HandOut::kFromQueue ? v1::LeadAssigned::QUEUE : v1::LeadAssigned::TURN;
}

// The name of the lead's colleague with this id.
std::string ColleagueOf(const v1::Lead& lead, std::string_view id) {
  return EmployeeName{std::string(DepartmentOf(lead.name())), std::string(id)}.ToString();
}

}  // namespace

void HandingOut::Give(Change& change, HandOut hand_out) const {
  if (hand_out == HandOut::kNone) return;
  if (hand_out == HandOut::kDropOut) return GiveAway(change, leaver_);
  if (hand_out == HandOut::kOwnerOut) return GiveAway(change, {.employee = change.lead().owner()});
  if (hand_out != HandOut::kReroute && !NeedsOwner(change.record, roster_)) return change.record.set_queued(false);
  hand_out == HandOut::kClaim ? GiveToClaimant(change) : GiveByTurn(change, hand_out);
}

void HandingOut::GiveByTurn(Change& change, HandOut hand_out) const {
  const bool reroute = hand_out == HandOut::kReroute;
  const std::string_view but = reroute ? std::string_view(change.lead().owner()) : std::string_view();
  const std::optional<std::string> next = NextInTurn(change.lead(), now_, but);
  if (next) {
    Assign(change, ColleagueOf(change.lead(), *next), CauseOf(hand_out));
    change.record.set_rerouted(change.record.rerouted() || reroute);
  } else if (!reroute) {
    Queue(change);
  }
}

void HandingOut::GiveToClaimant(Change& change) const {
  const std::vector<Candidate> on_shift =
      roster_.OnShift(now_, change.lead().city(), DimensionsOf(change.lead()).channel());
  if (!MayTake(turn_, on_shift, claimant_)) return;
  Assign(change, ColleagueOf(change.lead(), claimant_), v1::LeadAssigned::CLAIM);
}

void HandingOut::GiveAway(Change& change, const Leaver& leaver) const {
  const auto next_at = [&](absl::Time at) -> std::string {
    const std::optional<std::string> next = NextInTurn(change.lead(), at, leaver.employee);
    return next ? ColleagueOf(change.lead(), *next) : std::string();
  };
  std::string taker = next_at(now_);
  if (IsHandedOver(change.record, leaver)) return HandOver(change, leaver, taker);
  // A follow-up has a time of its own, so there is no queue for it: whoever comes on shift next may do it.
  if (taker.empty()) taker = next_at(roster_.NextStart(now_));
  if (!taker.empty()) PassFollowUps(change, leaver, taker);
}

std::optional<std::string> HandingOut::NextInTurn(const v1::Lead& lead, absl::Time at, std::string_view but) const {
  if (roster_.rules().pull) return std::nullopt;
  std::vector<Candidate> on_shift = roster_.OnShift(at, lead.city(), DimensionsOf(lead).channel());
  for (Candidate& candidate : on_shift) {
    candidate.serves = candidate.serves && candidate.employee != LastSegment(but);
  }
  return TakeTurn(turn_, on_shift);
}

void PlanDrain(v1::TurnRecord& turn, int queued_before, bool freed, const Roster& roster, absl::Time now) {
  // Where lead managers pull, nobody hands the queue out; scheduling's word that they do not any more starts it.
  if (turn.queued() == 0 || roster.rules().pull) {
    turn.clear_drain_time();
    turn.clear_drain_token();
    return;
  }
  const absl::Time planned = turn.has_drain_time() ? FromTimestamp(turn.drain_time()) : absl::InfiniteFuture();
  absl::Time next = planned;
  if (turn.queued() > queued_before || !turn.has_drain_time()) next = std::min(next, roster.NextStart(now));
  if (freed) next = std::min(next, now);
  if (next != planned) *turn.mutable_drain_time() = ToTimestamp(next);
}

}  // namespace zamer::lead
