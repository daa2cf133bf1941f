#include "services/gateway/domain/intake/meta.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/gateway/domain/intake/order.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/intake/intake_samples.h"

namespace zamer::gateway::intake {
namespace {

using lead::v1::CreateLeadRequest;
using lead::v1::Touch;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOkAndHolds;
using ::testing::Pair;
using ::testing::SizeIs;
using testing::StatusIs;

// As Instagram sends messages: of two people, in one request.
constexpr char kMessages[] = R"({"object": "instagram", "entry": [
  {"id": "17841400000000000", "time": 1772445001000, "messaging": [
    {"sender": {"id": "1111"}, "recipient": {"id": "17841400000000000"}, "timestamp": 1772445000500,
     "message": {"mid": "aWdfZAG1faXRlbToxOklHTWVzc2FnZA", "text": "Сколько стоит шкаф?",
       "referral": {"ref": "ig-ad", "source": "ADS", "ad_id": "6005"}}},
    {"sender": {"id": "2222"}, "recipient": {"id": "17841400000000000"}, "timestamp": 1772445000900,
     "message": {"mid": "m-2", "attachments": [{"type": "image", "payload": {"url": "https://example.com/i.jpg"}}]}}]}]})";

constexpr char kForm[] = R"({"object": "page", "entry": [{"id": "153", "time": 1772445000, "changes": [
  {"field": "leadgen", "value": {"ad_id": "444", "form_id": "555", "leadgen_id": "666777888999000",
    "created_time": 1772445000, "page_id": "153", "adgroup_id": "12"}}]}]})";

CreateLeadRequest EnquiryOf(const Arrival& arrival) {
  const WayIn way = InstagramWay();
  const absl::StatusOr<Order> order = OrderOf(EnvelopeOf(way, arrival.platform_id), arrival.body);
  EXPECT_TRUE(order.ok()) << order.status();
  return order.ok() ? std::get<CreateLeadRequest>(*order) : CreateLeadRequest();
}

TEST(Meta, EachMessageOfARequestIsADeliveryOfItsOwn) {
  const Arrivals arrivals = ReadMetaArrivals(kMessages);
  ASSERT_THAT(arrivals, SizeIs(2));
  EXPECT_EQ(arrivals[0].platform_id, "aWdfZAG1faXRlbToxOklHTWVzc2FnZA");
  const CreateLeadRequest first = EnquiryOf(arrivals[0]);
  EXPECT_EQ(first.text(), "Сколько стоит шкаф?");
  EXPECT_EQ(first.lead().external_identities(0).external_id(), "1111");
  EXPECT_EQ(first.touch().kind(), Touch::MESSAGE);
  EXPECT_EQ(first.touch().time().seconds(), 1772445000);
  EXPECT_THAT(first.touch().tags(), Contains(Pair("meta_ad_id", "6005")));
  EXPECT_EQ(EnquiryOf(arrivals[1]).text(), "Вложения: фото");
}

TEST(Meta, AnIdTooLongForATouchIsReplacedByTheDeliverysOwn) {
  const WayIn way = InstagramWay();
  EXPECT_EQ(ExternalIdOf(EnvelopeOf(way, std::string(128, 'm'))), std::string(128, 'm'));
  EXPECT_EQ(ExternalIdOf(EnvelopeOf(way, std::string(129, 'm'))), "delivery-1");
}

TEST(Meta, AFormSaysThatItsAnswersWaitAtMeta) {
  const Arrivals arrivals = ReadMetaArrivals(kForm);
  ASSERT_THAT(arrivals, SizeIs(1));
  EXPECT_EQ(arrivals[0].platform_id, "666777888999000");
  const CreateLeadRequest request = EnquiryOf(arrivals[0]);
  EXPECT_EQ(request.touch().kind(), Touch::FORM);
  EXPECT_EQ(request.touch().external_id(), "666777888999000");
  EXPECT_EQ(request.lead().external_identities(0).external_id(), "leadgen/666777888999000");
  EXPECT_THAT(request.text(), HasSubstr("ответы ждут"));
  EXPECT_EQ(request.text().find_first_of("0123456789"), std::string::npos) << "would be read as a phone";
  EXPECT_THAT(request.touch().tags(), Contains(Pair("meta_form_id", "555")));
}

