// Who gets a lead when a commit hands it out.
#pragma once
#include <absl/time/time.h>

#include <optional>
#include <string>
#include <string_view>

#include "services/lead/domain/change.h"
#include "services/lead/domain/drop_out.h"
#include "services/lead/domain/roster.h"
#include "zamer/lead/v1/lead_records.pb.h"

namespace zamer::lead {

enum class HandOut {
  kNone,
  kIfNeeded,   // the next in turn when the lead needs an owner; the queue when there is none
  kFromQueue,  // the same, but who waits goes on waiting
  kReroute,    // the next in turn but for the present owner, who keeps it when there is none
  kDropOut,    // what is the leaver's: the next in turn but for him; the queue when there is none
  kOwnerOut,   // the same, where the leaver is the owner
  kClaim,      // who asks for it when he may take it; else it goes on waiting
};

// Hands out the leads of one commit. All that it is made with must outlive it.
class HandingOut {
 public:
  // `leaver`: whose work is given away with kDropOut; `claimant`: the id of who asks with kClaim. The turn is changed
  // by what is given.
  HandingOut(const Roster& roster, absl::Time now, const Leaver& leaver, std::string_view claimant,
             v1::TurnRecord& turn)
      : roster_(roster), now_(now), leaver_(leaver), claimant_(claimant), turn_(turn) {}

  void Give(Change& change, HandOut hand_out) const;

 private:
  // The id of the next in turn for the lead at a time, passing over one employee (a resource name).
  std::optional<std::string> NextInTurn(const v1::Lead& lead, absl::Time at, std::string_view but) const;
  void GiveByTurn(Change& change, HandOut hand_out) const;
  void GiveToClaimant(Change& change) const;
  void GiveAway(Change& change, const Leaver& leaver) const;

  const Roster& roster_;
  const absl::Time now_;
  const Leaver& leaver_;
  const std::string_view claimant_;
  v1::TurnRecord& turn_;
};

// Sets when the queue is looked at next, after a commit that found `queued_before` in it. `freed`: somebody who was at
// his cap may have room now.
void PlanDrain(v1::TurnRecord& turn, int queued_before, bool freed, const Roster& roster, absl::Time now);

}  // namespace zamer::lead
