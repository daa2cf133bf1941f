#include "services/common/time/timestamps.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/common/status/errors.h"

namespace zamer {
namespace {

absl::Time Utc(absl::CivilSecond civil) { return absl::FromCivil(civil, absl::UTCTimeZone()); }

RC_GTEST_PROP(Timestamps, RoundTripThroughProtoAndText, ()) {
  const auto seconds = *rc::gen::inRange<std::int64_t>(-62135596800, 253402300799);
  const auto nanos = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
  const absl::Time time = absl::FromUnixSeconds(seconds) + absl::Nanoseconds(nanos);
  RC_ASSERT(FromTimestamp(ToTimestamp(time)) == time);
  RC_ASSERT(IsValid(ToTimestamp(time)));
  RC_ASSERT(ParseRfc3339(FormatRfc3339(time)).value() == time);
}

RC_GTEST_PROP(Timestamps, ParseAnyTextWithoutHarm, (const std::string& text)) {
  const auto time = ParseRfc3339(text);
  RC_ASSERT(time.ok() || ReasonOf(time.status()) == Reason::kTimeInvalid);
  const auto day = ParseDay(text);
  RC_ASSERT(day.ok() || ReasonOf(day.status()) == Reason::kTimeInvalid);
}

TEST(Timestamps, StayInProtobufsRange) {
  EXPECT_TRUE(IsValid(ToTimestamp(absl::InfiniteFuture())));
  EXPECT_TRUE(IsValid(ToTimestamp(absl::InfinitePast())));
  EXPECT_EQ(FormatRfc3339(FromTimestamp(ToTimestamp(absl::InfinitePast()))), "0001-01-01T00:00:00Z");
}

TEST(Timestamps, AreInvalidOutsideProtobufsRange) {
  google::protobuf::Timestamp timestamp;
  EXPECT_TRUE(IsValid(timestamp));
  timestamp.set_nanos(-1);
  EXPECT_FALSE(IsValid(timestamp));
  timestamp.set_nanos(1'000'000'000);
  EXPECT_FALSE(IsValid(timestamp));
  timestamp.set_nanos(0);
  timestamp.set_seconds(253402300800);
  EXPECT_FALSE(IsValid(timestamp));
}

TEST(Durations, RoundTripAlsoWhenNegative) {
  for (const absl::Duration each :
       {absl::Milliseconds(-1500), absl::Nanoseconds(1), absl::Hours(30), -absl::Hours(1)}) {
    EXPECT_EQ(FromProtoDuration(ToProtoDuration(each)), each);
    EXPECT_TRUE(IsValid(ToProtoDuration(each)));
  }
  EXPECT_TRUE(IsValid(ToProtoDuration(absl::InfiniteDuration())));
}

TEST(Durations, AreInvalidWithTwoSigns) {
  google::protobuf::Duration duration;
  duration.set_seconds(1);
  duration.set_nanos(-1);
  EXPECT_FALSE(IsValid(duration));
}

TEST(Dates, RoundTrip) {
  const absl::CivilDay day(2024, 2, 29);
  EXPECT_EQ(FromDate(ToDate(day)).value(), day);
  EXPECT_EQ(ParseDay(FormatDay(day)).value(), day);
}

TEST(Dates, ThatDoNotExistAreRefused) {
  google::type::Date date;
  EXPECT_EQ(ReasonOf(FromDate(date).status()), Reason::kTimeInvalid);
  date.set_year(2023);
  date.set_month(2);
  EXPECT_FALSE(FromDate(date).ok()) << "a month is no day";
  date.set_day(29);
  EXPECT_FALSE(FromDate(date).ok());
  date.set_day(28);
  EXPECT_TRUE(FromDate(date).ok());
  for (const char* text : {"2023-02-29", "2023-2-28", "2023-02-28 ", "20230228", "0000-01-01", ""}) {
    EXPECT_EQ(ReasonOf(ParseDay(text).status()), Reason::kTimeInvalid) << text;
  }
}

TEST(Rfc3339, IsReadWithAnyOffsetAndFraction) {
  EXPECT_EQ(ParseRfc3339("2026-03-01T13:00:00.25+03:00").value(),
            Utc(absl::CivilSecond(2026, 3, 1, 10)) + absl::Milliseconds(250));
  EXPECT_EQ(ParseRfc3339("2026-03-01T00:30:00-05:30").value(), Utc(absl::CivilSecond(2026, 3, 1, 6)));
  EXPECT_EQ(ParseRfc3339("2026-03-01T10:00:00.1234567899Z").value(),
            Utc(absl::CivilSecond(2026, 3, 1, 10)) + absl::Nanoseconds(123456789));
}

TEST(Rfc3339, IsReadStrictly) {
  for (const char* text :
       {"", "2026-03-01", "2026-03-01T10:00:00", "2026-03-01 10:00:00Z", "2026-02-30T10:00:00Z", "2026-03-01T24:00:00Z",
        "2026-03-01T10:60:00Z", "2026-03-01T10:00:60Z", "2026-03-01T10:00:00.Z", "2026-03-01T10:00:00z",
        "2026-03-01T10:00:00+0300", "2026-03-01T10:00:00+24:00", "2026-03-01T10:00:00Zx", " 2026-03-01T10:00:00Z",
        "infinite-future", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "2026/03/01T10:00:00Z"}) {
    EXPECT_EQ(ReasonOf(ParseRfc3339(text).status()), Reason::kTimeInvalid) << text;
  }
}

TEST(Rfc3339, IsWrittenOnAZonesClocks) {
  absl::TimeZone moscow;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/Moscow", &moscow));
  EXPECT_EQ(FormatRfc3339(Utc(absl::CivilSecond(2026, 3, 1, 10)), moscow), "2026-03-01T13:00:00+03:00");
}

}  // namespace
}  // namespace zamer
