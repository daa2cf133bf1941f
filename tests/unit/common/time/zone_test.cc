#include "services/common/time/zone.h"

#include <gtest/gtest.h>

#include <map>

#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"

namespace zamer {
namespace {

absl::TimeZone Zone(std::string_view name) { return LoadZone(name).value(); }
absl::Time At(std::string_view text) { return ParseRfc3339(text).value(); }

std::map<std::string, std::string> Facts(const absl::Status& status) {
  const Metadata metadata = MetadataOf(status);
  return {metadata.begin(), metadata.end()};
}

absl::Duration LengthOf(absl::CivilDay day, std::string_view zone) {
  return StartOfDay(day + 1, Zone(zone)) - StartOfDay(day, Zone(zone));
}

TEST(LoadZone, KnowsIanaNames) {
  for (const char* name : {"UTC", "Europe/Moscow", "America/Argentina/Buenos_Aires", "Asia/Almaty", "Etc/GMT+3"}) {
    ASSERT_TRUE(LoadZone(name).ok()) << name;
    EXPECT_EQ(LoadZone(name)->name(), name);
  }
}

TEST(LoadZone, RefusesEverythingElse) {
  for (const char* name : {"", "Moscow", "europe/moscow", "Europe", "Europe/", "Fixed/UTC+03:00:00", "localtime",
                           "+03:00", "/usr/share/zoneinfo/Europe/Moscow", "../etc/passwd", "Europe/../Europe/Moscow",
                           "right/Europe/Moscow", "posix/Europe/Moscow", "libc:localtime", "Europe/Москва"}) {
    EXPECT_EQ(ReasonOf(LoadZone(name).status()), Reason::kTimeZoneUnknown) << name;
  }
  EXPECT_EQ(ReasonOf(LoadZone(std::string(100'000, 'A')).status()), Reason::kTimeZoneUnknown);
}

TEST(Days, Last23Or24Or25Hours) {
  EXPECT_EQ(LengthOf(absl::CivilDay(2026, 3, 29), "Europe/Berlin"), absl::Hours(23));
  EXPECT_EQ(LengthOf(absl::CivilDay(2026, 10, 25), "Europe/Berlin"), absl::Hours(25));
  EXPECT_EQ(LengthOf(absl::CivilDay(2026, 10, 25), "Europe/Moscow"), absl::Hours(24));
  EXPECT_EQ(LengthOf(absl::CivilDay(2018, 10, 28), "Europe/Volgograd"), absl::Hours(23));
  EXPECT_EQ(LengthOf(absl::CivilDay(2020, 12, 27), "Europe/Volgograd"), absl::Hours(25));
  EXPECT_EQ(LengthOf(absl::CivilDay(2024, 2, 29), "Asia/Almaty"), absl::Hours(25));
}

TEST(Days, StartWhenTheClocksFirstShowThem) {
  // Beirut's clocks went from midnight to one o'clock.
  EXPECT_EQ(StartOfDay(absl::CivilDay(2022, 3, 27), Zone("Asia/Beirut")), At("2022-03-27T01:00:00+03:00"));
  EXPECT_EQ(DayOf(At("2026-03-01T21:00:00Z"), Zone("Europe/Moscow")), absl::CivilDay(2026, 3, 2));
  EXPECT_EQ(DayOf(At("2026-03-01T20:59:59Z"), Zone("Europe/Moscow")), absl::CivilDay(2026, 3, 1));
}

TEST(ResolveWallTime, TakesATimeThatExistsOnce) {
  EXPECT_EQ(ResolveWallTime(absl::CivilSecond(2026, 3, 1, 13, 0), Zone("Europe/Moscow")).value(),
            At("2026-03-01T10:00:00Z"));
  EXPECT_EQ(ResolveWallTime(absl::CivilSecond(2026, 3, 1, 13, 0), Zone("Europe/Moscow"), absl::Hours(3)).value(),
            At("2026-03-01T10:00:00Z"));
}

TEST(ResolveWallTime, RejectsATimeThatDoesNotExistAndNamesItsNeighbours) {
  const auto result = ResolveWallTime(absl::CivilSecond(2026, 3, 29, 2, 30), Zone("Europe/Berlin"));
  EXPECT_EQ(ReasonOf(result.status()), Reason::kTimeNotInZone);
  auto facts = Facts(result.status());
  EXPECT_EQ(facts["before"], "2026-03-29T01:30:00+01:00");
  EXPECT_EQ(facts["after"], "2026-03-29T03:30:00+02:00");
  EXPECT_EQ(facts["time_zone"], "Europe/Berlin");
  EXPECT_FALSE(ResolveWallTime(absl::CivilSecond(2018, 10, 28, 2, 0), Zone("Europe/Volgograd")).ok());
}

TEST(ResolveWallTime, NeedsAnOffsetForATimeThatExistsTwice) {
  const absl::CivilSecond wall(2024, 2, 29, 23, 30);
  const absl::TimeZone almaty = Zone("Asia/Almaty");
  const auto result = ResolveWallTime(wall, almaty);
  EXPECT_EQ(ReasonOf(result.status()), Reason::kTimeAmbiguous);
  auto facts = Facts(result.status());
  EXPECT_EQ(facts["first"], "2024-02-29T23:30:00+06:00");
  EXPECT_EQ(facts["second"], "2024-02-29T23:30:00+05:00");
  EXPECT_EQ(ResolveWallTime(wall, almaty, absl::Hours(6)).value(), At("2024-02-29T17:30:00Z"));
  EXPECT_EQ(ResolveWallTime(wall, almaty, absl::Hours(5)).value(), At("2024-02-29T18:30:00Z"));
}

TEST(ResolveWallTime, RejectsAnOffsetThatTheZoneDoesNotHaveThen) {
  EXPECT_EQ(
      ReasonOf(ResolveWallTime(absl::CivilSecond(2024, 2, 29, 23, 30), Zone("Asia/Almaty"), absl::Hours(4)).status()),
      Reason::kTimeNotInZone);
  EXPECT_EQ(
      ReasonOf(ResolveWallTime(absl::CivilSecond(2026, 3, 1, 13, 0), Zone("Europe/Moscow"), absl::Hours(4)).status()),
      Reason::kTimeNotInZone);
}

TEST(FirstInstantAt, NeverGoesBackWhileTheWallGoesOn) {
  const absl::TimeZone zones[] = {Zone("Europe/Berlin"), Zone("Europe/Volgograd"), Zone("Asia/Almaty")};
  for (const absl::TimeZone& zone : zones) {
    for (const absl::CivilMinute start :
         {absl::CivilMinute(2026, 3, 28), absl::CivilMinute(2026, 10, 24), absl::CivilMinute(2018, 10, 27),
          absl::CivilMinute(2020, 12, 26), absl::CivilMinute(2024, 2, 28)}) {
      absl::Time last = absl::InfinitePast();
      for (int minute = 0; minute < 3 * 1440; ++minute) {
        const absl::Time next = FirstInstantAt(absl::CivilSecond(start + minute), zone);
        ASSERT_LE(last, next) << absl::FormatCivilTime(start + minute) << ' ' << zone.name();
        last = next;
      }
    }
  }
}

}  // namespace
}  // namespace zamer
