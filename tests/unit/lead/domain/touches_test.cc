#include "services/lead/domain/touches.h"

#include <gtest/gtest.h>

#include "services/lead/domain/closing.h"
#include "services/lead/domain/stages.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using Fact = v1::LeadEvent;

TEST(StartLead, IsNewWithoutAPhoneAndPhoneCapturedWithOne) {
  EXPECT_EQ(NewLead().lead().state(), v1::Lead::NEW);
  EXPECT_EQ(NewLead(Now(), WithPhone("+79123456789")).lead().state(), v1::Lead::PHONE_CAPTURED);
}

TEST(StartLead, TellsItsDimensionsArrivalAndPhone) {
  const absl::Time arrived = Now() - absl::Hours(2);
  Person person = WithPhone("+79123456789");
  person.city = "Samara";
  v1::Touch touch = TouchAt(arrived);
  touch.set_campaign("spring");
  const Change change = StartLead(kLead, {person, touch}, Now());
  ASSERT_EQ(FactsOf(change), (std::vector{Fact::kLeadCreated, Fact::kPhoneCaptured}));
  const v1::LeadCreated& created = change.facts[0].lead_created();
  EXPECT_EQ(created.dimensions().channel(), "departments/d1/channels/vk");
  EXPECT_EQ(created.dimensions().campaign(), "spring");
  EXPECT_EQ(created.dimensions().city(), "Samara");
  EXPECT_EQ(FromTimestamp(created.arrive_time()), arrived);
  EXPECT_TRUE(change.facts[1].phone_captured().with_lead());
  EXPECT_EQ(change.facts[1].ShortDebugString().find("7912"), std::string::npos) << "no phone in events";
}

TEST(AddEnquiry, IsATouchOnAnOpenLead) {
  Change lead = NewLead();
  AddEnquiry(lead, {{}, TouchAt(Now() + absl::Hours(1), "site")});
  EXPECT_EQ(FactsOf(lead), std::vector{Fact::kTouchAdded});
  EXPECT_EQ(lead.lead().touch_count(), 2);
  EXPECT_EQ(lead.facts[0].touch_added().dimensions().channel(), "departments/d1/channels/vk")
      << "the first has the credit";
}

TEST(AddEnquiry, GivesTheCreditToAnEarlierTouch) {
  Change lead = NewLead();
  const TouchResult result = AddEnquiry(lead, {{}, TouchAt(Now() - absl::Hours(1), "site")});
  EXPECT_TRUE(result.arrival_moved);
  EXPECT_EQ(lead.facts[0].touch_added().dimensions().channel(), "departments/d1/channels/site");
  EXPECT_EQ(FromTimestamp(lead.facts[0].touch_added().arrive_time()), Now() - absl::Hours(1));
  EXPECT_EQ(FromTimestamp(lead.lead().arrive_time()), Now() - absl::Hours(1));
}

TEST(AddEnquiry, ReopensALostLead) {
  Change lead = NewLead(Now(), WithPhone("+79123456789"));
  ASSERT_THAT(Lose(lead, "price"), testing::IsOk());
  lead.facts.clear();
  AddEnquiry(lead, {{}, TouchAt(Now() + absl::Hours(1))});
  EXPECT_EQ(lead.lead().state(), v1::Lead::PHONE_CAPTURED);
  EXPECT_EQ(FactsOf(lead), (std::vector{Fact::kTouchAdded, Fact::kStateChanged}));
  EXPECT_EQ(lead.lead().close_reason(), "");
}

TEST(AddEnquiry, MarksASignedClientsAsAServiceRequest) {
  Change lead = NewLead();
  lead.record.add_contracts()->set_contract("departments/d1/contracts/c1");
  lead.lead().set_state(v1::Lead::CONTRACT_SIGNED);
  AddEnquiry(lead, {{}, TouchAt(Now() + absl::Hours(1))});
  EXPECT_TRUE(lead.lead().service_request());
  EXPECT_EQ(lead.lead().state(), v1::Lead::CONTRACT_SIGNED);
}

TEST(AddEnquiry, KnowsTheSameTouchAgainAndAddsItsLateTags) {
  Change lead = NewLead();
  v1::Touch touch = TouchAt(Now());
  touch.set_external_id("form-17");
  AddEnquiry(lead, {{}, touch});
  lead.facts.clear();
  (*touch.mutable_tags())["utm_source"] = "vk";
  EXPECT_TRUE(AddEnquiry(lead, {{}, touch}).repeated);
  EXPECT_TRUE(lead.facts.empty());
  EXPECT_EQ(lead.lead().touch_count(), 2);
  EXPECT_EQ(lead.lead().touches(1).tags().at("utm_source"), "vk");
}

TEST(AddEnquiry, LearnsAPhoneOnceAndKeepsTheNameItHas) {
  Change lead = NewLead();
  Person person = WithPhone("+79123456789");
  person.client_name = "Ivan";
  AddEnquiry(lead, {person, TouchAt(Now())});
  person.client_name = "Pyotr";
  AddEnquiry(lead, {person, TouchAt(Now())});
  EXPECT_EQ(lead.lead().phones_size(), 1);
  EXPECT_EQ(lead.record.person_keys_size(), 1);
  EXPECT_EQ(lead.lead().client_name(), "Ivan");
  EXPECT_EQ(Count(lead, Fact::kPhoneCaptured), 1);
  EXPECT_EQ(lead.lead().state(), v1::Lead::PHONE_CAPTURED);
}

