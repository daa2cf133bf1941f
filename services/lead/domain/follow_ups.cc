#include "services/lead/domain/follow_ups.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/contact_rights.h"
#include "services/lead/domain/erasure.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {
namespace {

constexpr absl::Duration kReturn = absl::Minutes(30);
constexpr absl::Duration kSkew = absl::Minutes(5);
constexpr absl::Duration kFarthest = absl::Hours(24 * 366 * 5);

absl::Status CheckFollowUp(const Change& change, const v1::FollowUp& follow_up, std::string_view field) {
  Violations violations;
  const absl::Time due = FromTimestamp(follow_up.due_time());
  if (!follow_up.has_due_time() || due < change.now - kSkew || due > change.now + kFarthest) {
    violations.Add(absl::StrCat(std::string(field), ".due_time"), "must be set, not in the past, within five years");
  }
  if (change.lead().follow_ups_size() >= kMaxFollowUps) {
    violations.Add(std::string(field), "would be one too many: a lead has at most 50 open follow-ups");
  }
  return violations.ToStatus();
}

using FollowUps = google::protobuf::RepeatedPtrField<v1::FollowUp>;

// Moves the one at `i` forward to its place by due time.
void PutInPlace(FollowUps& list, int i) {
  const auto due = [&](int at) { return FromTimestamp(list[at].due_time()); };
  for (; i > 0 && due(i) < due(i - 1); --i) list.SwapElements(i, i - 1);
}

void Insert(v1::LeadRecord& record, v1::FollowUp follow_up) {
  record.set_follow_up_count(record.follow_up_count() + 1);
  follow_up.set_follow_up_id(absl::StrCat("f", record.follow_up_count()));
  FollowUps& list = *record.mutable_lead()->mutable_follow_ups();
  *list.Add() = std::move(follow_up);
  PutInPlace(list, list.size() - 1);
}

int FindFollowUp(const v1::Lead& lead, const std::string& id) {
  for (int i = 0; i < lead.follow_ups_size(); ++i) {
    if (lead.follow_ups(i).follow_up_id() == id) return i;
  }
  return -1;
}

}  // namespace

absl::Status ScheduleFollowUp(Change& change, v1::FollowUp follow_up, const std::string& caller,
                              std::string_view field) {
  ZAMER_RETURN_IF_ERROR(CheckMove(change.lead(), Command::kPlan));
  ZAMER_RETURN_IF_ERROR(CheckNotErased(change.lead()));
  ZAMER_RETURN_IF_ERROR(CheckMayContact(change.lead()));
  ZAMER_RETURN_IF_ERROR(CheckFollowUp(change, follow_up, field));
  if (follow_up.assignee().empty()) {
    follow_up.set_assignee(change.lead().owner().empty() ? caller : change.lead().owner());
  }
  v1::FollowUpScheduled& fact = *change.Tell(change.now).mutable_follow_up_scheduled();
  *fact.mutable_due_time() = follow_up.due_time();
  fact.set_assignee(follow_up.assignee());
  fact.set_kind(follow_up.kind());
  Insert(change.record, std::move(follow_up));
  fact.set_follow_up_id(absl::StrCat("f", change.record.follow_up_count()));
  return absl::OkStatus();
}

void ReturnToOwner(Change& change) {
  v1::FollowUp follow_up;
  *follow_up.mutable_due_time() = ToTimestamp(change.now + kReturn);
  // Refused where it would be one too many.
  ScheduleFollowUp(change, std::move(follow_up), {}, "follow_up").IgnoreError();
}

absl::Status CompleteFollowUp(Change& change, const std::string& follow_up_id, const v1::FollowUp* next,
                              const std::string& caller, const std::string& outcome) {
  ZAMER_RETURN_IF_ERROR(CheckMove(change.lead(), Command::kPlan));
  v1::Lead& lead = change.lead();
  const int index = FindFollowUp(lead, follow_up_id);
  if (index < 0) {
    return NotFound(Reason::kFollowUpNotFound, "The lead has no open follow-up of this id; read the lead again.",
                    {{"lead", lead.name()}});
  }
  const v1::FollowUp done = lead.follow_ups(index);
  lead.mutable_follow_ups()->DeleteSubrange(index, 1);
  v1::FollowUpCompleted& fact = *change.Tell(change.now).mutable_follow_up_completed();
  fact.set_follow_up_id(follow_up_id);
  fact.set_outcome(outcome);
  fact.set_assignee(done.assignee());
  fact.set_late(done.overdue() || change.now > FromTimestamp(done.due_time()));

  if (next != nullptr) return ScheduleFollowUp(change, *next, caller, "next");
  if (IsWorking(lead.state()) && lead.follow_ups_size() == 0 && lead.meeting().empty()) {
    return FailedPrecondition(Reason::kNextStepMissing,
                              "Give the next follow-up too: the lead would be left without a next step.",
                              {{"lead", lead.name()}});
  }
  return absl::OkStatus();
}

absl::Time FollowUpDueAt(const v1::LeadRecord& record) {
  for (const v1::FollowUp& follow_up : record.lead().follow_ups()) {
    if (!follow_up.overdue()) return FromTimestamp(follow_up.due_time());
  }
  return absl::InfiniteFuture();
}

void MarkOverdue(Change& change) {
  for (v1::FollowUp& follow_up : *change.lead().mutable_follow_ups()) {
    const absl::Time due = FromTimestamp(follow_up.due_time());
    if (follow_up.overdue() || due > change.now) continue;
    follow_up.set_overdue(true);
    v1::FollowUpOverdue& fact = *change.Tell(due).mutable_follow_up_overdue();
    fact.set_follow_up_id(follow_up.follow_up_id());
    fact.set_assignee(follow_up.assignee());
  }
}

void SortFollowUps(v1::Lead& lead) {
  auto& list = *lead.mutable_follow_ups();
  for (int i = 1; i < list.size(); ++i) PutInPlace(list, i);
  if (list.size() > kMaxFollowUps) list.DeleteSubrange(kMaxFollowUps, list.size() - kMaxFollowUps);
}

void MoveFollowUps(v1::LeadRecord& from, v1::LeadRecord& to) {
  for (v1::FollowUp& follow_up : *from.mutable_lead()->mutable_follow_ups()) Insert(to, std::move(follow_up));
  from.mutable_lead()->clear_follow_ups();
  auto& list = *to.mutable_lead()->mutable_follow_ups();
  if (list.size() > kMaxFollowUps) list.DeleteSubrange(kMaxFollowUps, list.size() - kMaxFollowUps);
}

}  // namespace zamer::lead
