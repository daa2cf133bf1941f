#include "services/gateway/domain/intake/pbx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/common/time/timestamps.h"
#include "services/gateway/domain/intake/order.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/intake/intake_samples.h"

namespace zamer::gateway::intake {
namespace {

using lead::v1::Interaction;
using lead::v1::PbxCall;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::StatusIs;

// As Asterisk's manager tells of a call that is over; the clocks of the exchange show Moscow's time.
constexpr char kCdr[] = R"({"Event": "Cdr", "Source": "+79123456789", "Destination": "600", "DestinationContext": "in",
  "CallerID": "\"Maria\" <+79123456789>", "Channel": "PJSIP/trunk-0000001a", "DestinationChannel": "PJSIP/101-0000001b",
  "LastApplication": "Queue", "StartTime": "2026-03-02 12:50:00", "AnswerTime": "2026-03-02 12:50:12",
  "EndTime": "2026-03-02 12:52:00", "Duration": "120", "BillableSeconds": "108", "Disposition": "ANSWERED",
  "UniqueID": "1772445000.26", "Recording": "https://pbx.example/rec/26.mp3"})";

PbxSettings Settings() { return std::get<PbxSettings>(PbxWay().settings); }

PbxCall CallIn(std::string_view body) {
  const Arrivals arrivals = ReadCallArrivals(Settings(), body);
  EXPECT_THAT(arrivals, SizeIs(1)) << body;
  if (arrivals.size() != 1) return {};
  const WayIn way = PbxWay();
  const absl::StatusOr<Order> order = OrderOf(EnvelopeOf(way, arrivals.front().platform_id), arrivals.front().body);
  EXPECT_TRUE(order.ok()) << order.status();
  return order.ok() ? std::get<lead::v1::RecordCallRequest>(*order).call() : PbxCall();
}

absl::Duration Ring(const PbxCall& call) { return FromProtoDuration(call.ring_duration()); }
absl::Duration Talk(const PbxCall& call) { return FromProtoDuration(call.talk_duration()); }

TEST(Pbx, AsterisksRecordTellsWhoCalledWhoAnsweredAndForHowLong) {
  const PbxCall call = CallIn(kCdr);
  EXPECT_EQ(call.external_id(), "1772445000.26");
  EXPECT_EQ(call.direction(), Interaction::INBOUND);
  EXPECT_EQ(call.client_number(), "+79123456789");
  EXPECT_EQ(call.employee(), "departments/d1/employees/anna");
  EXPECT_EQ(FormatRfc3339(FromTimestamp(call.occurred_time())), "2026-03-02T09:50:00Z");
  EXPECT_EQ(Ring(call), absl::Seconds(12));
  EXPECT_EQ(Talk(call), absl::Seconds(108));
  EXPECT_EQ(call.result(), Interaction::ANSWERED);
  EXPECT_EQ(call.recording_uri(), "https://pbx.example/rec/26.mp3");
}

TEST(Pbx, PlainJsonTellsTheSame) {
  const PbxCall call = CallIn(R"({"id": "c-1", "direction": "outbound", "caller": "101", "callee": "8 (912) 345-67-89",
      "start": "2026-03-02T09:50:00+03:00", "answered": "2026-03-02T09:50:20+03:00", "duration": 65,
      "recording": "https://pbx.example/c-1"})");
  EXPECT_EQ(call.external_id(), "c-1");
  EXPECT_EQ(call.direction(), Interaction::OUTBOUND);
  EXPECT_EQ(call.client_number(), "8 (912) 345-67-89");
  EXPECT_EQ(call.employee(), "departments/d1/employees/anna");
  EXPECT_EQ(FormatRfc3339(FromTimestamp(call.occurred_time())), "2026-03-02T06:50:00Z");
  EXPECT_EQ(Ring(call), absl::Seconds(20));
  EXPECT_EQ(Talk(call), absl::Seconds(45));
  EXPECT_EQ(call.result(), Interaction::ANSWERED);
}

struct DirectionCase {
  const char* caller;
  const char* callee;
  Interaction::Direction direction;
  const char* client;
};
class PbxDirection : public ::testing::TestWithParam<DirectionCase> {};