TEST(PlaceTouch, GivesEachTouchAnIdThatIsNeverGivenAgain) {
  Change lead = NewLead();
  EXPECT_EQ(lead.lead().touches(0).touch_id(), "t1");
  v1::Touch earlier = TouchAt(Now() - absl::Hours(1), "site");
  earlier.set_touch_id("t1");
  AddEnquiry(lead, {{}, earlier});
  EXPECT_EQ(lead.lead().touches(0).touch_id(), "t2") << "whatever the caller says";
  EXPECT_EQ(lead.lead().touches(1).touch_id(), "t1");
}

TEST(PlaceTouch, LearnsTheCampaignOfATouchThatItKnows) {
  Change lead = NewLead();
  v1::Touch touch = TouchAt(Now() - absl::Hours(1), "site");
  touch.set_external_id("click-1");
  AddEnquiry(lead, {{}, touch});
  lead.facts.clear();
  touch.set_campaign("spring");
  AddEnquiry(lead, {{}, touch});
  ASSERT_EQ(FactsOf(lead), std::vector{Fact::kLeadDescribed});
  EXPECT_EQ(lead.facts[0].lead_described().dimensions().campaign(), "spring");
  EXPECT_EQ(lead.lead().touch_count(), 2);
}

v1::AmendTouchRequest Amendment(const std::string& touch_id, const std::string& channel = {}) {
  v1::AmendTouchRequest request;
  request.set_name(kLead);
  request.set_touch_id(touch_id);
  if (!channel.empty()) request.set_channel("departments/d1/channels/" + channel);
  return request;
}

Change LeadWithoutChannel() {
  v1::Touch touch = TouchAt(Now());
  touch.clear_channel();
  Change lead = StartLead(kLead, {{}, touch}, Now());
  lead.facts.clear();
  return lead;
}

TEST(AmendTouch, AddsWhatWasNotKnownAndTellsTheCredit) {
  Change lead = LeadWithoutChannel();
  v1::AmendTouchRequest request = Amendment("", "site");
  (*request.mutable_tags())["yclid"] = "7";
  ASSERT_THAT(AmendTouch(lead, request, {}), testing::IsOk());
  ASSERT_EQ(FactsOf(lead), std::vector{Fact::kLeadDescribed});
  EXPECT_EQ(lead.facts[0].lead_described().dimensions().channel(), "departments/d1/channels/site");
  EXPECT_EQ(lead.lead().touches(0).tags().at("yclid"), "7");
}

TEST(AmendTouch, KeepsWhatWasKnown) {
  Change lead = NewLead();
  (*lead.lead().mutable_touches(0)->mutable_tags())["yclid"] = "1";
  lead.lead().mutable_touches(0)->set_channel("departments/d1/channels/unknown");
  v1::AmendTouchRequest request = Amendment("t1", "site");
  (*request.mutable_tags())["yclid"] = "2";
  ASSERT_THAT(AmendTouch(lead, request, {}), testing::IsOk());
  EXPECT_EQ(lead.lead().touches(0).channel(), "departments/d1/channels/unknown") << "the client was asked";
  EXPECT_EQ(lead.lead().touches(0).tags().at("yclid"), "1");
  EXPECT_TRUE(lead.facts.empty());
}

TEST(AmendTouch, FindsTheCampaignOfALateTag) {
  v1::ChannelRecord channel;
  v1::Campaign& campaign = *channel.add_campaigns()->mutable_campaign();
  campaign.set_name("departments/d1/channels/vk/campaigns/spring");
  campaign.add_utm_campaigns("vesna");
  Change lead = NewLead();
  v1::AmendTouchRequest request = Amendment("t1");
  (*request.mutable_tags())["utm_campaign"] = "vesna";
  ASSERT_THAT(AmendTouch(lead, request, channel), testing::IsOk());
  EXPECT_EQ(lead.lead().touches(0).campaign(), "spring");
  EXPECT_EQ(FactsOf(lead), std::vector{Fact::kLeadDescribed});
}

TEST(AmendTouch, TellsNothingForATouchWithoutCreditAndRefusesOneThatIsNotThere) {
  Change lead = NewLead();
  v1::Touch later = TouchAt(Now() + absl::Hours(1));
  later.clear_channel();
  AddEnquiry(lead, {{}, later});
  lead.facts.clear();
  ASSERT_THAT(AmendTouch(lead, Amendment("t2", "site"), {}), testing::IsOk());
  EXPECT_EQ(lead.lead().touches(1).channel(), "departments/d1/channels/site");
  EXPECT_TRUE(lead.facts.empty());
  EXPECT_THAT(AmendTouch(lead, Amendment("t3"), {}), testing::StatusIs(absl::StatusCode::kNotFound));
}

TEST(AmendTouch, KeepsTouchesOfOneInstantInTheirOrder) {
  Change lead = LeadWithoutChannel();
  AddEnquiry(lead, {{}, TouchAt(Now(), "site")});
  ASSERT_EQ(lead.lead().touches(0).channel(), "");
  lead.facts.clear();
  ASSERT_THAT(AmendTouch(lead, Amendment("t1", "vk"), {}), testing::IsOk());
  EXPECT_EQ(lead.lead().touches(0).channel(), "departments/d1/channels/site") << "as if it had been known at once";
  EXPECT_EQ(FactsOf(lead), std::vector{Fact::kLeadDescribed});
}

TEST(PlaceTouch, KeepsTheEarliestTwoHundredAndCountsAll) {
  v1::LeadRecord record = NewLead().record;
  for (int i = 1; i <= 300; ++i) PlaceTouch(record, TouchAt(Now() + absl::Minutes(i)));
  PlaceTouch(record, TouchAt(Now() - absl::Minutes(1), "site"));
  EXPECT_EQ(record.lead().touches_size(), kMaxTouches);
  EXPECT_EQ(record.lead().touch_count(), 302);
  EXPECT_EQ(record.lead().touches(0).channel(), "departments/d1/channels/site");
}

}  // namespace
}  // namespace zamer::lead
