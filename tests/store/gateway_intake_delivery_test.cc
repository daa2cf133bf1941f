// What was stored reaches the lead service, once, whatever happens in between.
#include "tests/store/gateway_intake_fixture.h"

namespace zamer::gateway::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

absl::Status Down() {
  return Unavailable(Reason::kPeerUnavailable, "The lead service does not answer.", absl::Seconds(1));
}
absl::Status Refusal() { return InvalidArgument(Reason::kFieldInvalid, "lead.city must exist"); }

class IntakeDelivery : public IntakeFixture {
 protected:
  void AnswerWith(const absl::Status& status) {
    leads_.answer = [status](const auto&) { return status; };
  }
};

TEST_F(IntakeDelivery, WhatIsTakenIsDeliveredWithItsLead) {
  ASSERT_THAT(SendVk("e-1", "Кухня"), IsOk());
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(1));
  ASSERT_THAT(leads_.asked, SizeIs(1));
  EXPECT_EQ(leads_.asked.front().text(), "Кухня");
  const v1::Delivery delivery = Only();
  EXPECT_EQ(delivery.state(), v1::Delivery::DELIVERED);
  EXPECT_EQ(delivery.lead(), "departments/d1/leads/l1");
  EXPECT_EQ(delivery.attempt_count(), 1);
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(0));
}

TEST_F(IntakeDelivery, ACallIsRecorded) {
  const http::Headers key{{"authorization", "Bearer a key that only the exchange knows"}};
  ASSERT_THAT(Send(PostTo("/in/pbx", R"({"id":"c-1","caller":"+79123456789","callee":"101","duration":5})", key)),
              IsOk());
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(1));
  ASSERT_THAT(leads_.calls, SizeIs(1));
  EXPECT_EQ(leads_.calls.front().call().external_id(), "c-1");
  EXPECT_EQ(Only().state(), v1::Delivery::DELIVERED);
}

TEST_F(IntakeDelivery, WhileTheLeadServiceIsDownEverythingWaitsAndThenArrivesOnce) {
  for (const char* event : {"e-1", "e-2", "e-3"}) ASSERT_THAT(SendVk(event), IsOk());
  AnswerWith(Down());
  EXPECT_THAT(RunDue(), StatusIs(Reason::kPeerUnavailable));
  EXPECT_THAT(leads_.asked, SizeIs(1)) << "the others are not tried in vain";
  EXPECT_THAT(ListIn(v1::Delivery::WAITING), SizeIs(3));
  clock_.Advance(absl::Hours(3));
  AnswerWith(absl::OkStatus());
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(3));
  EXPECT_THAT(leads_.taken, SizeIs(3));
  EXPECT_THAT(ListIn(v1::Delivery::DELIVERED), SizeIs(3));
}

TEST_F(IntakeDelivery, AnotherProcessDeliversWhatOneHasStoredBeforeItDied) {
  ASSERT_THAT(SendVk("e-1"), IsOk());
  replicas_.clear();
  AddReplica();
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(1));
  EXPECT_EQ(Only().state(), v1::Delivery::DELIVERED);
}

TEST_F(IntakeDelivery, WhatWasTakenButNotNotedIsSentAgainUnderTheSameRequestId) {
  ASSERT_THAT(SendVk("e-1"), IsOk());
  leads_.answer = [this](const lead::v1::CreateLeadRequest& request) {
    leads_.taken.emplace(request.request_id(), "departments/d1/leads/l1");
    return absl::DeadlineExceededError("the answer got lost");
  };
  EXPECT_FALSE(RunDue().ok());
  AnswerWith(absl::OkStatus());
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(1));
  EXPECT_THAT(leads_.taken, SizeIs(1));
  EXPECT_EQ(Only().lead(), "departments/d1/leads/l1");
}

