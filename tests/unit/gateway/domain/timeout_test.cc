#include "services/gateway/domain/timeout.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/status_matchers.h"

namespace zamer::gateway {
namespace {

using testing::IsOkAndHolds;
using testing::StatusIs;

TEST(Timeout, IsDigitsAndAUnit) {
  EXPECT_THAT(ParseGrpcTimeout("1H"), IsOkAndHolds(absl::Hours(1)));
  EXPECT_THAT(ParseGrpcTimeout("2M"), IsOkAndHolds(absl::Minutes(2)));
  EXPECT_THAT(ParseGrpcTimeout("30S"), IsOkAndHolds(absl::Seconds(30)));
  EXPECT_THAT(ParseGrpcTimeout("99999999m"), IsOkAndHolds(absl::Milliseconds(99'999'999)));
  EXPECT_THAT(ParseGrpcTimeout("5u"), IsOkAndHolds(absl::Microseconds(5)));
  EXPECT_THAT(ParseGrpcTimeout("0n"), IsOkAndHolds(absl::ZeroDuration()));
  EXPECT_THAT(ParseTimeoutMillis("2500"), IsOkAndHolds(absl::Milliseconds(2500)));
}

TEST(Timeout, AnythingElseIsRefused) {
  for (const std::string text : {"", "S", "1", "1s", "-1S", "+1S", "1.5S", "100000000S", " 1S", "1S ", "0x1S", "1SS"}) {
    EXPECT_THAT(ParseGrpcTimeout(text), StatusIs(Reason::kHttpRequestInvalid)) << text;
  }
  for (const std::string text : {"", "1m", "-1", "12345678901", "1e3", " 1"}) {
    EXPECT_THAT(ParseTimeoutMillis(text), StatusIs(Reason::kHttpRequestInvalid)) << text;
  }
}

TEST(Timeout, IsWrittenInTheFinestUnitThatHasRoom) {
  EXPECT_EQ(FormatGrpcTimeout(absl::Milliseconds(1)), "1000000n");
  EXPECT_EQ(FormatGrpcTimeout(absl::Seconds(10)), "10000000u");
  EXPECT_EQ(FormatGrpcTimeout(absl::Seconds(-1)), "0n");
  EXPECT_EQ(FormatGrpcTimeout(absl::InfiniteDuration()), "99999999H");
}

RC_GTEST_PROP(Timeout, IsReadBackNoLongerThanItWas, ()) {
  const absl::Duration timeout = absl::Nanoseconds(*rc::gen::inRange<std::int64_t>(0, INT64_MAX));
  const absl::Duration read = ParseGrpcTimeout(FormatGrpcTimeout(timeout)).value();
  RC_ASSERT(read <= timeout);
  RC_ASSERT(read >= timeout * 0.999999);
}

}  // namespace
}  // namespace zamer::gateway
