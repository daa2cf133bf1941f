// Whatever is merged, done and taken back in whatever order, each lead comes out as if it had never been merged.
#include <absl/strings/str_cat.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "services/lead/domain/closing.h"
#include "services/lead/domain/follow_ups.h"
#include "services/lead/domain/outcomes.h"
#include "tests/unit/lead/domain/merge_world.h"

namespace zamer::lead {
namespace {

using google::protobuf::util::MessageDifferencer;

// From the whole range from the beginning: small worlds have nothing to merge.
int Any(int low, int high) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(low, high)); }
bool Maybe(int percent = 50) { return Any(0, 100) < percent; }
std::string LeadId(int lead) { return absl::StrCat("l", lead); }
std::string Number(int number) { return absl::StrCat("+79120000", 100 + number); }

v1::FollowUp SomeFollowUp(absl::Time now) {
  v1::FollowUp follow_up;
  *follow_up.mutable_due_time() = ToTimestamp(now + absl::Minutes(Any(1, 100'000)));
  follow_up.set_note(absl::StrCat("call ", Any(0, 1000)));
  follow_up.set_assignee(kAnna);
  return follow_up;
}

v1::LeadRecord SomeLead(int lead) {
  Person person = Maybe(70) ? WithPhone(Number(lead)) : Person();
  if (Maybe()) {
    v1::ExternalIdentity& identity = person.identities.emplace_back();
    identity.set_channel("departments/d1/channels/vk");
    identity.set_external_id(absl::StrCat("u", lead));
    person.keys.push_back(absl::StrCat("vk:u", lead));
  }
  if (Maybe()) person.client_name = absl::StrCat("Name ", lead);
  if (Maybe()) person.city = *rc::gen::element<std::string>("Tver", "Omsk");
  Change change =
      NewLead(Now() - absl::Minutes(Any(10, 10'000)), person, absl::StrCat("departments/d1/leads/", LeadId(lead)));
  if (Maybe()) Assign(change, Maybe() ? kAnna : kBoris, v1::LeadAssigned::TURN);
  for (int i = Any(0, 3); i-- > 0;) {
    AddEnquiry(change, {{}, TouchAt(Now() - absl::Minutes(Any(1, 10)), "site")});
  }
  for (int i = Any(0, 3); i-- > 0;) ScheduleFollowUp(change, SomeFollowUp(Now()), {}, "").IgnoreError();
  change.lead().set_do_not_contact(Maybe(10));
  if (Maybe(20)) MeetingHeld(change, absl::StrCat("held", lead), Now()).IgnoreError();
  if (Maybe(20)) MeetingBooked(change, absl::StrCat("booked", lead), Now(), Now() + absl::Hours(30)).IgnoreError();
  if (Maybe(20)) ContractSigned(change, absl::StrCat("contract", lead), Now()).IgnoreError();
  if (Maybe(20)) Lose(change, "price").IgnoreError();
  return std::move(change.record);
}

MergeWorld SomeWorld(int leads) {
  MergeWorld world;
  for (int lead = 0; lead < leads; ++lead) world.Add(SomeLead(lead));
  return world;
}

// One step of what may happen; `step` names what is new in it.
void Happen(MergeWorld& world, int leads, int step) {
  const std::string lead = LeadId(Any(0, leads));
  const absl::Time now = world.now();
  const std::string meeting = absl::StrCat("m", Any(0, 4), "of", lead);
  switch (Any(0, 8)) {
    case 0:
      return world.Do(lead, [&](Change& change) {
        AddEnquiry(change, {step < 3 ? WithPhone(Number(100 + step)) : Person(), TouchAt(now, "site")});
        return absl::OkStatus();
      });
    case 1:
      return world.Do(lead, [&, follow_up = SomeFollowUp(now)](Change& change) {
        return ScheduleFollowUp(change, follow_up, {}, "follow_up");
      });
    case 2:
      return world.Call(lead, now);
    case 3:
      return world.Tell(lead, [&](Change& change) { return MeetingBooked(change, meeting, now, now); });
    case 4:
      return world.Tell(lead, [&](Change& change) { return MeetingHeld(change, meeting, now); });
    case 5:
      return world.Tell(lead, [&](Change& change) { return MeetingEnded(change, meeting, now); });
    case 6:
      return world.Tell(lead, [&](Change& change) { return ContractSigned(change, "c" + meeting, now); });
    default:
      return world.Tell(lead, [&](Change& change) { return ContractCancelled(change, "c" + meeting, now); });
  }
}

void FreeAll(MergeWorld& world) {
  for (std::vector<std::string> merged = world.Merged(); !merged.empty(); merged = world.Merged()) {
    world.Unmerge(*rc::gen::elementOf(merged));
  }
}

// Ids are never used twice, so the counters they come from do not go back.
v1::LeadRecord WithoutCounters(v1::LeadRecord record) {
  record.clear_follow_up_count();
  record.clear_touch_id_count();
  return record;
}

// Who the person is, what he has done, what has come of it; steps and touches that came since have other ids.
v1::LeadRecord WithoutStage(v1::LeadRecord record) {
  record = WithoutCounters(std::move(record));
  v1::Lead& lead = *record.mutable_lead();
  lead.clear_state();
  lead.clear_state_time();
  lead.clear_close_reason();
  for (v1::FollowUp& follow_up : *lead.mutable_follow_ups()) follow_up.clear_follow_up_id();
  for (v1::Touch& touch : *lead.mutable_touches()) touch.clear_touch_id();
  // A phone that came to a lead which had one by then: since when it counts was not noted.
  record.clear_phone_time();
  // A touch that opens a lead which was signed by then: the other's contract had made it a request for service.
  lead.clear_service_request();
  return record;
}

std::string Differ(const v1::LeadRecord& is, const v1::LeadRecord& wanted) {
  std::string differences;
  MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&differences);
  return differencer.Compare(wanted, is) ? std::string() : differences;
}

RC_GTEST_PROP(Unmerge, GivesBackEveryLeadToTheBit, ()) {
  const int leads = Any(2, 8);
  MergeWorld world = SomeWorld(leads);
  for (int i = Any(5, 20); i-- > 0;) {
    world.Pass(absl::Minutes(1));
    const std::vector<std::string> merged = world.Merged();
    if (!merged.empty() && Maybe(30)) {
      world.Unmerge(*rc::gen::elementOf(merged));
    } else {
      world.Merge(LeadId(Any(0, leads)), LeadId(Any(0, leads)));
    }
  }
  RC_CLASSIFY(world.Merged().size() > 1, "several are merged at the end");
  FreeAll(world);
  for (int lead = 0; lead < leads; ++lead) {
    const std::string id = LeadId(lead);
    const std::string difference = Differ(WithoutCounters(world.Lead(id)), WithoutCounters(world.Twin(id)));
    if (!difference.empty()) RC_FAIL(id + ": " + difference);
  }
}

RC_GTEST_PROP(Unmerge, LeavesWithEachLeadWhatCameToItMeanwhile, ()) {
  const int leads = Any(2, 6);
  MergeWorld world = SomeWorld(leads);
  for (int i = Any(10, 40); i-- > 0;) {
    world.Pass(absl::Minutes(1));
    const std::vector<std::string> merged = world.Merged();
    if (!merged.empty() && Maybe(15)) {
      world.Unmerge(*rc::gen::elementOf(merged));
    } else if (Maybe(40)) {
      world.Merge(LeadId(Any(0, leads)), LeadId(Any(0, leads)));
    } else {
      Happen(world, leads, i);
    }
  }
  RC_CLASSIFY(world.Merged().size() > 1, "several are merged at the end");
  FreeAll(world);
  for (int lead = 0; lead < leads; ++lead) {
    const std::string id = LeadId(lead);
    const std::string difference = Differ(WithoutStage(world.Lead(id)), WithoutStage(world.Twin(id)));
    if (!difference.empty()) RC_FAIL(id + ": " + difference);
  }
}

}  // namespace
}  // namespace zamer::lead
