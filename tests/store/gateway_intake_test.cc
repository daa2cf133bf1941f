// What platforms deliver is authenticated, stored in a real Redis, and only then answered.
#include "tests/store/gateway_intake_fixture.h"
#include "tests/support/redis_keys_page.h"
#include "tests/support/stored_keys.h"

namespace zamer::gateway::intake {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

class IntakeTest : public IntakeFixture {};

TEST_F(IntakeTest, VkReadsTheCodeOfItsCommunityAndThenOk) {
  const auto code = Send(PostTo("/in/vk-shop", R"({"type":"confirmation","group_id":123456})"));
  ASSERT_THAT(code, IsOk());
  EXPECT_EQ(code->body, "a1b2c3d4");
  EXPECT_THAT(List(), IsEmpty());
  const auto taken = SendVk("e-1");
  ASSERT_THAT(taken, IsOk());
  EXPECT_EQ(taken->status, 200);
  EXPECT_EQ(taken->body, "ok");
  const v1::Delivery delivery = Only();
  EXPECT_EQ(delivery.state(), v1::Delivery::WAITING);
  EXPECT_EQ(delivery.platform_id(), "e-1");
  EXPECT_EQ(delivery.way_in(), "departments/d1/waysIn/vk-shop");
}

TEST_F(IntakeTest, NothingIsAnsweredThatIsNotStored) {
  redis_server_.Stop();
  EXPECT_THAT(SendVk("e-1"), StatusIs(absl::StatusCode::kUnavailable));
  redis_server_.Start();
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return replica().redis.connected(); }));
  EXPECT_THAT(SendVk("e-1"), IsOk());
  EXPECT_THAT(List(), SizeIs(1));
}

TEST_F(IntakeTest, WhatIsDeliveredTwiceIsOneDelivery) {
  EXPECT_THAT(SendVk("e-1"), IsOk());
  EXPECT_THAT(SendVk("e-1"), IsOk());
  EXPECT_THAT(SendVk("e-2"), IsOk());
  EXPECT_THAT(List(), SizeIs(2));
}

TEST_F(IntakeTest, WhatTwoReplicasGetAtOnceIsOneDelivery) {
  AddReplica();
  std::vector<std::unique_ptr<RecordedExchange>> exchanges;
  int answered = 0;
  for (int i = 0; i < 10; ++i) {
    exchanges.push_back(std::make_unique<RecordedExchange>(PostTo("/in/vk-shop", VkMessage("e-1"))));
    asio::co_spawn(loop_, replicas_[i % 2]->router.Route(*exchanges.back()),
                   [&](const std::exception_ptr&, const absl::Status& status) {
                     EXPECT_THAT(status, IsOk());
                     ++answered;
                   });
  }
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return answered == 10; }));
  EXPECT_THAT(List(), SizeIs(1));
}

TEST_F(IntakeTest, AForgedSecretIsRefusedAndNothingIsStored) {
  const auto refused = Send(PostTo("/in/vk-shop", R"({"type":"message_new","group_id":123456,"secret":"wrong",
      "object":{"message":{"from_id":5,"text":"Кухня"}}})"));
  EXPECT_THAT(refused, StatusIs(Reason::kDeliveryRefused));
  EXPECT_THAT(List(), IsEmpty());
}

TEST_F(IntakeTest, MetaIsToldItsChallengeAndEachMessageIsStored) {
  http::Request challenge{.method = "GET",
                          .path = "/in/insta",
                          .query = "hub.mode=subscribe&hub.challenge=42&hub.verify_token=verify%20me"};
  const auto answered = Send(challenge);
  ASSERT_THAT(answered, IsOk());
  EXPECT_EQ(answered->body, "42");
  const auto taken = SendMeta(R"({"object":"instagram","entry":[{"messaging":[
      {"sender":{"id":"1"},"message":{"mid":"m-1","text":"Шкаф"}},
      {"sender":{"id":"1"},"message":{"mid":"m-1","text":"Шкаф"}},
      {"sender":{"id":"2"},"message":{"mid":"m-2","text":"Кухня"}}]}]})");
  ASSERT_THAT(taken, IsOk());
  EXPECT_EQ(taken->status, 200);
  EXPECT_THAT(List(), SizeIs(2));
}

TEST_F(IntakeTest, AForgedSignatureIsRefusedAndNothingIsStored) {
  const std::string body = R"({"entry":[{"messaging":[{"sender":{"id":"1"},"message":{"mid":"m","text":"x"}}]}]})";
  for (const std::string& signature : {std::string(), SignatureOf(body + " "), SignatureOf(body).substr(7)}) {
    EXPECT_THAT(Send(PostTo("/in/insta", body, {{"x-hub-signature-256", signature}})),
                StatusIs(Reason::kDeliveryRefused));
  }
  EXPECT_THAT(Send(PostTo("/in/insta", body)), StatusIs(Reason::kDeliveryRefused));
  EXPECT_THAT(List(), IsEmpty());
}