TEST(Meta, AFormThatBringsItsAnswersIsAnotherDeliveryOfTheSamePerson) {
  const Arrivals arrivals =
      ReadMetaArrivals(R"({"object": "page", "entry": [{"changes": [{"field": "leadgen", "value": {
      "leadgen_id": 666777888999000, "created_time": 1772445000, "field_data": [
        {"name": "full_name", "values": ["Мария"]}, {"name": "phone_number", "values": ["+79123456789"]},
        {"name": "email", "values": ["maria@example.com"]}, {"name": "что_нужно", "values": ["кухня", "шкаф"]}]}}]}]})");
  ASSERT_THAT(arrivals, SizeIs(1));
  EXPECT_EQ(arrivals[0].platform_id, "666777888999000/answers");
  const CreateLeadRequest request = EnquiryOf(arrivals[0]);
  EXPECT_EQ(request.lead().external_identities(0).external_id(), "leadgen/666777888999000");
  EXPECT_EQ(request.lead().client_name(), "Мария");
  EXPECT_EQ(request.lead().phones(0).raw(), "+79123456789");
  EXPECT_EQ(request.lead().emails(0).address(), "maria@example.com");
  EXPECT_EQ(request.text(), "что_нужно: кухня, шкаф");
}

TEST(Meta, APressedButtonIsAMessage) {
  const Arrivals arrivals = ReadMetaArrivals(R"({"object":"instagram","entry":[{"messaging":[{"sender":{"id":"1"},
      "timestamp":1772445000500,"postback":{"mid":"pb-1","title":"Хочу замер","payload":"MEASURE"}}]}]})");
  ASSERT_THAT(arrivals, SizeIs(1));
  EXPECT_EQ(arrivals[0].platform_id, "pb-1");
  EXPECT_EQ(EnquiryOf(arrivals[0]).text(), "Хочу замер");
}

TEST(Meta, MessagesMayComeAsChangesToo) {
  const Arrivals arrivals = ReadMetaArrivals(R"({"object":"instagram","entry":[{"changes":[{"field":"messages",
      "value":{"sender":{"id":"12334"},"recipient":{"id":"23245"},"timestamp":"1527459824",
      "message":{"mid":"random_mid","text":"random_text"}}}]}]})");
  ASSERT_THAT(arrivals, SizeIs(1));
  EXPECT_EQ(EnquiryOf(arrivals[0]).text(), "random_text");
}

TEST(Meta, WhatNobodyHasToAnswerIsNoDelivery) {
  const char* const events[] = {
      R"({"sender":{"id":"1"},"message":{"mid":"m","text":"ours","is_echo":true}})",
      R"({"sender":{"id":"1"},"message":{"mid":"m","is_deleted":true}})",
      R"({"sender":{"id":"1"},"read":{"mid":"m"}})",
      R"({"sender":{"id":"1"},"reaction":{"mid":"m","action":"react"}})",
      R"({"message":{"mid":"m","text":"of nobody"}})",
      R"(5)",
  };
  for (const char* event : events) {
    EXPECT_THAT(ReadMetaArrivals(std::string(R"({"entry":[{"messaging":[)") + event + "]}]}"), IsEmpty()) << event;
  }
  EXPECT_THAT(ReadMetaArrivals(R"({"entry":[{"changes":[{"field":"comments","value":{"text":"nice"}}]}]})"), IsEmpty());
}

TEST(Meta, WhatCannotBeReadIsKeptWithItsReason) {
  for (const char* body : {"", "[]", "{}", R"({"entry":5})", R"({"entry":[}")"}) {
    const Arrivals arrivals = ReadMetaArrivals(body);
    ASSERT_THAT(arrivals, SizeIs(1)) << body;
    EXPECT_EQ(arrivals[0].body, body);
    EXPECT_EQ(arrivals[0].reason, "DELIVERY_UNREADABLE");
  }
}

TEST(Meta, AFormWithoutAnIdIsUnreadable) {
  const WayIn way = InstagramWay();
  EXPECT_THAT(OrderOf(EnvelopeOf(way), R"({"leadgen":{}})"), StatusIs(Reason::kDeliveryUnreadable));
  EXPECT_THAT(OrderOf(EnvelopeOf(way), R"({"message":{}})"), StatusIs(Reason::kDeliveryUnreadable));
  EXPECT_THAT(OrderOf(EnvelopeOf(way), R"({})"), StatusIs(Reason::kDeliveryUnreadable));
}

TEST(Meta, TheChallengeIsForWhoKnowsTheToken) {
  const MetaSettings settings = std::get<MetaSettings>(InstagramWay().settings);
  EXPECT_THAT(MetaChallenge(settings, "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=verify%20me"),
              IsOkAndHolds(std::string("1158201444")));
  for (const char* query : {"", "hub.mode=subscribe&hub.challenge=1&hub.verify_token=verify", "hub.challenge=1",
                            "hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=verify%20me"}) {
    EXPECT_THAT(MetaChallenge(settings, query), StatusIs(Reason::kDeliveryRefused)) << query;
  }
}

}  // namespace
}  // namespace zamer::gateway::intake