TEST_P(PbxDirection, FollowsFromTheNumbersWhereTheExchangeDoesNotSay) {
  const auto& [caller, callee, direction, client] = GetParam();
  const PbxCall call = CallIn(std::string(R"({"id":"c","caller":")") + caller + R"(","callee":")" + callee + R"("})");
  EXPECT_EQ(call.direction(), direction);
  EXPECT_EQ(call.client_number(), client);
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, PbxDirection,
    ::testing::Values(DirectionCase{"+79123456789", "101", Interaction::INBOUND, "+79123456789"},
                      DirectionCase{"+79123456789", "+78462000000", Interaction::INBOUND, "+79123456789"},
                      DirectionCase{"101", "89123456789", Interaction::OUTBOUND, "89123456789"},
                      DirectionCase{"88462000000", "89123456789", Interaction::OUTBOUND, "89123456789"},
                      DirectionCase{"anonymous", "+78462000000", Interaction::INBOUND, "anonymous"}));

TEST(Pbx, CallsAmongOurOwnAndOtherEventsAreNoDelivery) {
  for (const char* body :
       {R"({"id":"c","caller":"101","callee":"102"})", R"({"id":"c","caller":"101","callee":"+78462000000"})",
        R"({"id":"c","direction":"internal","caller":"101","callee":"89123456789"})",
        R"({"Event":"Hangup","Uniqueid":"1.2","CallerIDNum":"+79123456789"})",
        R"({"Event":"Newchannel","Uniqueid":"1.2"})"}) {
    EXPECT_THAT(ReadCallArrivals(Settings(), body), IsEmpty()) << body;
  }
}

struct ResultCase {
  const char* members;
  Interaction::CallResult result;
  int talk_seconds;
};
class PbxResult : public ::testing::TestWithParam<ResultCase> {};

TEST_P(PbxResult, IsWhatTheExchangeSaysOrWhatFollowsFromTheTimes) {
  const auto& [members, result, talk_seconds] = GetParam();
  const PbxCall call = CallIn(std::string(R"({"id":"c","caller":"+79123456789","callee":"101",)") + members + "}");
  EXPECT_EQ(call.result(), result) << members;
  EXPECT_EQ(Talk(call), absl::Seconds(talk_seconds)) << members;
}

INSTANTIATE_TEST_SUITE_P(
    Results, PbxResult,
    ::testing::Values(
        ResultCase{R"("Disposition":"NO ANSWER","Duration":"20","BillableSeconds":"0")", Interaction::NO_ANSWER, 0},
        // The queue's music has answered, nobody else.
        ResultCase{R"("Disposition":"NO ANSWER","Duration":20,"BillableSeconds":18)", Interaction::NO_ANSWER, 0},
        ResultCase{R"("Disposition":"BUSY","Duration":"1")", Interaction::BUSY, 0},
        ResultCase{R"("Disposition":"CONGESTION")", Interaction::FAILED, 0},
        ResultCase{R"("result":"missed","duration":15)", Interaction::NO_ANSWER, 0},
        ResultCase{R"("result":"voicemail","duration":15,"talk":9)", Interaction::VOICEMAIL, 9},
        ResultCase{R"("answered":true,"duration":15)", Interaction::ANSWERED, 15},
        ResultCase{R"("answered":false,"duration":15)", Interaction::NO_ANSWER, 0},
        ResultCase{R"("duration":15)", Interaction::NO_ANSWER, 0}, ResultCase{R"("talk":7)", Interaction::ANSWERED, 7},
        ResultCase{R"("start":1772440000,"answered":1772440010,"duration":"70.0")", Interaction::ANSWERED, 60},
        ResultCase{R"("start":1772440000)", Interaction::CALL_RESULT_UNSPECIFIED, 0},
        ResultCase{R"("duration":1e300)", Interaction::CALL_RESULT_UNSPECIFIED, 0},
        ResultCase{R"("duration":-5,"talk":"long")", Interaction::CALL_RESULT_UNSPECIFIED, 0},
        ResultCase{R"("duration":99999999999)", Interaction::CALL_RESULT_UNSPECIFIED, 0}));

TEST(Pbx, ACallThatIsToldAgainWithMoreIsAnotherDeliveryOfTheSameCall) {
  const Arrivals first = ReadCallArrivals(Settings(), R"({"id":"c","caller":"+79123456789","callee":"101"})");
  const Arrivals again = ReadCallArrivals(Settings(), R"({"id": "c", "caller": "+79123456789", "callee": "101"})");
  const Arrivals more =
      ReadCallArrivals(Settings(), R"({"id":"c","caller":"+79123456789","callee":"101","recording":"https://x"})");
  EXPECT_EQ(KeyOf(first.front()), KeyOf(again.front()));
  EXPECT_NE(KeyOf(first.front()), KeyOf(more.front()));
  EXPECT_EQ(first.front().platform_id, more.front().platform_id);
}

TEST(Pbx, ATimeThatCannotBeIsTheTimeOfArrival) {
  for (const char* start : {R"("soon")", R"("2026-02-30 10:00:00")", "0", "-5", "1e300", R"("")", "null", "[]"}) {
    const PbxCall call =
        CallIn(std::string(R"({"id":"c","caller":"+79123456789","callee":"101","start":)") + start + "}");
    EXPECT_EQ(FromTimestamp(call.occurred_time()), testing::TestNow()) << start;
  }
}

TEST(Pbx, OnlyALinkIsARecording) {
  for (const char* recording : {"javascript:alert(1)", "/var/spool/asterisk/1.wav", ""}) {
    const PbxCall call =
        CallIn(std::string(R"({"id":"c","caller":"+79123456789","callee":"101","recording":")") + recording + "\"}");
    EXPECT_EQ(call.recording_uri(), "") << recording;
  }
}

TEST(Pbx, WhatCannotBeReadIsKeptWithItsReason) {
  for (const char* body : {"", "[]", "Event: Cdr", R"({"id":99999999999999999999999})"}) {
    const Arrivals arrivals = ReadCallArrivals(Settings(), body);
    ASSERT_THAT(arrivals, SizeIs(1)) << body;
    EXPECT_EQ(arrivals.front().reason, "DELIVERY_UNREADABLE");
    EXPECT_EQ(arrivals.front().body, body);
  }
}

TEST(Pbx, ACallOfNobodyIsUnreadable) {
  const WayIn way = PbxWay();
  EXPECT_THAT(OrderOf(EnvelopeOf(way), R"({"id":"c"})"), StatusIs(Reason::kDeliveryUnreadable));
  EXPECT_THAT(OrderOf(EnvelopeOf(way), R"({"id":"c","caller":"101"})"), StatusIs(Reason::kDeliveryUnreadable));
}

}  // namespace
}  // namespace zamer::gateway::intake
