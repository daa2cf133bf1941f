#include "services/lead/domain/calls.h"

#include <absl/strings/str_cat.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

v1::PbxCall Told(int ring_seconds, int talk_seconds, v1::Interaction::CallResult result = {},
                 const std::string& employee = {}, const std::string& recording = {}) {
  v1::PbxCall call;
  call.set_external_id("pbx-1");
  call.set_direction(v1::Interaction::INBOUND);
  call.set_client_number("8 912 345-67-89");
  *call.mutable_occurred_time() = ToTimestamp(Now());
  call.mutable_ring_duration()->set_seconds(ring_seconds);
  call.mutable_talk_duration()->set_seconds(talk_seconds);
  call.set_result(result);
  call.set_employee(employee);
  call.set_recording_uri(recording);
  return call;
}

// A call that rings at anna's, is taken by boris, ends, and has a recording in the end.
std::vector<v1::PbxCall> Tellings() {
  return {Told(0, 0, {}, kAnna), Told(7, 0, {}, kBoris), Told(7, 95, v1::Interaction::ANSWERED, kBoris),
          Told(7, 95, v1::Interaction::ANSWERED, kBoris, "https://pbx/1"), Told(3, 0)};
}

TEST(LearnCall, KnowsTheSameInWhateverOrderItIsTold) {
  const std::vector<v1::PbxCall> tellings = Tellings();
  std::vector<std::size_t> order(tellings.size());
  std::iota(order.begin(), order.end(), 0);
  do {
    v1::Interaction known = CallOf(tellings[order[0]]);
    for (const std::size_t next : order) LearnCall(known, CallOf(tellings[next]));
    EXPECT_EQ(known.ring_duration().seconds(), 7);
    EXPECT_EQ(known.talk_duration().seconds(), 95);
    EXPECT_EQ(known.call_result(), v1::Interaction::ANSWERED);
    EXPECT_EQ(known.employee(), kBoris);
    EXPECT_EQ(known.recording_uri(), "https://pbx/1");
  } while (std::ranges::next_permutation(order).found);
}

TEST(LearnCall, SaysWhetherAnythingIsNew) {
  v1::Interaction known = CallOf(Told(7, 0));
  EXPECT_FALSE(LearnCall(known, CallOf(Told(7, 0))));
  EXPECT_FALSE(LearnCall(known, CallOf(Told(0, 0))));
  EXPECT_TRUE(LearnCall(known, CallOf(Told(7, 30))));
  EXPECT_TRUE(LearnCall(known, CallOf(Told(7, 30, v1::Interaction::ANSWERED))));
  EXPECT_TRUE(LearnCall(known, CallOf(Told(7, 30, v1::Interaction::VOICEMAIL)))) << "the exchange knows better now";
  EXPECT_FALSE(LearnCall(known, CallOf(Told(7, 30, v1::Interaction::VOICEMAIL))));
}

TEST(LearnCall, KeepsWhenItBeganAndWhoBeganIt) {
  v1::Interaction known = CallOf(Told(0, 0));
  v1::PbxCall later = Told(0, 0);
  later.set_direction(v1::Interaction::OUTBOUND);
  *later.mutable_occurred_time() = ToTimestamp(Now() + absl::Minutes(1));
  EXPECT_FALSE(LearnCall(known, CallOf(later)));
  EXPECT_EQ(FromTimestamp(known.occurred_time()), Now());
  EXPECT_EQ(known.direction(), v1::Interaction::INBOUND);
}

TEST(PbxCallOf, GivesBackWhatWasTold) {
  for (const v1::PbxCall& told : Tellings()) {
    v1::CallRecord kept;
    *kept.mutable_call() = CallOf(told);
    kept.set_client_number(told.client_number());
    EXPECT_EQ(PbxCallOf(kept).SerializeAsString(), told.SerializeAsString());
  }
}

TEST(KeepCall, LetsTheOldestGoForTheFiftyFirst) {
  v1::CallerRecord caller;
  for (int i = 0; i < kMaxKeptCalls; ++i) EXPECT_FALSE(KeepCall(caller, absl::StrCat("c", i)));
  EXPECT_EQ(KeepCall(caller, "more"), "c0");
  EXPECT_EQ(KeepCall(caller, "more still"), "c1");
  EXPECT_EQ(caller.calls_size(), kMaxKeptCalls);
  EXPECT_EQ(caller.calls(0), "c2");
}

}  // namespace
}  // namespace zamer::lead
