#include "services/lead/domain/attempts.h"

#include <gtest/gtest.h>

#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

absl::TimeZone MoscowZone() {
  absl::TimeZone zone;
  absl::LoadTimeZone("Europe/Moscow", &zone);
  return zone;
}

// Unanswered outbound calls at these wall times in Moscow.
std::vector<v1::Interaction> CallsAt(const std::vector<std::string>& walls) {
  std::vector<v1::Interaction> history;
  history.reserve(walls.size());
  for (const std::string& wall : walls) {
    v1::Interaction& call = history.emplace_back();
    call.set_kind(v1::Interaction::CALL);
    call.set_direction(v1::Interaction::OUTBOUND);
    *call.mutable_occurred_time() = ToTimestamp(Moscow(wall));
  }
  return history;
}

bool TooFew(const std::vector<v1::Interaction>& history) { return TooFewAttempts(history, Rules(), MoscowZone()); }

TEST(Attempts, AreEnoughWhenFiveAreSpreadOverThreeDays) {
  EXPECT_FALSE(TooFew(
      CallsAt({"2026-03-02 10:00", "2026-03-02 15:00", "2026-03-03 10:00", "2026-03-03 15:00", "2026-03-04 10:00"})));
}

TEST(Attempts, AreTooFewWhenThereAreFour) {
  EXPECT_TRUE(TooFew(CallsAt({"2026-03-02 10:00", "2026-03-03 10:00", "2026-03-04 10:00", "2026-03-05 10:00"})));
}

TEST(Attempts, AreTooFewOnTwoDays) {
  EXPECT_TRUE(TooFew(CallsAt({"2026-03-02 10:00", "2026-03-02 11:00", "2026-03-03 10:00", "2026-03-03 11:00",
                              "2026-03-03 12:00", "2026-03-02 12:00"})));
}

TEST(Attempts, AreCountedByLocalDays) {
  // 22:30 and 00:30 in Moscow are one day in UTC.
  EXPECT_FALSE(TooFew(
      CallsAt({"2026-03-02 22:30", "2026-03-03 00:30", "2026-03-03 10:00", "2026-03-03 11:00", "2026-03-04 00:30"})));
  EXPECT_TRUE(TooFewAttempts(
      CallsAt({"2026-03-02 22:30", "2026-03-03 00:30", "2026-03-03 01:00", "2026-03-03 11:00", "2026-03-04 00:30"}),
      Rules(), absl::UTCTimeZone()));
}

TEST(Attempts, AreOutboundContactsOnly) {
  std::vector<v1::Interaction> history =
      CallsAt({"2026-03-02 10:00", "2026-03-03 10:00", "2026-03-04 10:00", "2026-03-05 10:00", "2026-03-06 10:00"});
  EXPECT_FALSE(TooFew(history));
  history[0].set_direction(v1::Interaction::INBOUND);
  EXPECT_TRUE(TooFew(history));
  history[0].set_kind(v1::Interaction::NOTE);
  history[0].set_direction(v1::Interaction::DIRECTION_UNSPECIFIED);
  EXPECT_TRUE(TooFew(history));
}

TEST(Rules, AreTheUsualUnlessTheDepartmentSaysOtherwise) {
  const Rules usual = RulesOf({});
  EXPECT_FALSE(usual.pull);
  EXPECT_EQ(usual.next_step_grace, absl::Minutes(15));
  EXPECT_EQ(usual.focus.stale_after, absl::Hours(14 * 24));
  EXPECT_EQ(usual.focus.confirm_before, absl::Hours(24));
  EXPECT_TRUE(SaysUnreachable("unreachable", usual));

  scheduling::v1::DepartmentSettings settings;
  settings.set_assignment_mode(scheduling::v1::DepartmentSettings::PULL);
  settings.mutable_next_step_grace()->set_seconds(60);
  settings.mutable_stale_after()->set_seconds(7200);
  settings.mutable_confirm_before()->set_seconds(0);
  settings.set_unreachable_reason("gone");
  settings.set_required_attempts(0);
  settings.set_required_attempt_days(1);
  const Rules own = RulesOf(settings);
  EXPECT_TRUE(own.pull);
  EXPECT_EQ(own.next_step_grace, absl::Minutes(1));
  EXPECT_EQ(own.focus.stale_after, absl::Hours(2));
  EXPECT_EQ(own.focus.confirm_before, absl::ZeroDuration());
  EXPECT_TRUE(SaysUnreachable("gone", own));
  EXPECT_FALSE(SaysUnreachable("unreachable", own));
  EXPECT_EQ(own.required_attempts, 0);
  EXPECT_EQ(own.required_attempt_days, 1);
}

}  // namespace
}  // namespace zamer::lead
