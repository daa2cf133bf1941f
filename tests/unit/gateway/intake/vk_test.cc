#include "services/gateway/domain/intake/vk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/common/time/timestamps.h"
#include "services/gateway/domain/intake/order.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/intake/intake_samples.h"

namespace zamer::gateway::intake {
namespace {

using lead::v1::CreateLeadRequest;
using lead::v1::Touch;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using testing::StatusIs;
using ::testing::UnorderedElementsAre;

constexpr char kMessage[] = R"({
  "group_id": 123456, "type": "message_new", "event_id": "8f2f6e4c9a", "v": "5.199", "secret": "correct horse",
  "object": {
    "client_info": {"button_actions": ["text"], "keyboard": true, "lang_id": 0},
    "message": {"date": 1772445000, "from_id": 987654321, "id": 77, "out": 0, "version": 10000, "attachments": [],
      "conversation_message_id": 5, "is_hidden": false, "peer_id": 987654321, "random_id": 0,
      "text": "Здравствуйте! Сколько стоит кухня 3 метра? 8 912 345-67-89", "ref": "ad-17", "ref_source": "ads"}}})";

constexpr char kForm[] = R"({
  "type": "lead_forms_new", "group_id": 123456, "event_id": "form-event", "secret": "correct horse",
  "object": {"lead_id": 4711, "group_id": 123456, "user_id": 987654321, "form_id": 3, "form_name": "Замер", "ad_id": 9,
    "answers": [
      {"key": "first_name", "question": "Имя", "answer": "Мария"},
      {"key": "last_name", "question": "Фамилия", "answer": "Иванова"},
      {"key": "phone_number", "question": "Телефон", "answer": "+79123456789"},
      {"key": "email", "question": "Почта", "answer": "maria@example.com"},
      {"key": "custom_0", "question": "Что нужно?", "answer": ["Кухня", "Шкаф"]},
      {"key": "custom_1", "question": "Этаж", "answer": ""}]}})";

VkSettings Settings() { return std::get<VkSettings>(VkWay().settings); }

Arrivals Read(std::string_view body) {
  const absl::StatusOr<VkEvent> event = ReadVkEvent(Settings(), body);
  EXPECT_TRUE(event.ok()) << event.status();
  return event.ok() ? ArrivalsOf(*event) : Arrivals();
}

CreateLeadRequest EnquiryOf(std::string_view event) {
  const Arrivals arrivals = Read(event);
  if (arrivals.empty()) return {};
  const WayIn way = VkWay();
  const absl::StatusOr<Order> order = OrderOf(EnvelopeOf(way, arrivals.front().platform_id), arrivals.front().body);
  EXPECT_TRUE(order.ok()) << order.status();
  return order.ok() ? std::get<CreateLeadRequest>(*order) : CreateLeadRequest();
}

TEST(Vk, AMessageIsAnEnquiryOfWhoWroteIt) {
  const CreateLeadRequest request = EnquiryOf(kMessage);
  EXPECT_EQ(request.parent(), "departments/d1");
  EXPECT_EQ(request.request_id(), "in-delivery-1");
  EXPECT_EQ(request.text(), "Здравствуйте! Сколько стоит кухня 3 метра? 8 912 345-67-89");
  ASSERT_THAT(request.lead().external_identities(), SizeIs(1));
  EXPECT_EQ(request.lead().external_identities(0).external_id(), "987654321");
  EXPECT_EQ(request.lead().external_identities(0).channel(), "departments/d1/channels/vk");
  EXPECT_EQ(request.touch().kind(), Touch::MESSAGE);
  EXPECT_EQ(request.touch().channel(), "departments/d1/channels/vk");
  EXPECT_EQ(request.touch().campaign(), "spring");
  EXPECT_EQ(request.touch().external_id(), "8f2f6e4c9a");
  EXPECT_EQ(request.touch().time().seconds(), 1772445000);
  EXPECT_THAT(request.touch().tags(), UnorderedElementsAre(Pair("vk_ref", "ad-17"), Pair("vk_ref_source", "ads")));
}

TEST(Vk, BeforeVersion5103TheObjectIsTheMessageItself) {
  const CreateLeadRequest request = EnquiryOf(
      R"({"type":"message_new","group_id":123456,"secret":"correct horse",
          "object":{"id":77,"date":1772445000,"from_id":5,"peer_id":5,"text":"Кухня"}})");
  EXPECT_EQ(request.text(), "Кухня");
  EXPECT_EQ(request.touch().external_id(), "message_new/77");
}

TEST(Vk, APictureWithoutWordsIsAnEnquiryToo) {
  const CreateLeadRequest request = EnquiryOf(
      R"({"type":"message_new","group_id":123456,"secret":"correct horse","event_id":"e",
          "object":{"message":{"id":77,"from_id":5,"text":"","attachments":[{"type":"photo"},{"type":"poll"}]}}})");
  EXPECT_EQ(request.text(), "Вложения: фото, вложение");
}