TEST_F(IntakeTest, WhatMetaHasSignedAndNobodyCanReadIsKeptAsRejected) {
  ASSERT_THAT(SendMeta("{"), IsOk());
  const v1::Delivery delivery = Only();
  EXPECT_EQ(delivery.state(), v1::Delivery::REJECTED);
  EXPECT_EQ(delivery.reason(), "DELIVERY_UNREADABLE");
  EXPECT_THAT(delivery.message(), HasSubstr("entry"));
}

TEST_F(IntakeTest, AScriptIsToldThatItsFormWasTakenAndMayReadIt) {
  const auto taken = SendForm("phone=%2B79123456789");
  ASSERT_THAT(taken, IsOk());
  EXPECT_EQ(taken->status, 200);
  EXPECT_EQ(taken->body, R"({"accepted":true})");
  EXPECT_EQ(taken->headers.Get("access-control-allow-origin"), "https://kitchens.example");
  EXPECT_EQ(taken->headers.Get("vary"), "origin");
  EXPECT_EQ(Only().state(), v1::Delivery::WAITING);
}

TEST_F(IntakeTest, ABrowserThatSentTheFormByItselfGetsAPage) {
  const auto page = SendForm("phone=%2B79123456789", FormHeaders("text/html,application/xhtml+xml"));
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->status, 200);
  EXPECT_THAT(page->headers.Get("content-type"), StartsWith("text/html"));
}

TEST_F(IntakeTest, OrIsSentOnToThePageThatThanks) {
  std::get<FormSettings>(options_.ways[2].settings).thank_you = "https://kitchens.example/thanks";
  AddReplica();
  const auto on = Send(PostTo("/in/site", "phone=%2B79123456789", FormHeaders("text/html")), 1);
  ASSERT_THAT(on, IsOk());
  EXPECT_EQ(on->status, 303);
  EXPECT_EQ(on->headers.Get("location"), "https://kitchens.example/thanks");
}

TEST_F(IntakeTest, WhoFillsInTheHoneypotSeesNoDifferenceAndIsKeptAsSpam) {
  const auto person = SendForm("phone=%2B79123456789&website=");
  const auto robot = SendForm("phone=%2B79123456788&website=http%3A%2F%2Fspam");
  ASSERT_THAT(robot, IsOk());
  EXPECT_EQ(robot->status, person->status);
  EXPECT_EQ(robot->body, person->body);
  const auto rejected = ListIn(v1::Delivery::REJECTED);
  ASSERT_THAT(rejected, SizeIs(1));
  EXPECT_EQ(rejected.front().reason(), "SPAM");
}

TEST_F(IntakeTest, AFormThatCannotBeTakenIsAnsweredSoThatItsPageCanRead) {
  const auto empty = SendForm("utm_source=yandex");
  ASSERT_THAT(empty, IsOk());
  EXPECT_EQ(empty->status, 400);
  EXPECT_THAT(empty->body, HasSubstr("DELIVERY_UNREADABLE"));
  EXPECT_EQ(empty->headers.Get("access-control-allow-origin"), "https://kitchens.example");
}

TEST_F(IntakeTest, OneAddressSendsOnlySoManyForms) {
  std::get<FormSettings>(options_.ways[2].settings).rate = {.per_second = 0.001, .burst = 2};
  AddReplica();
  const auto send = [&](const std::string& peer) {
    http::Request request = PostTo("/in/site", absl::StrCat("phone=%2B79123456789&peer=", peer), FormHeaders());
    request.peer = peer;
    return Send(std::move(request), 1)->status;
  };
  EXPECT_EQ(send("203.0.113.7"), 200);
  EXPECT_EQ(send("203.0.113.7"), 200);
  EXPECT_EQ(send("203.0.113.7"), 429);
  EXPECT_EQ(send("203.0.113.8"), 200);
}

TEST_F(IntakeTest, AFormOfAnotherSiteIsRefused) {
  EXPECT_THAT(
      SendForm("phone=1", {{"content-type", "application/x-www-form-urlencoded"}, {"origin", "https://evil.example"}}),
      StatusIs(Reason::kOriginRefused));
  http::Request preflight{.method = "OPTIONS", .path = "/in/site", .headers = {{"origin", "https://evil.example"}}};
  EXPECT_THAT(Send(preflight), StatusIs(Reason::kOriginRefused));
  EXPECT_THAT(List(), IsEmpty());
}

