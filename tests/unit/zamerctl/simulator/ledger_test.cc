#include "services/zamerctl/simulator/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/common/status/errors.h"
#include "services/zamerctl/simulator/simulation.h"

namespace zamer::simulator {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Pair;

TEST(Ledger, CountsAClientOncePerStep) {
  Ledger ledger;
  ClientFacts& signed_twice = ledger.NewClient();
  signed_twice.leads = {"departments/d1/leads/a"};
  signed_twice.phone = signed_twice.booked = signed_twice.held = true;
  signed_twice.contracts = {ContractFacts(), ContractFacts()};
  signed_twice.contracts[1].production_order = "departments/d1/productionOrders/b";
  ledger.NewClient().leads = {"departments/d1/leads/b"};

  const FunnelCounts counts = ledger.Counts();
  EXPECT_THAT(counts, Contains(Pair("leads", 2)));
  EXPECT_THAT(counts, Contains(Pair("phones", 1)));
  EXPECT_THAT(counts, Contains(Pair("bookings", 1)));
  EXPECT_THAT(counts, Contains(Pair("meetings_held", 1)));
  EXPECT_THAT(counts, Contains(Pair("contracts", 1)));
  EXPECT_THAT(counts, Contains(Pair("hand_overs", 1)));
}

TEST(Ledger, CountsLeadsThatWereNotMergedYetApart) {
  Ledger ledger;
  ledger.NewClient().leads = {"departments/d1/leads/a", "departments/d1/leads/b"};
  EXPECT_THAT(ledger.Counts(), Contains(Pair("leads", 2)));
}

TEST(Ledger, KnowsARefusalFromAnOutcomeThatNobodyKnows) {
  Ledger ledger;
  ledger.NoteRefusal("Sign", FailedPrecondition(Reason::kMeetingNotHeld, "No meeting."));
  EXPECT_EQ(ledger.unknown_outcomes(), 0);
  ledger.NoteRefusal("Sign", Unavailable(Reason::kOutcomeUnknown, "Ask again.", absl::ZeroDuration()));
  EXPECT_EQ(ledger.unknown_outcomes(), 1);
  EXPECT_THAT(ledger.refusals(), Contains(Key(HasSubstr("MEETING_NOT_HELD"))));
}

// Something that everybody acknowledges.
Report Exact() {
  Report report;
  report.known = report.by_event_date = report.by_cohort = {{"leads", 3}, {"phones", 2}};
  return report;
}

TEST(Report, IsExactWhenBothBasesHaveWhatIsKnown) {
  EXPECT_TRUE(Exact().exact());
  EXPECT_THAT(Describe(Exact()), HasSubstr("exact: everything"));
}

TEST(Report, IsNotExactWithOneLeadMoreOrLess) {
  Report more = Exact();
  more.by_event_date["leads"] = 4;
  EXPECT_FALSE(more.exact());
  Report less = Exact();
  less.by_cohort["phones"] = 1;
  EXPECT_FALSE(less.exact());
  EXPECT_THAT(Describe(less), HasSubstr("NOT exact"));
}

TEST(Report, IsNotExactWithALostWriteOrADifferingRepeat) {
  Report lost = Exact();
  lost.differences.push_back("a payment is missing");
  EXPECT_FALSE(lost.exact());
  Report repeated = Exact();
  repeated.counts.differing_repeats = 1;
  EXPECT_FALSE(repeated.exact());
}

}  // namespace
}  // namespace zamer::simulator
