#include "services/gateway/domain/intake/form.h"

#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/gateway/domain/intake/order.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/intake/intake_samples.h"

namespace zamer::gateway::intake {
namespace {

using lead::v1::CreateLeadRequest;
using lead::v1::Touch;
using ::testing::IsEmpty;
using ::testing::Pair;
using testing::StatusIs;
using ::testing::UnorderedElementsAre;

constexpr char kUrlencoded[] = "application/x-www-form-urlencoded";
constexpr char kJson[] = "application/json";
constexpr absl::CivilDay kDay(2026, 3, 2);

FormSettings Settings() { return std::get<FormSettings>(SiteWay().settings); }

Arrival Read(std::string_view content_type, std::string_view body, absl::CivilDay day = kDay) {
  absl::StatusOr<FormFields> fields = ReadForm(content_type, body);
  EXPECT_TRUE(fields.ok()) << fields.status();
  return fields.ok() ? ArrivalOf(Settings(), *std::move(fields), day) : Arrival();
}

CreateLeadRequest EnquiryOf(std::string_view content_type, std::string_view body) {
  const Arrival arrival = Read(content_type, body);
  const WayIn way = SiteWay();
  const absl::StatusOr<Order> order = OrderOf(EnvelopeOf(way, arrival.platform_id), arrival.body);
  EXPECT_TRUE(order.ok()) << order.status();
  return order.ok() ? std::get<CreateLeadRequest>(*order) : CreateLeadRequest();
}

TEST(Form, TellsThePersonTheWishAndWhereTheClickCameFrom) {
  const CreateLeadRequest request = EnquiryOf(
      kUrlencoded,
      "name=%D0%9C%D0%B0%D1%80%D0%B8%D1%8F+%D0%98.&phone=%2B7+912+345-67-89&email=maria%40example.com&city=Samara"
      "&message=%D0%9A%D1%83%D1%85%D0%BD%D1%8F&rooms=2&utm_source=yandex&utm_medium=cpc&utm_campaign=kitchens"
      "&yclid=1234567890123456789&page=https%3A%2F%2Fkitchens.example%2F%3Fa%3D1&submission_id=s-1&website=");
  EXPECT_EQ(request.lead().client_name(), "Мария И.");
  EXPECT_EQ(request.lead().phones(0).raw(), "+7 912 345-67-89");
  EXPECT_EQ(request.lead().emails(0).address(), "maria@example.com");
  EXPECT_EQ(request.lead().city(), "Samara");
  EXPECT_EQ(request.text(), "Кухня\nrooms: 2");
  EXPECT_EQ(request.touch().kind(), Touch::FORM);
  EXPECT_EQ(request.touch().external_id(), "s-1");
  EXPECT_THAT(
      request.touch().tags(),
      UnorderedElementsAre(Pair("utm_source", "yandex"), Pair("utm_medium", "cpc"), Pair("utm_campaign", "kitchens"),
                           Pair("yclid", "1234567890123456789"), Pair("page", "https://kitchens.example/?a=1")));
}

TEST(Form, AsJsonSaysTheSame) {
  const CreateLeadRequest request = EnquiryOf(
      "application/json; charset=utf-8",
      R"({"name": "Мария", "phone": 79123456789, "comment": "Шкаф", "agree": true, "note": null, "gclid": "g"})");
  EXPECT_EQ(request.lead().client_name(), "Мария");
  EXPECT_EQ(request.lead().phones(0).raw(), "79123456789");
  EXPECT_EQ(request.text(), "Шкаф\nagree: true");
  EXPECT_THAT(request.touch().tags(), UnorderedElementsAre(Pair("gclid", "g")));
}

TEST(Form, TheSourceMayHaveAChannelOfItsOwn) {
  const auto channel = [](std::string_view fields) {
    return EnquiryOf(kUrlencoded, absl::StrCat("phone=1&", std::string(fields))).touch().channel();
  };
  EXPECT_EQ(channel("utm_source=yandex"), "departments/d1/channels/yandex-ads");
  EXPECT_EQ(channel("utm_source=Yandex"), "departments/d1/channels/yandex-ads");
  EXPECT_EQ(channel("yclid=5"), "departments/d1/channels/yandex-ads");
  EXPECT_EQ(channel("gclid=5"), "departments/d1/channels/site");
  EXPECT_EQ(channel("utm_source=vk&yclid=5"), "departments/d1/channels/site");
  EXPECT_EQ(channel(""), "departments/d1/channels/site");
}

TEST(Form, TheDefaultCampaignIsForTouchesOfTheWaysOwnChannelThatNameNone) {
  WayIn way = SiteWay();
  way.campaign = "organic";
  const auto campaign = [&](std::string_view fields) {
    const Arrival arrival = Read(kUrlencoded, absl::StrCat("phone=1&", std::string(fields)));
    return std::get<CreateLeadRequest>(*OrderOf(EnvelopeOf(way), arrival.body)).touch().campaign();
  };
  EXPECT_EQ(campaign(""), "organic");
  EXPECT_EQ(campaign("utm_campaign=spring"), "");
  EXPECT_EQ(campaign("yclid=1"), "");
}

TEST(Form, SeveralChoicesOfOneQuestionComeTogether) {
  EXPECT_EQ(EnquiryOf(kUrlencoded, "phone=1&goods=kitchen&goods=&goods=wardrobe").text(), "goods: kitchen, wardrobe");
}

TEST(Form, FilledInHoneypotIsSpamAndNotKeptAsAnAnswer) {
  const Arrival arrival = Read(kUrlencoded, "phone=%2B79123456789&website=http%3A%2F%2Fspam.example");
  EXPECT_EQ(arrival.reason, kSpam);
  EXPECT_EQ(arrival.body.find("spam.example"), std::string::npos);
  EXPECT_EQ(Read(kUrlencoded, "phone=%2B79123456789&website=").reason, "");
}

TEST(Form, WithoutAnIdItIsTheSameWhenItSaysTheSameOnTheSameDay) {
  const std::string key = KeyOf(Read(kUrlencoded, "phone=1"));
  EXPECT_EQ(KeyOf(Read(kUrlencoded, "phone=1")), key);
  EXPECT_NE(KeyOf(Read(kUrlencoded, "phone=2")), key);
  EXPECT_NE(KeyOf(Read(kUrlencoded, "phone=1", kDay + 1)), key);
  EXPECT_EQ(KeyOf(Read(kUrlencoded, "phone=1&submission_id=s")), KeyOf(Read(kUrlencoded, "phone=2&submission_id=s")));
}

TEST(Form, AnIdThatIsNoneIsNotTaken) {
  EXPECT_EQ(Read(kUrlencoded, "phone=1&submission_id=" + std::string(65, 's')).platform_id, "");
  EXPECT_EQ(Read(kUrlencoded, "phone=1&submission_id=+").platform_id, "");
}

TEST(Form, WhatDoesNotFitItsFieldIsNotLost) {
  const std::string long_name(300, 'n');
  const CreateLeadRequest request =
      EnquiryOf(kUrlencoded, absl::StrCat("name=", long_name, "&email=no+mail&phone=", std::string(600, '1'),
                                          "&utm_term=", std::string(600, 't')));
  EXPECT_LE(request.lead().client_name().size(), 200u);
  EXPECT_THAT(request.lead().emails(), IsEmpty());
  EXPECT_THAT(request.lead().phones(), IsEmpty());
  EXPECT_EQ(request.text(), "E-mail: no mail\n" + std::string(600, '1'));
  EXPECT_EQ(request.touch().tags().at("utm_term").size(), 500u);
}

TEST(Form, BytesThatAreNoTextCostALetterAndNotTheForm) {
  const CreateLeadRequest request =
      EnquiryOf(kUrlencoded, "name=%CC%E0%F0&phone=%2B79123456789&message=%zz+100%&x=%00");
  EXPECT_EQ(request.lead().client_name(), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_EQ(request.text(), "%zz 100%");
}

TEST(Form, OfAnotherTypeOrEncodingIsUnreadable) {
  for (const char* type :
       {"", "text/plain", "multipart/form-data; boundary=x", "application/xml",
        "application/x-www-form-urlencoded; charset=windows-1251", "application/json;charset=koi8-r"}) {
    EXPECT_THAT(ReadForm(type, "phone=1"), StatusIs(Reason::kDeliveryUnreadable)) << type;
  }
  for (const char* body : {"", "[]", "{", R"({"phone":["1"]})", R"({"phone":{"a":1}})", R"({"phone":1,"phone":2})"}) {
    EXPECT_THAT(ReadForm(kJson, body), StatusIs(Reason::kDeliveryUnreadable)) << body;
  }
}

TEST(Form, ThatSaysNothingIsUnreadable) {
  for (const char* body : {"", "&&&", "=", "phone=+", "utm_source=yandex&rooms=2", "submission_id=5"}) {
    EXPECT_THAT(ReadForm(kUrlencoded, body), StatusIs(Reason::kDeliveryUnreadable)) << body;
  }
  std::string many = "phone=1";
  for (int i = 0; i < 200; ++i) absl::StrAppend(&many, "&f", i, "=1");
  EXPECT_THAT(ReadForm(kUrlencoded, many), StatusIs(Reason::kDeliveryUnreadable));
}

TEST(Form, APhoneThatIsNoneMayBecomeText) {
  CreateLeadRequest request = EnquiryOf(kUrlencoded, "name=M&phone=call+me&message=please");
  ASSERT_TRUE(MovePhonesToText(request));
  EXPECT_THAT(request.lead().phones(), IsEmpty());
  EXPECT_EQ(request.text(), "Телефон: call me\nplease");
  EXPECT_FALSE(MovePhonesToText(request));
}

}  // namespace
}  // namespace zamer::gateway::intake
