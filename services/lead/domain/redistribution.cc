#include "services/lead/domain/redistribution.h"

#include <algorithm>
#include <utility>

#include "services/common/time/timestamps.h"

namespace zamer::lead {
namespace {

using Record = v1::RedistributionRecord;

// The list after this one; unset after the last.
Record::List NextList(Record::List list) {
  if (list == Record::LEADS) return Record::CALL_BACKS;
  if (list == Record::CALL_BACKS) return Record::FOLLOW_UPS;
  return Record::LIST_UNSPECIFIED;
}

int FollowUpsOf(const v1::Lead& lead, const Leaver& leaver) {
  return static_cast<int>(std::ranges::count(lead.follow_ups(), leaver.employee, &v1::FollowUp::assignee));
}

}  // namespace

Record BeginRedistribution(const std::string& name, const Leaver& leaver, absl::Time now, absl::Time resume) {
  Record record;
  v1::Redistribution& redistribution = *record.mutable_redistribution();
  redistribution.set_name(name);
  redistribution.set_owner(leaver.employee);
  redistribution.set_state(v1::Redistribution::RUNNING);
  *redistribution.mutable_create_time() = ToTimestamp(now);
  record.set_reason(leaver.reason);
  record.set_list(Record::LEADS);
  *record.mutable_resume_time() = ToTimestamp(resume);
  return record;
}

void JoinRedistribution(Record& record) { record.set_again(true); }

Leaver LeaverOf(const Record& record) {
  return {.employee = record.redistribution().owner(), .reason = record.reason()};
}

bool IsRunning(const Record& record) { return record.redistribution().state() == v1::Redistribution::RUNNING; }

absl::Time ResumeAt(const Record& record) {
  return IsRunning(record) ? FromTimestamp(record.resume_time()) : absl::InfiniteFuture();
}

void Add(HandedOn& sum, const v1::LeadRecord& before, const v1::LeadRecord& after, const Leaver& leaver) {
  if (!IsHandedOver(before, leaver)) {
    sum.follow_ups += FollowUpsOf(before.lead(), leaver) - FollowUpsOf(after.lead(), leaver);
  } else if (after.lead().owner() != leaver.employee) {
    ++(after.lead().owner().empty() ? sum.queued : sum.assigned);
  }
}

void Advance(Record& record, const HandedOn& page, std::string next_page_token, absl::Time resume) {
  v1::Redistribution& redistribution = *record.mutable_redistribution();
  redistribution.set_assigned(redistribution.assigned() + page.assigned);
  redistribution.set_queued(redistribution.queued() + page.queued);
  redistribution.set_follow_ups(redistribution.follow_ups() + page.follow_ups);
  record.set_again(record.again() || page.any());
  *record.mutable_resume_time() = ToTimestamp(resume);
  record.set_page_token(std::move(next_page_token));
  if (!record.page_token().empty()) return;

  record.set_list(NextList(record.list()));
  if (record.list() != Record::LIST_UNSPECIFIED) return;
  if (record.again()) {
    record.set_again(false);
    record.set_list(Record::LEADS);
  } else {
    redistribution.set_state(v1::Redistribution::DONE);
    record.clear_resume_time();
  }
}

}  // namespace zamer::lead
