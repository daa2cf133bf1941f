// One call and its answer.
#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/upstream/upstream_fixture.h"

namespace zamer::gateway {
namespace {

using testing::IsOkAndHolds;
using testing::StatusIs;

class CallTest : public UpstreamFixture {
 protected:
  CallTest() { Reach({service_.endpoint()}); }

  EchoService service_;
};

TEST_F(CallTest, MessagesOfAnySizeComeAndGoWhole) {
  for (const std::size_t size : {0, 1, 100'000, 3'000'000}) {
    EXPECT_EQ(Ask(kEcho, std::string(size, 'x')).value().size(), size);
  }
}

TEST_F(CallTest, AnAnswerOverTheBoundIsRefusedAndTheNextOneIsNot) {
  Reach({service_.endpoint()}, {.most_message_bytes = 100'000});
  EXPECT_THAT(Ask(kEcho, std::string(100'001, 'x')), StatusIs(Reason::kMessageTooLarge));
  EXPECT_EQ(Ask(kEcho, std::string(100'000, 'x')).value().size(), 100'000);
}

TEST_F(CallTest, AnAnswerWithoutAMessageIsNone) { EXPECT_THAT(Ask(kNothing), StatusIs(absl::StatusCode::kInternal)); }

TEST_F(CallTest, WhatTakesTooLongIsGivenUpHereAndThere) {
  EXPECT_THAT(Ask(kSilent, "m", absl::Milliseconds(50)), StatusIs(Reason::kDeadlineExpired));
  EXPECT_TRUE(RunUntil([&] { return service_.cancelled() == 1; }));
}

TEST_F(CallTest, WhatIsCancelledIsSaidToBeHereAndThere) {
  const auto asked = Begin(kSilent);
  ASSERT_TRUE(RunUntil([&] { return service_.calls() == 1; }));
  asked->call->Cancel();
  ASSERT_TRUE(RunUntil([&] { return asked->answer.has_value(); }));
  EXPECT_THAT(*asked->answer, StatusIs(Reason::kCallCancelled));
  EXPECT_TRUE(RunUntil([&] { return service_.cancelled() == 1; }));
}

TEST_F(CallTest, ACallThatNobodyHoldsAnyMoreIsCancelled) {
  auto call = NewCall(kEcho, "m", absl::Seconds(10));
  ASSERT_TRUE(testing::RunOnLoop(loop_, call->Read()).ok());
  call = NewCall(kSilent, "m", absl::Seconds(10));
  asio::co_spawn(loop_, call->Read(), [](const std::exception_ptr&, const auto&) {});
  ASSERT_TRUE(RunUntil([&] { return service_.calls() == 2; }));
  call->Cancel();
  call.reset();
  EXPECT_TRUE(RunUntil([&] { return service_.cancelled() == 1; }));
}

TEST_F(CallTest, ManyAtOnceShareTheConnection) {
  std::vector<std::unique_ptr<Asked>> all;
  all.reserve(500);
  for (int i = 0; i < 500; ++i) all.push_back(Begin(kEcho));
  for (const auto& asked : all) {
    ASSERT_TRUE(RunUntil([&] { return asked->answer.has_value(); }));
    EXPECT_THAT(*asked->answer, IsOkAndHolds("m"));
  }
}

}  // namespace
}  // namespace zamer::gateway