TEST_F(IntakeTest, ABrowserMayAskWhatAPageMaySend) {
  http::Request preflight{.method = "OPTIONS", .path = "/in/site", .headers = {{"origin", "https://kitchens.example"}}};
  const auto answer = Send(preflight);
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->status, 204);
  EXPECT_EQ(answer->headers.Get("access-control-allow-methods"), "POST");
  EXPECT_EQ(answer->headers.Get("access-control-allow-headers"), "content-type");
}

TEST_F(IntakeTest, AnExchangeShowsItsKeyAndIsToldTheDelivery) {
  const std::string body = R"({"id":"c-1","caller":"+79123456789","callee":"101","duration":5})";
  EXPECT_THAT(Send(PostTo("/in/pbx", body)), StatusIs(Reason::kDeliveryRefused));
  EXPECT_THAT(Send(PostTo("/in/pbx", body, {{"authorization", "Bearer wrong"}})), StatusIs(Reason::kDeliveryRefused));
  const http::Headers key{{"authorization", "bearer a key that only the exchange knows"}};
  const auto taken = Send(PostTo("/in/pbx", body, key));
  ASSERT_THAT(taken, IsOk());
  EXPECT_EQ(taken->body, absl::StrCat(R"({"delivery":")", Only().name(), R"("})"));
  EXPECT_THAT(Send(PostTo("/in/pbx", R"({"Event":"Hangup"})", key)), IsOk());
  EXPECT_THAT(List(), SizeIs(1));
}

TEST_F(IntakeTest, AnExchangeThatSendsNoJsonIsToldSoAndWhatItSentIsKept) {
  const http::Headers key{{"authorization", "Bearer a key that only the exchange knows"}};
  const auto answer = Send(PostTo("/in/pbx", "Event: Cdr", key));
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->status, 400);
  EXPECT_EQ(Only().state(), v1::Delivery::REJECTED);
  EXPECT_THAT(answer->body, HasSubstr(Only().name()));
}

TEST_F(IntakeTest, AWayInThatIsNoneAndABodyThatIsTooLargeAreRefused) {
  EXPECT_THAT(Send(PostTo("/in/elsewhere", "{}")), StatusIs(Reason::kWayInNotFound));
  EXPECT_THAT(Send(PostTo("/in/vk-shop", std::string((1 << 20) + 1, ' '))), StatusIs(Reason::kMessageTooLarge));
}

TEST_F(IntakeTest, WhatAPersonSaysIsInTheRecordAndNowhereElseUntilTheLeadServiceHasIt) {
  ASSERT_THAT(SendVk("e-1", absl::StrCat("Звоните ", kPerson)), IsOk());
  ASSERT_THAT(SendForm("phone=%2B7+912+345-67-89"), IsOk());
  const auto holders = [&] {
    int found = 0;
    for (const testing::StoredKey& key : testing::ScanAll(redis_server_)) {
      EXPECT_THAT(key.name, ::testing::Not(HasSubstr("912")));
      const bool is_record = key.name.find(":delivery:") != std::string::npos;
      const std::string dump(redis_server_.Run(redis::Command("DUMP", key.name)).text());
      if (dump.find("345-67-89") == std::string::npos) continue;
      EXPECT_TRUE(is_record) << key.name;
      ++found;
    }
    return found;
  };
  EXPECT_EQ(holders(), 2);
  ASSERT_THAT(RunDue(), IsOk());
  EXPECT_EQ(holders(), 0);
}

TEST_F(IntakeTest, EveryKeyIsDescribedInTheDocumentation) {
  replica().intake.Start();
  ASSERT_THAT(SendVk("e-1"), IsOk());
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return leads_.taken.size() == 1; }));
  ASSERT_THAT(SendForm("name=A&website=x"), IsOk());
  const std::vector<v1::Delivery> spam = ListIn(v1::Delivery::REJECTED);
  ASSERT_THAT(spam, SizeIs(1));
  ASSERT_THAT(Redrive(spam.front().name()), IsOk());
  const testing::RedisKeysPage page(ZAMER_SOURCE_DIR);
  const std::vector<testing::StoredKey> keys = testing::ScanAll(redis_server_);
  EXPECT_THAT(keys, SizeIs(::testing::Gt(5)));
  for (const testing::StoredKey& key : keys) {
    EXPECT_THAT(testing::RowsFor(page.shapes, key.name), SizeIs(1)) << key.name;
    if (!testing::WithoutPartition(key.name).starts_with("in-")) continue;
    EXPECT_THAT(testing::RowsFor(page.indexes, key.name), SizeIs(1)) << key.name;
  }
}

}  // namespace
}  // namespace zamer::gateway::intake