TEST_F(IntakeDelivery, TwoReplicasThatDeliverAtOnceMakeOneLead) {
  AddReplica();
  for (int i = 0; i < 5; ++i) ASSERT_THAT(SendVk(absl::StrCat("e-", i)), IsOk());
  events::Signal both;
  leads_.hold = &both;
  int done = 0;
  for (const auto& replica : replicas_) {
    asio::co_spawn(loop_, replica->intake.RunDue(store::PartitionOf("d1", 16)),
                   [&](const std::exception_ptr&, const absl::StatusOr<int>& handled) {
                     EXPECT_THAT(handled, IsOk());
                     ++done;
                   });
  }
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return leads_.asked.size() == 2; }));
  EXPECT_EQ(leads_.asked[0].request_id(), leads_.asked[1].request_id());
  leads_.hold = nullptr;
  both.Notify();
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return done == 2; }));
  EXPECT_THAT(leads_.taken, SizeIs(5));
  for (const v1::Delivery& delivery : List()) {
    EXPECT_EQ(delivery.state(), v1::Delivery::DELIVERED);
    EXPECT_EQ(delivery.attempt_count(), 1);
  }
}

TEST_F(IntakeDelivery, ThatIsRefusedIsKeptWithItsReasonAndHoldsUpNobody) {
  ASSERT_THAT(SendVk("e-1", "no"), IsOk());
  ASSERT_THAT(SendVk("e-2", "yes"), IsOk());
  leads_.answer = [](const auto& request) { return request.text() == "no" ? Refusal() : absl::OkStatus(); };
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(2));
  const auto rejected = ListIn(v1::Delivery::REJECTED);
  ASSERT_THAT(rejected, SizeIs(1));
  EXPECT_EQ(rejected.front().reason(), "FIELD_INVALID");
  EXPECT_EQ(rejected.front().message(), "lead.city must exist");
  EXPECT_TRUE(rejected.front().body_kept());
}

TEST_F(IntakeDelivery, ThatWasRejectedIsDeliveredAgainOnDemand) {
  ASSERT_THAT(SendVk("e-1"), IsOk());
  AnswerWith(Refusal());
  ASSERT_THAT(RunDue(), IsOk());
  const std::string name = Only().name();
  AnswerWith(absl::OkStatus());
  for (int again = 0; again < 2; ++again) {
    const auto redriven = Redrive(name, "redrive-1");
    ASSERT_THAT(redriven, IsOk());
    EXPECT_EQ(redriven->redriven(), 1);
  }
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(1));
  EXPECT_EQ(Only().state(), v1::Delivery::DELIVERED);
  EXPECT_EQ(Only().reason(), "");
  EXPECT_EQ(Redrive(name)->unchanged(), 1) << "what is delivered stays so";
}

TEST_F(IntakeDelivery, AllThatAWayInHasRejectedIsDeliveredAgainButNoSpam) {
  ASSERT_THAT(SendForm("name=A"), IsOk());
  ASSERT_THAT(SendForm("name=B"), IsOk());
  ASSERT_THAT(SendForm("name=C&website=x"), IsOk());
  AnswerWith(Refusal());
  ASSERT_THAT(RunDue(), IsOk());
  v1::RedriveDeliveriesRequest request;
  request.set_parent("departments/d1");
  request.set_way_in("departments/d1/waysIn/site");
  EXPECT_EQ(Call(Head(), &Api::RedriveDeliveries, request)->redriven(), 2);
  AnswerWith(absl::OkStatus());
  ASSERT_THAT(RunDue(), IsOk());
  EXPECT_THAT(ListIn(v1::Delivery::DELIVERED), SizeIs(2));
  ASSERT_THAT(ListIn(v1::Delivery::REJECTED), SizeIs(1));
  EXPECT_EQ(Redrive(ListIn(v1::Delivery::REJECTED).front().name())->redriven(), 1) << "by name, a person decides";
}

TEST_F(IntakeDelivery, ForAChannelThatIsNotThereYetWaitsUntilItIs) {
  ASSERT_THAT(SendVk("e-1"), IsOk());
  AnswerWith(NotFound(Reason::kChannelNotFound, "There is no such channel."));
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(1));
  EXPECT_EQ(Only().state(), v1::Delivery::WAITING);
  EXPECT_EQ(Only().reason(), "CHANNEL_NOT_FOUND");
  AnswerWith(absl::OkStatus());
  clock_.Advance(absl::Minutes(15));
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(1));
  EXPECT_EQ(Only().state(), v1::Delivery::DELIVERED);
}

