#include "services/gateway/domain/intake/delivery.h"

#include <gtest/gtest.h>

#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"
#include "tests/support/fakes.h"

namespace zamer::gateway::intake {
namespace {

using testing::TestNow;
using v1::Delivery;
using v1::DeliveryRecord;

constexpr absl::Duration kKeep = absl::Hours(24 * 30);

absl::Status LeadServiceDown() {
  return Unavailable(Reason::kPeerUnavailable, "The lead service does not answer.", absl::Seconds(1));
}

absl::Status ChannelUnknown() { return NotFound(Reason::kChannelNotFound, "There is no such channel."); }

absl::Status TextRefused() { return InvalidArgument(Reason::kFieldInvalid, "text must be shorter"); }

DeliveryRecord New() { return NewDelivery("vk", {.platform_id = "e-1", .body = "{}"}, TestNow(), kKeep); }

TEST(Delivery, IsDueAtOnce) {
  const DeliveryRecord record = New();
  EXPECT_EQ(record.state(), Delivery::WAITING);
  EXPECT_EQ(DueAt(record), TestNow());
}

TEST(Delivery, ThatWasTakenIsForgottenAtOnceButForWhatBecameOfIt) {
  DeliveryRecord record = New();
  Deliver(record, "departments/d1/leads/l1", TestNow());
  EXPECT_EQ(record.state(), Delivery::DELIVERED);
  EXPECT_EQ(record.lead(), "departments/d1/leads/l1");
  EXPECT_EQ(FromTimestamp(record.settle_time()), TestNow());
  EXPECT_EQ(record.body(), "");
  EXPECT_EQ(DueAt(record), absl::InfiniteFuture());
}

TEST(Delivery, WaitsLongerAfterEachFailureButNeverLongerThanAQuarterOfAnHour) {
  DeliveryRecord record = New();
  absl::Duration last;
  for (int attempt = 1; attempt <= 40; ++attempt) {
    Refuse(record, LeadServiceDown(), TestNow(), kKeep);
    EXPECT_EQ(record.state(), Delivery::WAITING);
    EXPECT_EQ(record.attempt_count(), attempt);
    const absl::Duration pause = DueAt(record) - TestNow();
    EXPECT_TRUE(pause > last || pause == absl::Minutes(15)) << attempt;
    last = pause;
  }
  EXPECT_EQ(last, absl::Minutes(15));
  EXPECT_EQ(record.reason(), "PEER_UNAVAILABLE");
}

TEST(Delivery, ForAChannelThatIsNotThereYetWaits) {
  DeliveryRecord record = New();
  Refuse(record, ChannelUnknown(), TestNow(), kKeep);
  EXPECT_EQ(record.state(), Delivery::WAITING);
  EXPECT_EQ(record.reason(), "CHANNEL_NOT_FOUND");
}

TEST(Delivery, ThatIsRefusedForWhatItIsIsRejectedWithItsReason) {
  DeliveryRecord record = New();
  Refuse(record, TextRefused(), TestNow(), kKeep);
  EXPECT_EQ(record.state(), Delivery::REJECTED);
  EXPECT_EQ(record.reason(), "FIELD_INVALID");
  EXPECT_EQ(record.message(), "text must be shorter");
  EXPECT_EQ(DueAt(record), TestNow() + kKeep);
}

TEST(Delivery, TheWordsOfAnErrorThatIsNotOursAreNotKept) {
  DeliveryRecord record = New();
  Refuse(record, absl::InternalError("cannot parse +79123456789"), TestNow(), kKeep);
  EXPECT_EQ(record.reason(), "INTERNAL");
  EXPECT_EQ(record.message(), "");
}

TEST(Delivery, ARejectedOneMayBeDeliveredAgainWhileItsBodyIsThere) {
  DeliveryRecord record = New();
  EXPECT_FALSE(Redrive(record, TestNow()));
  Refuse(record, TextRefused(), TestNow(), kKeep);
  ASSERT_TRUE(Redrive(record, TestNow() + absl::Hours(1)));
  EXPECT_EQ(record.state(), Delivery::WAITING);
  EXPECT_EQ(DueAt(record), TestNow() + absl::Hours(1));
  EXPECT_FALSE(record.has_erase_time());
  Refuse(record, TextRefused(), TestNow(), kKeep);
  EraseBody(record);
  EXPECT_FALSE(Redrive(record, TestNow()));
  EXPECT_EQ(record.state(), Delivery::REJECTED);
}

TEST(Delivery, SpamIsRejectedAtOnce) {
  const DeliveryRecord record = NewDelivery("site", {.body = "{}", .reason = std::string(kSpam)}, TestNow(), kKeep);
  EXPECT_EQ(record.state(), Delivery::REJECTED);
  EXPECT_TRUE(IsSpam(record));
  EXPECT_EQ(DueAt(record), TestNow() + kKeep);
}

TEST(Delivery, IsShownWithoutWhatItSays) {
  DeliveryRecord record = New();
  record.set_body("a secret wish");
  const Delivery shown = Shown(record, "departments/d1/deliveries/x", "departments/d1/waysIn/vk");
  EXPECT_TRUE(shown.body_kept());
  EXPECT_EQ(shown.platform_id(), "e-1");
  EXPECT_EQ(shown.DebugString().find("wish"), std::string::npos);
}

}  // namespace
}  // namespace zamer::gateway::intake
