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
