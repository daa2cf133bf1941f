#include "services/gateway/domain/alerts/alerts_of.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace zamer::gateway {
namespace {

using google::protobuf::ListValue;
using google::protobuf::util::MessageDifferencer;
using testing::StatusIs;

// Fields of an object come in any order.
ListValue Read(const std::string& json) {
  ListValue read;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &read).ok()) << json;
  return read;
}

TEST(AlertsOf, AreThoseOfTheDepartmentAndThoseOfThePlatform) {
  constexpr char kAll[] = R"([
      {"labels":{"alertname":"LeadUnanswered","department":"d1"},"annotations":{"summary":"s"},"startsAt":"t","status":{}},
      {"labels":{"alertname":"LeadUnanswered","department":"d2"},"annotations":{}},
      {"labels":{"alertname":"ServiceDown","service":"lead"},"fingerprint":"f"}])";
  const absl::StatusOr<std::string> told = AlertsOf(kAll, "d1");
  ASSERT_TRUE(told.ok());
  EXPECT_NE(told->find("LeadUnanswered"), std::string::npos);
  EXPECT_NE(told->find("ServiceDown"), std::string::npos);
  EXPECT_EQ(told->find("d2"), std::string::npos);
}

TEST(AlertsOf, TellOnlyWhatThePageShows) {
  const absl::StatusOr<std::string> told =
      AlertsOf(R"([{"labels":{"a":"b"},"startsAt":"t","generatorURL":"http://inside:9090/graph"}])", "d1");
  EXPECT_TRUE(MessageDifferencer::Equals(Read(told.value()), Read(R"([{"labels":{"a":"b"},"startsAt":"t"}])")))
      << told.value();
}

TEST(AlertsOf, AreNoneWhereNoneFire) { EXPECT_EQ(AlertsOf("[]", "d1").value(), "[]"); }

TEST(AlertsOf, AnAnswerThatIsNoListIsAFailureAndNotSilence) {
  for (const char* answer : {"", "{}", "null", "<html>", "[{"}) {
    EXPECT_THAT(AlertsOf(answer, "d1"), StatusIs(Reason::kPeerUnavailable)) << answer;
  }
}

TEST(AlertsOf, WhatIsNoAlertIsPassedOver) {
  EXPECT_EQ(AlertsOf(R"([1,"x",{},{"labels":[]}])", "d1").value().find("x"), std::string::npos);
}

}  // namespace
}  // namespace zamer::gateway