TEST(Vk, AFilledInFormTellsNamePhoneMailAndAnswers) {
  const CreateLeadRequest request = EnquiryOf(kForm);
  EXPECT_EQ(request.touch().kind(), Touch::FORM);
  EXPECT_EQ(request.lead().client_name(), "Мария Иванова");
  ASSERT_THAT(request.lead().phones(), SizeIs(1));
  EXPECT_EQ(request.lead().phones(0).raw(), "+79123456789");
  ASSERT_THAT(request.lead().emails(), SizeIs(1));
  EXPECT_EQ(request.lead().emails(0).address(), "maria@example.com");
  EXPECT_EQ(request.lead().external_identities(0).external_id(), "987654321");
  EXPECT_EQ(request.text(), "Что нужно?: Кухня, Шкаф");
  EXPECT_THAT(request.touch().tags(), UnorderedElementsAre(Pair("vk_form_id", "3"), Pair("vk_form_name", "Замер"),
                                                           Pair("vk_ad_id", "9"), Pair("vk_lead_id", "4711")));
}

TEST(Vk, WhatNobodyHasToAnswerIsNoDelivery) {
  const char* const objects[] = {
      R"("type":"message_new","object":{"message":{"from_id":-123456,"text":"ours"}})",
      R"("type":"message_new","object":{"message":{"from_id":5,"out":1,"text":"ours"}})",
      R"("type":"message_new","object":{"message":{"from_id":5,"peer_id":2000000001,"text":"a chat"}})",
      R"("type":"message_new","object":{"message":{"text":"of nobody"}})",
      R"("type":"message_new")",
      R"("type":"message_reply","object":{"from_id":5})",
      R"("type":"wall_post_new","object":{})",
  };
  for (const char* object : objects) {
    EXPECT_THAT(Read(std::string(R"({"group_id":123456,"secret":"correct horse",)") + object + "}"), IsEmpty())
        << object;
  }
}

TEST(Vk, TheSecretIsNotKept) {
  const Arrivals arrivals = Read(kMessage);
  ASSERT_THAT(arrivals, SizeIs(1));
  EXPECT_EQ(arrivals.front().body.find("correct horse"), std::string::npos);
}

TEST(Vk, AConfirmationNeedsTheRightCommunityOnly) {
  const auto event = ReadVkEvent(Settings(), R"({"type":"confirmation","group_id":123456})");
  ASSERT_TRUE(event.ok());
  EXPECT_TRUE(event->AsksToConfirm());
  EXPECT_THAT(ReadVkEvent(Settings(), R"({"type":"confirmation","group_id":654321})"),
              StatusIs(Reason::kDeliveryRefused));
}

TEST(Vk, AWrongOrMissingSecretIsRefused) {
  for (const char* secret : {R"("secret":"wrong horse 1")", R"("secret":"")", R"("secret":"correct hors")",
                             R"("secret":["correct horse"])", R"("secret":null)", R"("v":"5.199")"}) {
    const std::string body = std::string(R"({"type":"message_new","group_id":123456,"object":{},)") + secret + "}";
    EXPECT_THAT(ReadVkEvent(Settings(), body), StatusIs(Reason::kDeliveryRefused)) << secret;
  }
}

TEST(Vk, WhatIsNoEventIsUnreadable) {
  const std::string deep(5000, '[');
  const std::string bodies[] = {"",
                                "ok",
                                "[]",
                                "{",
                                "{}",
                                R"({"type":5e400})",
                                R"({"type":"x","type":"y"})",
                                deep,
                                R"({"type":123456789012345678901234567890})",
                                "{\"type\":\"\xff\xfe\"}"};
  for (const std::string& body : bodies) {
    EXPECT_THAT(ReadVkEvent(Settings(), body), StatusIs(Reason::kDeliveryUnreadable)) << body.substr(0, 40);
  }
}

TEST(Vk, ATimeThatCannotBeIsTheTimeOfArrival) {
  for (const char* date : {"0", "-5", "9223372036854775807", "\"soon\"", "4102444800"}) {
    const CreateLeadRequest request =
        EnquiryOf(std::string(R"({"type":"message_new","group_id":123456,"secret":"correct horse","event_id":"e",
          "object":{"message":{"from_id":5,"text":"Кухня","date":)") +
                  date + "}}}");
    EXPECT_EQ(FromTimestamp(request.touch().time()), testing::TestNow()) << date;
  }
}

TEST(Vk, ALongMessageIsCutBetweenTwoLetters) {
  std::string text;
  for (int i = 0; i < 9000; ++i) text += "ы";
  const CreateLeadRequest request =
      EnquiryOf(R"({"type":"message_new","group_id":123456,"secret":"correct horse","event_id":"e",
          "object":{"message":{"from_id":5,"text":")" +
                text + R"("}}})");
  EXPECT_LE(request.text().size(), 10'000u);
  EXPECT_TRUE(request.text().ends_with("ы…"));
}

}  // namespace
}  // namespace zamer::gateway::intake
