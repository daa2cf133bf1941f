#include "services/contract/domain/first_touch.h"

#include <gtest/gtest.h>

#include "services/contract/domain/lead_meetings.h"
#include "tests/unit/contract/domain/builders.h"

namespace zamer::contract {
namespace {

// Times of a day: At(10) is 10:00, At(34) is 10:00 of the next.
absl::Time At(double hour) { return absl::FromUnixSeconds(1'772'409'600) + hour * absl::Hours(1); }

constexpr absl::Duration kTick = absl::Nanoseconds(1);
constexpr absl::Duration kGrace = absl::Hours(24);

struct Case {
  const char* what;
  std::vector<std::pair<absl::Time, absl::Time>> held;
  absl::Time signed_at;
  bool first_touch;
};

TEST(FirstTouch, FollowsTheTable) {
  const Case table[] = {
      {"within the meeting", {{At(10), At(12)}}, At(11), true},
      {"the moment it begins", {{At(10), At(12)}}, At(10), true},
      {"a tick before it begins", {{At(10), At(12)}}, At(10) - kTick, false},
      {"online, the same evening", {{At(10), At(12)}}, At(21), true},
      {"exactly at the end of the grace", {{At(10), At(12)}}, At(36), true},
      {"a tick after the grace", {{At(10), At(12)}}, At(36) + kTick, false},
      {"weeks later", {{At(10), At(12)}}, At(500), false},
      {"a second meeting held before, within the grace", {{At(10), At(12)}, {At(18), At(19)}}, At(20), false},
      {"during the second meeting", {{At(10), At(12)}, {At(18), At(19)}}, At(18.5), false},
      {"the moment the second begins", {{At(10), At(12)}, {At(18), At(19)}}, At(18), true},
      {"before a second that is known already, synced late", {{At(10), At(12)}, {At(18), At(19)}}, At(13), true},
      {"a third does not matter", {{At(10), At(12)}, {At(18), At(19)}, {At(28), At(29)}}, At(13), true},
  };
  for (const Case& each : table) {
    EXPECT_EQ(IsFirstTouch(Held(each.held), each.signed_at, kGrace), each.first_touch) << each.what;
  }
}

TEST(FirstTouch, WithoutGraceEndsWithTheMeeting) {
  EXPECT_TRUE(IsFirstTouch(Held({{At(10), At(12)}}), At(12), absl::ZeroDuration()));
  EXPECT_FALSE(IsFirstTouch(Held({{At(10), At(12)}}), At(12) + kTick, absl::ZeroDuration()));
}

TEST(FirstTouch, CountsFromTheMeetingThatEndedFirstInWhateverOrderTheyAreKnown) {
  v1::LeadMeetings meetings;
  const v1::LeadMeetings late_first = Held({{At(50), At(51)}, {At(10), At(12)}});
  for (const v1::HeldMeeting& held : late_first.held()) AddHeld(meetings, held);
  EXPECT_TRUE(IsFirstTouch(meetings, At(20), kGrace));
  EXPECT_FALSE(IsFirstTouch(meetings, At(51), kGrace));
}

}  // namespace
}  // namespace zamer::contract
