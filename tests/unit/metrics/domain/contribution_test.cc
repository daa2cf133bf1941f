// What one journey adds to the counters.
#include "services/metrics/domain/contribution.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/metrics/counters.h"
#include "tests/unit/metrics/memory.h"

namespace zamer::metrics {
namespace {

using testing::Assigned;
using testing::Attempted;
using testing::Booked;
using testing::By;
using testing::Called;
using testing::CalledOff;
using testing::Cohort;
using testing::ContractOf;
using testing::Created;
using testing::Event;
using testing::HandedOver;
using testing::Held;
using testing::MeetingOf;
using testing::Memory;
using testing::Merged;
using testing::Noon;
using testing::NotMet;
using testing::Paid;
using testing::PhoneCaptured;
using testing::Revoked;
using testing::Signed;
using testing::Spent;
using testing::StateBecame;
using testing::TalkedTo;
using testing::Undated;
using testing::WroteTo;

TEST(Contribution, CountsALeadOnItsDayUnderEachOfItsDimensions) {
  Memory memory;
  memory.TellAll(Created("a", Noon(), "vk", "Tver"), Assigned("a", 2, "anna", Noon()));
  EXPECT_EQ(Event(memory, Measure::kLeads, 2), 1);
  EXPECT_EQ(By(memory, "channel", "vk", Measure::kLeads, 2), 1);
  EXPECT_EQ(By(memory, "city", "Tver", Measure::kLeads, 2), 1);
  EXPECT_EQ(By(memory, "lead_manager", "anna", Measure::kLeads, 2), 1);
  EXPECT_EQ(By(memory, "channel+city", "vk\x1fTver", Measure::kLeads, 2), 1);
  EXPECT_EQ(By(memory, "city+lead_manager",
               "Tver\x1f"
               "anna",
               Measure::kLeads, 2),
            1);
}

TEST(Contribution, KeepsNothingUnderAnEmptyValue) {
  Memory memory;
  memory.Tell(Created("a", Noon(), "vk", ""));
  for (const auto& [key, value] : memory.counters())
    EXPECT_THAT(key.first, ::testing::Not(::testing::HasSubstr("city")));
}

TEST(Contribution, CountsNothingBeforeTheLeadIsKnown) {
  Memory memory;
  memory.TellAll(Booked("m", 1, Noon(1), MeetingOf("a", Noon(2))), PhoneCaptured("a", 2, "anna", Noon(1)));
  EXPECT_TRUE(memory.counters().empty());
  memory.Tell(Created("a", Noon()));
  EXPECT_EQ(Event(memory, Measure::kBookings, 3), 1);
  EXPECT_EQ(Cohort(memory, Measure::kBookings, 2), 1);
  EXPECT_EQ(Event(memory, Measure::kPhones, 3), 1);
}

TEST(Contribution, CreditsTheFirstOwnerAndNoLaterOne) {
  Memory memory;
  memory.TellAll(Created("a", Noon()), Assigned("a", 2, "anna", Noon()), Assigned("a", 3, "olga", Noon(1)));
  EXPECT_EQ(By(memory, "lead_manager", "anna", Measure::kLeads, 2), 1);
  EXPECT_EQ(By(memory, "lead_manager", "olga", Measure::kLeads, 2), 0);
}

TEST(Contribution, CreditsWhoDidTheStep) {
  Memory memory;
  memory.TellAll(Created("a", Noon()), Assigned("a", 2, "anna", Noon()), PhoneCaptured("a", 3, "olga", Noon()),
                 Booked("m", 1, Noon(), MeetingOf("a", Noon(1), "vera", "boris")),
                 Held("m", 2, Noon(1), MeetingOf("a", Noon(1), "vera", "gleb")),
                 Signed("c", 1, Noon(2), ContractOf("a", Noon(2), 5, "m")));
  EXPECT_EQ(By(memory, "lead_manager", "olga", Measure::kPhones, 2), 1);
  EXPECT_EQ(By(memory, "lead_manager", "vera", Measure::kBookings, 2), 1);
  EXPECT_EQ(By(memory, "designer", "boris", Measure::kBookings, 2), 1);
  EXPECT_EQ(By(memory, "designer", "gleb", Measure::kLeadsHeld, 3), 1);
  EXPECT_EQ(By(memory, "designer", "boris", Measure::kLeadsSigned, 4), 1);
  EXPECT_EQ(By(memory, "lead_manager", "vera", Measure::kLeadsSigned, 4), 1);
}

TEST(Contribution, PassesAStepOnceHoweverOftenItIsDone) {
  Memory memory;
  memory.Tell(Created("a", Noon()));
  for (const int day : {1, 2, 3}) {
    const std::string id = absl::StrCat("m", day);
    memory.TellAll(Booked(id, 1, Noon(), MeetingOf("a", Noon(day))), Held(id, 2, Noon(day), MeetingOf("a", Noon(day))));
  }
  EXPECT_EQ(Cohort(memory, Measure::kBookings, 2), 1);
  EXPECT_EQ(Cohort(memory, Measure::kLeadsHeld, 2), 1);
  EXPECT_EQ(Cohort(memory, Measure::kRepeatMeetings, 2), 2);
  EXPECT_EQ(Event(memory, Measure::kLeadsHeld, 3), 1);
  EXPECT_EQ(Event(memory, Measure::kRepeatMeetings, 4), 1);
}

TEST(Contribution, TakesACancelledContractFromTheCohortAndFromTheDayOfTheCancellation) {
  Memory memory;
  const auto contract = ContractOf("a", Noon(1), 70'000);
  memory.TellAll(Created("a", Noon()), Signed("c", 1, Noon(1), contract), Revoked("c", 2, Noon(5), contract));
  EXPECT_EQ(Event(memory, Measure::kRevenue, 3), 70'000);
  EXPECT_EQ(Event(memory, Measure::kRevenueCancelled, 7), 70'000);
  EXPECT_EQ(Event(memory, Measure::kContractsCancelled, 7), 1);
  EXPECT_EQ(Cohort(memory, Measure::kRevenueCancelled, 2), 70'000);
  EXPECT_EQ(Cohort(memory, Measure::kContractsCancelled, 2), 1);
}

TEST(Contribution, CountsAnUndatedContractInItsCohortAndOnNoDay) {
  Memory memory;
  memory.TellAll(Created("a", Noon()), Signed("c", 1, Noon(9), ContractOf("a", std::nullopt, 500)));
  EXPECT_EQ(Cohort(memory, Measure::kLeadsSigned, 2), 1);
  EXPECT_EQ(Cohort(memory, Measure::kRevenue, 2), 500);
  EXPECT_EQ(Undated(memory, Measure::kLeadsSigned), 1);
  EXPECT_EQ(Event(memory, Measure::kLeadsSigned, 11), 0);
  EXPECT_EQ(Cohort(memory, Measure::kContractUndated, 2), 1);
  EXPECT_EQ(Cohort(memory, Measure::kContractCases, 2), 0);
}

TEST(Contribution, DatesAnUndatedContractThatIsCorrected) {
  Memory memory;
  memory.TellAll(Created("a", Noon()), Signed("c", 1, Noon(9), ContractOf("a", std::nullopt)),
                 Signed("c", 2, Noon(9), ContractOf("a", Noon(1))));
  EXPECT_EQ(Undated(memory, Measure::kLeadsSigned), 0);
  EXPECT_EQ(Event(memory, Measure::kLeadsSigned, 3), 1);
}

TEST(Contribution, DoesNotTimeAStepThatHistoryPutsBeforeTheLead) {
  Memory memory;
  memory.TellAll(Created("a", Noon()), Attempted("a", 2, "anna", Noon(-1)));
  EXPECT_EQ(Cohort(memory, Measure::kAttemptCases, 2), 0);
  EXPECT_EQ(Cohort(memory, Measure::kAttemptUndated, 2), 1);
}

TEST(Contribution, CountsImportedLeadsAsUnknownUntilTheyTell) {
  Memory memory;
  lead::v1::LeadEvent created = Created("a", Noon());
  created.mutable_lead_created()->set_phone_unknown(true);
  created.mutable_lead_created()->set_meeting_unknown(true);
  memory.Tell(created);
  EXPECT_EQ(Cohort(memory, Measure::kPhoneUnknown, 2), 1);
  EXPECT_EQ(Cohort(memory, Measure::kMeetingUnknown, 2), 1);
  memory.Tell(PhoneCaptured("a", 2, "anna", Noon(1)));
  EXPECT_EQ(Cohort(memory, Measure::kPhoneUnknown, 2), 0);
  EXPECT_EQ(Cohort(memory, Measure::kPhonesMeetingUnknown, 2), 1);
}

TEST(Contribution, CountsMergedLeadsOnceAtTheEarlierArrival) {
  Memory memory;
  memory.TellAll(Created("old", Noon(), "site", "Tver"), Created("new", Noon(3), "vk", ""),
                 PhoneCaptured("old", 2, "anna", Noon()), Merged("old", 3, "new", Noon(4)));
  EXPECT_EQ(Event(memory, Measure::kLeads, 2), 1);
  EXPECT_EQ(Event(memory, Measure::kLeads, 5), 0);
  EXPECT_EQ(By(memory, "channel", "site", Measure::kLeads, 2), 1);
  EXPECT_EQ(By(memory, "channel", "vk", Measure::kLeads, 5), 0);
  EXPECT_EQ(Event(memory, Measure::kPhones, 2), 1);
  EXPECT_EQ(memory.Count("totals", "l"), 2);
}

TEST(Contribution, FollowsAMergedLeadsLateEventsToItsSurvivor) {
  Memory memory;
  memory.TellAll(Created("b", Noon(1)), Merged("a", 9, "b", Noon(2)), Booked("m", 1, Noon(2), MeetingOf("a", Noon(3))),
                 Created("a", Noon()), PhoneCaptured("a", 2, "anna", Noon(1)));
  EXPECT_EQ(Event(memory, Measure::kLeads, 2), 1);
  EXPECT_EQ(Cohort(memory, Measure::kBookings, 2), 1);
  EXPECT_EQ(Cohort(memory, Measure::kPhones, 2), 1);
}

TEST(Contribution, CountsWhoWasCalledAndWhoOfThemWasReached) {
  Memory memory;
  auto answered = Attempted("a", 5, "anna", Noon(1));
  *answered.mutable_first_response_changed()->mutable_first_response()->mutable_talk_time() = ToTimestamp(Noon(2));
  memory.TellAll(Created("a", Noon()), Created("b", Noon()), Created("c", Noon()), WroteTo("c", 2, Noon()),
                 Called("b", 2, "olga", Noon(3), false), Called("a", 3, "anna", Noon(1), false),
                 Called("a", 4, "olga", Noon(1) - absl::Hours(1), false));
  EXPECT_EQ(Cohort(memory, Measure::kLeadsCalled, 2), 2);
  EXPECT_EQ(By(memory, "lead_manager", "olga", Measure::kLeadsCalled, 3), 1) << "the first call";
  EXPECT_EQ(Cohort(memory, Measure::kLeadsReached, 2), 0);
  memory.Tell(answered);
  EXPECT_EQ(Cohort(memory, Measure::kLeadsReached, 2), 1);
  EXPECT_EQ(Event(memory, Measure::kLeadsReached, 4), 1);
}

TEST(Contribution, CountsEachAttemptOnceAlsoOfMergedLeads) {
  Memory memory;
  const auto wrote = WroteTo("a", 3, Noon(1));
  memory.TellAll(Created("a", Noon()), Attempted("a", 2, "anna", Noon(1)), wrote, wrote,
                 Called("a", 4, "anna", Noon(2), false), TalkedTo("a", 5, "1", Noon(2), absl::Minutes(1), true));
  const auto attempts = [&] { return Cohort(memory, Measure::kAttemptsMillis, 2) / 1000; };
  EXPECT_EQ(attempts(), 2) << "who calls in is no attempt";
  EXPECT_EQ(Event(memory, Measure::kAttemptsCases, 3), 1);
  memory.TellAll(Created("b", Noon(1)), Called("b", 2, "anna", Noon(3), false), Merged("b", 3, "a", Noon(3)));
  EXPECT_EQ(attempts(), 3);
  EXPECT_EQ(Cohort(memory, Measure::kAttemptsCases, 2), 1);
}

// The stage in which the one lead is counted, and the day on which it was entered.
std::pair<std::string, int> StageIn(const Memory& memory) {
  std::pair<std::string, int> stage;
  for (const char* kpi : {"age_new", "age_in_correspondence", "age_phone_captured", "age_meeting_booked",
                          "age_meeting_held", "age_nurturing"}) {
    for (int day = 1; day <= 9; ++day) {
      if (Event(memory, CasesOf(*FindKpi(kpi)->timing), day) == 0) continue;
      EXPECT_TRUE(stage.first.empty()) << "also in " << kpi;
      stage = {kpi, day};
    }
  }
  return stage;
}

TEST(Contribution, CountsAnOpenLeadInItsStageSinceItEnteredIt) {
  using lead::v1::Lead;
  using Stage = std::pair<std::string, int>;
  Memory memory;
  memory.Tell(Created("a", Noon()));
  EXPECT_EQ(StageIn(memory), Stage("age_new", 2));
  memory.Tell(StateBecame("a", 2, Lead::IN_CORRESPONDENCE, Noon(1)));
  EXPECT_EQ(StageIn(memory), Stage("age_in_correspondence", 3));
  memory.Tell(PhoneCaptured("a", 3, "anna", Noon(2)));
  EXPECT_EQ(StageIn(memory), Stage("age_phone_captured", 4));
  memory.Tell(StateBecame("a", 4, Lead::MEETING_BOOKED, Noon(3)));
  memory.Tell(PhoneCaptured("a", 5, "anna", Noon(4)));
  EXPECT_EQ(StageIn(memory), Stage("age_meeting_booked", 5)) << "a second phone is no step back";
  memory.Tell(StateBecame("a", 6, Lead::NURTURING, Noon(5)));
  EXPECT_EQ(StageIn(memory), Stage("age_nurturing", 7));
  memory.TellAll(StateBecame("a", 7, Lead::LOST, Noon(6)), Created("a", Noon()));
  EXPECT_EQ(StageIn(memory), Stage("", 0)) << "it is open no longer";
}

TEST(Contribution, CountsMergedLeadsInTheStageOfTheOneThatGoesOn) {
  Memory memory;
  memory.TellAll(Created("a", Noon()), Created("b", Noon(1)), PhoneCaptured("b", 2, "anna", Noon(2)),
                 Merged("b", 3, "a", Noon(3)));
  EXPECT_EQ(StageIn(memory).first, "age_new");
}

TEST(Contribution, CountsWhoWroteFirstAndThePhonesOfThem) {
  Memory memory;
  lead::v1::LeadEvent wrote = Created("a", Noon());
  wrote.mutable_lead_created()->set_kind(lead::v1::Touch::MESSAGE);
  memory.TellAll(wrote, Created("b", Noon()), PhoneCaptured("a", 2, "anna", Noon(1)));
  EXPECT_EQ(Event(memory, Measure::kLeadsByMessage, 2), 1);
  EXPECT_EQ(By(memory, "lead_manager", "anna", Measure::kLeadsByMessageWithPhone, 3), 1);
  lead::v1::LeadEvent earlier = testing::AboutLead("a", 3, Noon(2));
  earlier.mutable_touch_added()->set_kind(lead::v1::Touch::CALL);
  *earlier.mutable_touch_added()->mutable_time() = ToTimestamp(Noon(-1));
  *earlier.mutable_touch_added()->mutable_arrive_time() = ToTimestamp(Noon(-1));
  memory.Tell(earlier);
  EXPECT_EQ(Event(memory, Measure::kLeadsByMessage, 1) + Event(memory, Measure::kLeadsByMessage, 2), 0)
      << "it began with a call";
}

TEST(Contribution, LeavesOutMeetingsThatWereCalledOffInTime) {
  Memory memory;
  const auto meeting = MeetingOf("a", Noon(2));
  memory.TellAll(Created("a", Noon()), Booked("m", 1, Noon(), meeting));
  EXPECT_EQ(Event(memory, Measure::kMeetingsDue, 4), 1);
  EXPECT_EQ(Event(memory, Measure::kMeetingsDueOpen, 4), 1);
  Memory in_time = memory;
  in_time.Tell(CalledOff("m", 2, Noon(1), meeting));
  EXPECT_EQ(Event(in_time, Measure::kMeetingsDue, 4), 0);
  EXPECT_EQ(Event(in_time, Measure::kMeetingsCancelled, 3), 1);
  Memory too_late = memory;
  too_late.Tell(CalledOff("m", 2, Noon(2) + absl::Minutes(5), meeting));
  EXPECT_EQ(Event(too_late, Measure::kMeetingsDue, 4), 1);
  Memory no_show = memory;
  no_show.Tell(NotMet("m", 2, Noon(2), meeting));
  EXPECT_EQ(Event(no_show, Measure::kMeetingsDue, 4), 1);
  EXPECT_EQ(Event(no_show, Measure::kMeetingsDueOpen, 4), 0);
  EXPECT_EQ(Event(no_show, Measure::kNoShowsClient, 4), 1);
}

TEST(Contribution, CountsFirstTouchOnTheDayOfTheMeeting) {
  Memory memory;
  auto contract = ContractOf("a", Noon(2), 100, "m");
  contract.set_first_touch(true);
  memory.TellAll(Created("a", Noon()), Signed("c", 1, Noon(2), contract));
  EXPECT_EQ(Event(memory, Measure::kFirstTouch, 4), 0);
  memory.Tell(Held("m", 2, Noon(1), MeetingOf("a", Noon(1))));
  EXPECT_EQ(Event(memory, Measure::kFirstTouch, 3), 1);
}

TEST(Contribution, SumsCashAsPaidLessPaidBack) {
  Memory memory;
  const auto contract = ContractOf("a", Noon(), 900);
  using contract::v1::LedgerEntry;
  memory.TellAll(Created("a", Noon()), Signed("c", 1, Noon(), contract), Paid("c", 2, Noon(), 500, contract),
                 Paid("c", 2, Noon(), 500, contract),  // told twice
                 Paid("c", 3, Noon(), 200, contract, LedgerEntry::REFUND),
                 Paid("c", 4, Noon(), 50, contract, LedgerEntry::WRITE_OFF),
                 Paid("c", 5, Noon(), -10, contract, LedgerEntry::CORRECTION));
  EXPECT_EQ(Event(memory, Measure::kCash, 2), 290);
}

TEST(Contribution, ReplacesSpendOfTheSameDay) {
  Memory memory;
  const absl::CivilDay day(2026, 3, 2);
  memory.TellAll(Spent("vk", 1, day, 1000), Spent("vk", 2, day, 1200), Spent("vk", 2, day, 1200),
                 Spent("vk", 1, day, 1000));
  EXPECT_EQ(Event(memory, Measure::kSpend, 2), 1200);
  EXPECT_EQ(Cohort(memory, Measure::kSpend, 2), 1200);
  EXPECT_EQ(By(memory, "channel", "vk", Measure::kSpend, 2), 1200);
}

TEST(Contribution, RefusesAnotherCurrencyAndKeepsTheFacts) {
  v1::LeadFacts facts;
  auto contract = ContractOf("a", Noon());
  contract.mutable_total()->set_currency_code("USD");
  EXPECT_EQ(FoldContract(Signed("c", 1, Noon(), contract), "RUB", facts).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(facts.contracts_size(), 0);
}

TEST(Contribution, CountsHandOversByContractAndByLead) {
  Memory memory;
  const auto contract = ContractOf("a", Noon());
  memory.TellAll(Created("a", Noon()), Signed("c1", 1, Noon(), contract), Signed("c2", 1, Noon(1), contract),
                 HandedOver("c1", 2, Noon(3), contract), HandedOver("c2", 2, Noon(2), contract));
  EXPECT_EQ(Cohort(memory, Measure::kLeadsHandedOver, 2), 1);
  EXPECT_EQ(Cohort(memory, Measure::kRepeatHandOvers, 2), 1);
  EXPECT_EQ(Event(memory, Measure::kLeadsHandedOver, 4), 1);
  EXPECT_EQ(Event(memory, Measure::kRepeatHandOvers, 5), 1);
}

// A local day ends at local midnight, also when it has 23 or 25 hours.
struct DayEdge {
  const char* zone;
  const char* instant;
  const char* day;
};
class DayEdges : public ::testing::TestWithParam<DayEdge> {};

TEST_P(DayEdges, FollowTheDepartmentsZone) {
  Memory memory(GetParam().zone);
  memory.Tell(Created("a", ParseRfc3339(GetParam().instant).value()));
  EXPECT_EQ(memory.Count(absl::StrCat("event/total/", GetParam().day), "l"), 1) << GetParam().instant;
}

INSTANTIATE_TEST_SUITE_P(Contribution, DayEdges,
                         ::testing::Values(DayEdge{"Europe/Moscow", "2026-03-01T20:59:59.999Z", "2026-03-01"},
                                           DayEdge{"Europe/Moscow", "2026-03-01T21:00:00Z", "2026-03-02"},
                                           // 23 hours: from 23:00Z to 22:00Z.
                                           DayEdge{"Europe/Berlin", "2026-03-28T22:59:59Z", "2026-03-28"},
                                           DayEdge{"Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29"},
                                           DayEdge{"Europe/Berlin", "2026-03-29T21:59:59Z", "2026-03-29"},
                                           DayEdge{"Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-30"},
                                           // 25 hours: from 22:00Z to 23:00Z.
                                           DayEdge{"Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25"},
                                           DayEdge{"Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-25"},
                                           DayEdge{"Europe/Berlin", "2026-10-25T23:00:00Z", "2026-10-26"}));

}  // namespace
}  // namespace zamer::metrics