TEST_F(IntakeDelivery, OfAWayInThatIsConfiguredNoMoreWaitsForIt) {
  ASSERT_THAT(SendVk("e-1"), IsOk());
  options_.ways = {SiteWay()};
  AddReplica();
  EXPECT_THAT(RunDue(1), testing::IsOkAndHolds(1));
  EXPECT_EQ(Only().reason(), "WAY_IN_NOT_FOUND");
  clock_.Advance(absl::Minutes(15));
  EXPECT_THAT(RunDue(0), testing::IsOkAndHolds(1));
  EXPECT_EQ(Only().state(), v1::Delivery::DELIVERED);
}

TEST_F(IntakeDelivery, APhoneThatNobodyCanReadCostsTheNumberAndNotTheLead) {
  ASSERT_THAT(SendForm("name=Maria&phone=call+me&message=please"), IsOk());
  leads_.answer = [](const lead::v1::CreateLeadRequest& request) {
    return request.lead().phones().empty() ? absl::OkStatus()
                                           : InvalidArgument(Reason::kPhoneUnreadable, "No number can be read.");
  };
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(1));
  EXPECT_EQ(Only().state(), v1::Delivery::DELIVERED);
  EXPECT_EQ(leads_.asked.back().text(), "Телефон: call me\nplease");
}

TEST_F(IntakeDelivery, ThatWasTakenBeforeItsWayInChangedIsDelivered) {
  ASSERT_THAT(SendVk("e-1"), IsOk());
  AnswerWith(InvalidArgument(Reason::kRequestIdReused, "used for another request"));
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(1));
  EXPECT_EQ(Only().state(), v1::Delivery::DELIVERED);
}

TEST_F(IntakeDelivery, WhatAPersonSaidIsForgottenOnceItIsTakenButTheDeliveryIsNotTakenAgain) {
  ASSERT_THAT(SendVk("e-1"), IsOk());
  AnswerWith(Down());
  EXPECT_FALSE(RunDue().ok());
  EXPECT_TRUE(Only().body_kept());
  AnswerWith(absl::OkStatus());
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(1));
  EXPECT_FALSE(Only().body_kept());
  EXPECT_EQ(Only().state(), v1::Delivery::DELIVERED);
  leads_.asked.clear();
  ASSERT_THAT(SendVk("e-1"), IsOk());
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(0));
  EXPECT_THAT(leads_.asked, IsEmpty());
}

TEST_F(IntakeDelivery, WhatWasRejectedIsForgottenLaterAndThenStaysRejected) {
  ASSERT_THAT(SendForm("name=A&website=spam"), IsOk());
  clock_.Advance(options_.keep_rejected - absl::Minutes(1));
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(0));
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(RunDue(), testing::IsOkAndHolds(1));
  EXPECT_FALSE(Only().body_kept());
  EXPECT_EQ(Redrive(Only().name())->unchanged(), 1);
}

TEST_F(IntakeDelivery, WhatOnePersonSendsArrivesInItsOrder) {
  for (const char* text : {"one", "two", "three"}) {
    clock_.Advance(absl::Milliseconds(5));
    ASSERT_THAT(SendVk(text, text), IsOk());
  }
  ASSERT_THAT(RunDue(), IsOk());
  std::vector<std::string> texts;
  texts.reserve(leads_.asked.size());
  for (const auto& request : leads_.asked) texts.push_back(request.text());
  EXPECT_THAT(texts, ElementsAre("one", "two", "three"));
}

TEST_F(IntakeDelivery, GoesOnByItselfAndWithAnotherReplicaWhenOneStops) {
  AddReplica();
  for (const auto& replica : replicas_) replica->intake.Start();
  ASSERT_THAT(SendVk("e-1"), IsOk());
  EXPECT_TRUE(testing::RunUntil(loop_, [&] { return leads_.taken.size() == 1; }));
  replica().intake.Stop();
  ASSERT_THAT(SendVk("e-2"), IsOk());
  EXPECT_TRUE(testing::RunUntil(loop_, [&] { return leads_.taken.size() == 2; }));
}

}  // namespace
}  // namespace zamer::gateway::intake
