#include "services/lead/domain/unmerge.h"

#include <google/protobuf/util/message_differencer.h>

#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/erasure.h"
#include "services/lead/domain/stages.h"
#include "services/lead/domain/touches.h"

namespace zamer::lead {
namespace {

using google::protobuf::util::MessageDifferencer;

template <class Names>
void AddAll(const std::vector<std::string>& names, Names& all) {
  all.Add(names.begin(), names.end());
}

void TellState(Change& change, v1::Lead::State from, absl::Time when) {
  const v1::Lead& lead = change.lead();
  if (lead.state() == from) return;
  v1::StateChanged& fact = *change.Tell(when).mutable_state_changed();
  fact.set_from(from);
  fact.set_to(lead.state());
  fact.set_reason(lead.close_reason());
  if (lead.state() == v1::Lead::LOST) fact.set_attempt_count(lead.attempt_count());
}

// A loss that the merge had opened is that of then; an open lead is open again from now on.
void TellStage(Change& survivor, const v1::Lead& before) {
  v1::Lead& lead = survivor.lead();
  if (lead.state() == before.state()) return;
  if (IsClosed(lead.state())) {
    return TellState(survivor, before.state(), lead.has_state_time() ? FromTimestamp(lead.state_time()) : survivor.now);
  }
  if (MessageDifferencer::Equals(lead.state_time(), before.state_time())) {
    *lead.mutable_state_time() = ToTimestamp(survivor.now);
  }
  TellState(survivor, before.state(), survivor.now);
}

void TellOwner(Change& change, const std::string& previous) {
  v1::LeadAssigned& fact = *change.Tell(change.now).mutable_lead_assigned();
  fact.set_owner(change.lead().owner());
  fact.set_previous_owner(previous);
  fact.set_cause(v1::LeadAssigned::UNMERGE);
}

}  // namespace

absl::Status CheckUnmerge(const v1::Lead& lead, const Lineage& lineage) {
  ZAMER_RETURN_IF_ERROR(CheckMove(lead, Command::kUnmerge));
  ZAMER_RETURN_IF_ERROR(CheckNotErased(lead));
  const std::vector<Merges>& levels = lineage.levels();
  if (levels.size() > 1 && levels[1].Find(levels[0].lead)) return absl::OkStatus();
  return FailedPrecondition(Reason::kIllegalTransition,
                            "Nothing is kept of this merge that could take it back; make a new lead of the person.",
                            {{"subject", lead.name()}, {"from", "MERGED"}, {"to", "UNMERGED"}});
}

void GoFree(Change& lead, const Change& survivor, Lineage::Freed freed, const Belongings& belongings,
            const Roster& roster) {
  lead.record = std::move(freed.record);
  lead.record.set_queued(false);
  LeaveKeysOf(survivor.record, lead.record);
  if (!survivor.record.successor().empty()) lead.record.set_successor(survivor.record.successor());

  v1::LeadUnmerged& fact = *lead.Tell(lead.now).mutable_lead_unmerged();
  fact.set_survivor(survivor.lead().name());
  AddAll(belongings.absorbed, *fact.mutable_absorbed());
  AddAll(belongings.meetings, *fact.mutable_meetings());
  AddAll(belongings.contracts, *fact.mutable_contracts());
  TellState(lead, freed.state_then, FromTimestamp(lead.lead().state_time()));
  if (!IsClosed(lead.lead().state()) && roster.IsLeadManager(lead.lead().owner())) TellOwner(lead, {});
}

void GoOnWithout(Change& survivor, v1::LeadRecord record) {
  const v1::LeadRecord before = std::exchange(survivor.record, std::move(record));
  v1::Lead& lead = survivor.lead();
  TellDimensions(survivor, DimensionsOf(before.lead()));
  if (before.lead().do_not_contact() != lead.do_not_contact()) {
    survivor.Tell(survivor.now).mutable_do_not_contact_changed()->set_do_not_contact(lead.do_not_contact());
  }
  if (before.lead().owner() != lead.owner()) TellOwner(survivor, before.lead().owner());
  TellStage(survivor, before.lead());
}

bool WantsOwner(const Lineage::Freed& freed) {
  const v1::LeadRecord& record = freed.record;
  return record.queued() || !record.lead().owner().empty() || !record.lead().imported();
}

}  // namespace zamer::lead
