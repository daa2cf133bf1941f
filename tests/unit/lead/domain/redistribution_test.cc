#include "services/lead/domain/redistribution.h"

#include <gtest/gtest.h>

#include <string>

#include "services/lead/domain/closing.h"
#include "services/lead/domain/follow_ups.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using Record = v1::RedistributionRecord;
using testing::IsOk;

const Leaver kLeaver{.employee = kAnna, .reason = "sick"};
const HandedOn kNothing{};

Record Begun() { return BeginRedistribution("departments/d1/redistributions/r1", kLeaver, Now(), Now()); }

// Ends the present list with what its last page held.
void EndList(Record& record, const HandedOn& page) { Advance(record, page, "", Now()); }

TEST(Redistribution, BeginsWithTheLeadsAndIsDueUntilItIsDone) {
  Record record = Begun();
  EXPECT_TRUE(IsRunning(record));
  EXPECT_EQ(record.list(), Record::LEADS);
  EXPECT_EQ(ResumeAt(record), Now());
  EXPECT_EQ(LeaverOf(record).employee, kAnna);
  EXPECT_EQ(LeaverOf(record).reason, "sick");
  for (int list = 0; list < 3; ++list) EndList(record, kNothing);
  EXPECT_FALSE(IsRunning(record));
  EXPECT_EQ(ResumeAt(record), absl::InfiniteFuture());
}

TEST(Redistribution, StaysInAListUntilItsEnd) {
  Record record = Begun();
  Advance(record, {.assigned = 100}, "next", Now() + absl::Seconds(2));
  EXPECT_EQ(record.list(), Record::LEADS);
  EXPECT_EQ(record.page_token(), "next");
  EXPECT_EQ(ResumeAt(record), Now() + absl::Seconds(2));
  EndList(record, {.assigned = 20, .queued = 3});
  EXPECT_EQ(record.list(), Record::CALL_BACKS);
  EXPECT_EQ(record.redistribution().assigned(), 120);
  EXPECT_EQ(record.redistribution().queued(), 3);
}

TEST(Redistribution, EndsOnceNothingIsFoundAnyMore) {
  Record record = Begun();
  EndList(record, kNothing);
  EndList(record, kNothing);
  EndList(record, {.follow_ups = 1});
  EXPECT_EQ(record.list(), Record::LEADS) << "once more";
  for (int list = 0; list < 3; ++list) EndList(record, kNothing);
  EXPECT_FALSE(IsRunning(record));
  EXPECT_EQ(record.redistribution().follow_ups(), 1);
}

TEST(Redistribution, LooksOnceMoreForWhoeverJoins) {
  Record record = Begun();
  EndList(record, kNothing);
  EndList(record, kNothing);
  JoinRedistribution(record);
  EndList(record, kNothing);
  EXPECT_TRUE(IsRunning(record));
  EXPECT_EQ(record.list(), Record::LEADS);
}

TEST(HandedOn, TellsWhatBecameOfALead) {
  Change lead = NewLead();
  v1::FollowUp follow_up;
  *follow_up.mutable_due_time() = ToTimestamp(Now() + absl::Hours(1));
  follow_up.set_assignee(kAnna);
  ASSERT_THAT(ScheduleFollowUp(lead, follow_up, kAnna, "follow_up"), IsOk());

  Change own = lead;
  Assign(own, kAnna, v1::LeadAssigned::TURN);
  Change taken = own;
  HandOver(taken, kLeaver, kBoris);
  Change waiting = own;
  HandOver(waiting, kLeaver, "");
  Change others = lead;
  Assign(others, kBoris, v1::LeadAssigned::TURN);
  Change passed = others;
  PassFollowUps(passed, kLeaver, kBoris);

  HandedOn sum;
  Add(sum, own.record, own.record, kLeaver);
  EXPECT_FALSE(sum.any());
  Add(sum, own.record, taken.record, kLeaver);
  Add(sum, own.record, waiting.record, kLeaver);
  Add(sum, others.record, passed.record, kLeaver);
  EXPECT_EQ(sum.assigned, 1);
  EXPECT_EQ(sum.queued, 1);
  EXPECT_EQ(sum.follow_ups, 1);
}

}  // namespace
}  // namespace zamer::lead
