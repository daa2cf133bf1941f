// What fires reaches the head of sales through the edge, as Alertmanager has it, and nobody else.
#include <absl/strings/str_join.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/fake_alertmanager.h"
#include "tests/support/gateway_process.h"
#include "tests/support/scene.h"

namespace zamer::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Lt;
using ::testing::Not;

constexpr char kOurs[] = R"({"labels": {"alertname": "LeadUnanswered", "department": "d1"}, "annotations": {}})";
constexpr char kTheirs[] = R"({"labels": {"alertname": "ThinHourAhead", "department": "d2"}, "annotations": {}})";
constexpr char kOfThePlatform[] = R"({"labels": {"alertname": "RedisUnreachable"}, "annotations": {}})";

std::string Fires(const std::vector<std::string>& alerts) { return "[" + absl::StrJoin(alerts, ",") + "]"; }

class GatewayAlertsTest : public ::testing::Test {
 protected:
  HttpAnswer Read(const Caller& caller) {
    return gateway_.Ask(
        {.method = "GET", .path = "/alerts", .headers = {{"authorization", "Bearer " + caller.token()}}});
  }
  // As Alertmanager's webhook does.
  HttpAnswer SayThatSomethingChanged(const std::string& body = "{}") {
    return gateway_.Ask({.path = "/alerts", .headers = {{"content-type", "application/json"}}, .body = body});
  }

  std::unique_ptr<FakeAlertmanager> alertmanager_ = std::make_unique<FakeAlertmanager>();
  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  Scene scene_{cluster_};
  GatewayProcess gateway_{cluster_, ZAMER_BIN_DIR, {"--alertmanager-url=" + alertmanager_->url()}};
};

TEST_F(GatewayAlertsTest, TheHeadOfSalesReadsWhatFiresForHerDepartmentAndThePlatform) {
  alertmanager_->Say(Fires({kOurs, kTheirs, kOfThePlatform}));
  const HttpAnswer answer = Read(scene_.head());
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("content-type"), "application/json");
  EXPECT_THAT(answer.body,
              AllOf(HasSubstr("LeadUnanswered"), HasSubstr("RedisUnreachable"), Not(HasSubstr("ThinHourAhead"))));
  EXPECT_THAT(alertmanager_->last_path(), AllOf(HasSubstr("active=true"), HasSubstr("silenced=false")));
}

TEST_F(GatewayAlertsTest, NobodyElseReadsThemAndAlertmanagerIsNotEvenAsked) {
  alertmanager_->Say(Fires({kOurs}));
  const HttpAnswer refused = Read(scene_.manager());
  EXPECT_EQ(refused.status, 403);
  EXPECT_THAT(refused.body, AllOf(HasSubstr("ROLE_NOT_ALLOWED"), Not(HasSubstr("LeadUnanswered"))));
  EXPECT_EQ(gateway_.Ask({.method = "GET", .path = "/alerts"}).status, 401);
  EXPECT_EQ(alertmanager_->asked(), 0);
}

TEST_F(GatewayAlertsTest, WhatAlertmanagerDoesNotTellIsAnErrorAndNotSilence) {
  alertmanager_->Say("overloaded", 503);
  EXPECT_EQ(Read(scene_.head()).status, 503);
  alertmanager_->Say("<html>a proxy's page</html>");
  EXPECT_EQ(Read(scene_.head()).status, 503);
  alertmanager_.reset();
  SayThatSomethingChanged();
  const HttpAnswer away = Read(scene_.head());
  EXPECT_EQ(away.status, 503);
  EXPECT_THAT(away.body, HasSubstr("PEER_UNAVAILABLE"));
}

TEST_F(GatewayAlertsTest, ManyPagesAreOneQuestionUntilTheWebhookSaysThatSomethingChanged) {
  alertmanager_->Say(Fires({kOurs}));
  constexpr int kPages = 10;
  for (int i = 0; i < kPages; ++i) EXPECT_THAT(Read(scene_.head()).body, HasSubstr("LeadUnanswered"));
  EXPECT_THAT(alertmanager_->asked(), Lt(kPages));

  alertmanager_->Say(Fires({kOfThePlatform}));
  EXPECT_EQ(SayThatSomethingChanged().status, 204);
  EXPECT_THAT(Read(scene_.head()).body, AllOf(HasSubstr("RedisUnreachable"), Not(HasSubstr("LeadUnanswered"))));
}

TEST_F(GatewayAlertsTest, WhoPostsAlertsOfHisOwnMakesNone) {
  EXPECT_EQ(SayThatSomethingChanged(R"({"status": "firing", "alerts": [)" + std::string(kOurs) + "]}").status, 204);
  EXPECT_EQ(Read(scene_.head()).body, "[]");
}

}  // namespace
}  // namespace zamer::testing
