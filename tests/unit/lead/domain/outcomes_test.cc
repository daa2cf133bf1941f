#include "services/lead/domain/outcomes.h"

#include <gtest/gtest.h>

#include "services/lead/domain/closing.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using testing::IsOk;

const std::string kMeeting = "departments/d1/meetings/m1";
const std::string kLater = "departments/d1/meetings/m2";
const std::string kContract = "departments/d1/contracts/c1";
const std::string kSecond = "departments/d1/contracts/c2";

Change WithMeeting() {
  Change lead = NewLead(Now(), WithPhone("+79123456789"));
  EXPECT_THAT(MeetingBooked(lead, kMeeting, Now()), IsOk());
  return lead;
}

TEST(Meetings, MoveALeadToBookedHeldAndBack) {
  Change lead = WithMeeting();
  EXPECT_EQ(lead.lead().state(), v1::Lead::MEETING_BOOKED);
  Change cancelled = lead;
  ASSERT_THAT(MeetingEnded(cancelled, kMeeting, Now()), IsOk());
  EXPECT_EQ(cancelled.lead().state(), v1::Lead::PHONE_CAPTURED);
  EXPECT_EQ(cancelled.lead().meeting(), "");
  ASSERT_THAT(MeetingHeld(lead, kMeeting, Now()), IsOk());
  EXPECT_EQ(lead.lead().state(), v1::Lead::MEETING_HELD);
  EXPECT_EQ(lead.lead().meeting(), "");
}

TEST(Meetings, GoBackToCorrespondenceWithoutAPhone) {
  Change lead = NewLead();
  ASSERT_THAT(MeetingBooked(lead, kMeeting, Now()), IsOk());
  ASSERT_THAT(MeetingEnded(lead, kMeeting, Now()), IsOk());
  EXPECT_EQ(lead.lead().state(), v1::Lead::IN_CORRESPONDENCE);
}

TEST(Meetings, KeepTheBookingWhenMovedInEitherOrderOfTheEvents) {
  Change moved_first = WithMeeting();
  ASSERT_THAT(MeetingMoved(moved_first, kMeeting, kLater), IsOk());
  ASSERT_THAT(MeetingBooked(moved_first, kLater, Now()), IsOk());
  Change booked_first = WithMeeting();
  ASSERT_THAT(MeetingBooked(booked_first, kLater, Now()), IsOk());
  ASSERT_THAT(MeetingMoved(booked_first, kMeeting, kLater), IsOk());
  for (const Change& lead : {moved_first, booked_first}) {
    EXPECT_EQ(lead.lead().meeting(), kLater);
    EXPECT_EQ(lead.lead().state(), v1::Lead::MEETING_BOOKED);
  }
}

TEST(Meetings, IgnoreTheEndOfOneThatIsNotAhead) {
  Change lead = WithMeeting();
  ASSERT_THAT(MeetingEnded(lead, kLater, Now()), IsOk());
  EXPECT_EQ(lead.lead().meeting(), kMeeting);
}

TEST(Meetings, ReturnTheLeadWithAFollowUpAfterTheSecondNoShow) {
  Change lead = WithMeeting();
  lead.lead().set_owner(kAnna);
  ASSERT_THAT(ClientNoShow(lead, kMeeting, Now()), IsOk());
  EXPECT_EQ(lead.lead().follow_ups_size(), 0);
  ASSERT_THAT(MeetingBooked(lead, kLater, Now()), IsOk());
  ASSERT_THAT(ClientNoShow(lead, kLater, Now()), IsOk());
  EXPECT_EQ(lead.lead().state(), v1::Lead::PHONE_CAPTURED);
  ASSERT_EQ(lead.lead().follow_ups_size(), 1);
  EXPECT_EQ(lead.lead().follow_ups(0).assignee(), kAnna);
}

TEST(Meetings, OpenALostLeadWhenBookedButNotWhenHeld) {
  Change lead = NewLead();
  ASSERT_THAT(Lose(lead, "price"), IsOk());
  Change held = lead;
  ASSERT_THAT(MeetingHeld(held, kMeeting, Now()), IsOk());
  EXPECT_EQ(held.lead().state(), v1::Lead::LOST);
  ASSERT_THAT(MeetingBooked(lead, kMeeting, Now()), IsOk());
  EXPECT_EQ(lead.lead().state(), v1::Lead::MEETING_BOOKED);
}

TEST(Contracts, MoveALeadToSignedProductionAndBack) {
  Change lead = WithMeeting();
  ASSERT_THAT(MeetingHeld(lead, kMeeting, Now()), IsOk());
  ASSERT_THAT(ContractSigned(lead, kContract, Now()), IsOk());
  EXPECT_EQ(lead.lead().state(), v1::Lead::CONTRACT_SIGNED);
  EXPECT_EQ(lead.lead().contract(), kContract);
  ASSERT_THAT(ContractHandedOver(lead, kContract, Now()), IsOk());
  EXPECT_EQ(lead.lead().state(), v1::Lead::IN_PRODUCTION);
  ASSERT_THAT(ContractCancelled(lead, kContract, Now()), IsOk());
  EXPECT_EQ(lead.lead().state(), v1::Lead::MEETING_HELD);
  EXPECT_EQ(lead.lead().contract(), "");
}

TEST(Contracts, MayBeToldBeforeTheMeetingThatTheyFollow) {
  Change lead = WithMeeting();
  ASSERT_THAT(ContractSigned(lead, kContract, Now()), IsOk());
  ASSERT_THAT(ContractCancelled(lead, kContract, Now()), IsOk());
  ASSERT_THAT(MeetingHeld(lead, kMeeting, Now()), IsOk());
  EXPECT_EQ(lead.lead().state(), v1::Lead::MEETING_HELD);
}

TEST(Contracts, KeepALeadSignedWhileOneOfSeveralStands) {
  Change lead = NewLead();
  ASSERT_THAT(ContractSigned(lead, kContract, Now()), IsOk());
  ASSERT_THAT(ContractSigned(lead, kSecond, Now()), IsOk());
  ASSERT_THAT(ContractCancelled(lead, kContract, Now()), IsOk());
  EXPECT_EQ(lead.lead().state(), v1::Lead::CONTRACT_SIGNED);
  EXPECT_EQ(lead.lead().contract(), kSecond);
}

}  // namespace
}  // namespace zamer::lead
