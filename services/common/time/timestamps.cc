#include "services/common/time/timestamps.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "services/common/status/errors.h"

namespace zamer {
namespace {

constexpr std::int64_t kMinSeconds = -62135596800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kMaxSeconds = 253402300799;  // 9999-12-31T23:59:59Z
constexpr std::int64_t kMaxSpanSeconds = 315576000000;
constexpr int kNanosPerSecond = 1'000'000'000;

absl::Status BadText(std::string_view message) { return InvalidArgument(Reason::kTimeInvalid, message); }

// The number that `digits` of text from `at` on write; nothing unless all are digits.
std::optional<int> ReadNumber(std::string_view text, std::size_t at, std::size_t digits) {
  if (text.size() < at + digits) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(at, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// "2026-03-01"; civil time normalises, so a day that does not exist comes back as another one.
std::optional<absl::CivilDay> ReadDay(std::string_view text) {
  const auto year = ReadNumber(text, 0, 4), month = ReadNumber(text, 5, 2), day = ReadNumber(text, 8, 2);
  if (!year || !month || !day || text[4] != '-' || text[7] != '-' || *year == 0) return std::nullopt;
  const absl::CivilDay result(*year, *month, *day);
  if (result.month() != *month || result.day() != *day) return std::nullopt;
  return result;
}

// ".25" at the front, taken off; digits beyond nanoseconds are cut. Nothing when the dot has no digits.
std::optional<absl::Duration> TakeFraction(std::string_view& text) {
  if (!text.starts_with('.')) return absl::ZeroDuration();
  const std::size_t length = std::min(text.find_first_not_of("0123456789", 1), text.size()) - 1;
  if (length == 0) return std::nullopt;
  std::int64_t nanos = 0;
  for (std::size_t i = 0; i < 9; ++i) nanos = nanos * 10 + (i < length ? text[i + 1] - '0' : 0);
  text.remove_prefix(length + 1);
  return absl::Nanoseconds(nanos);
}

// "Z" or "+05:30", the whole text.
std::optional<absl::Duration> ReadOffset(std::string_view text) {
  if (text == "Z") return absl::ZeroDuration();
  const auto hours = ReadNumber(text, 1, 2), minutes = ReadNumber(text, 4, 2);
  if (text.size() != 6 || !hours || !minutes || text[3] != ':' || *hours > 23 || *minutes > 59) return std::nullopt;
  if (text[0] != '+' && text[0] != '-') return std::nullopt;
  const absl::Duration size = absl::Hours(*hours) + absl::Minutes(*minutes);
  return text[0] == '-' ? -size : size;
}

}  // namespace

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  const absl::Time last = absl::FromUnixSeconds(kMaxSeconds) + absl::Nanoseconds(kNanosPerSecond - 1);
  time = std::clamp(time, absl::FromUnixSeconds(kMinSeconds), last);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(absl::ToUnixSeconds(time));
  timestamp.set_nanos(static_cast<int>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(timestamp.seconds()))));
  return timestamp;
}

absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

bool IsValid(const google::protobuf::Timestamp& timestamp) {
  return timestamp.seconds() >= kMinSeconds && timestamp.seconds() <= kMaxSeconds && timestamp.nanos() >= 0 &&
         timestamp.nanos() < kNanosPerSecond;
}

google::protobuf::Duration ToProtoDuration(absl::Duration duration) {
  absl::Duration rest = std::clamp(duration, absl::Seconds(-kMaxSpanSeconds), absl::Seconds(kMaxSpanSeconds));
  google::protobuf::Duration result;
  result.set_seconds(absl::IDivDuration(rest, absl::Seconds(1), &rest));
  result.set_nanos(static_cast<int>(absl::ToInt64Nanoseconds(rest)));
  return result;
}

absl::Duration FromProtoDuration(const google::protobuf::Duration& duration) {
  return absl::Seconds(duration.seconds()) + absl::Nanoseconds(duration.nanos());
}

bool IsValid(const google::protobuf::Duration& duration) {
  const bool one_sign =
      duration.seconds() == 0 || duration.nanos() == 0 || (duration.seconds() < 0) == (duration.nanos() < 0);
  return one_sign && duration.seconds() >= -kMaxSpanSeconds && duration.seconds() <= kMaxSpanSeconds &&
         duration.nanos() > -kNanosPerSecond && duration.nanos() < kNanosPerSecond;
}

google::type::Date ToDate(absl::CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

absl::StatusOr<absl::CivilDay> FromDate(const google::type::Date& date) {
  const bool in_range = date.year() >= 1 && date.year() <= 9999 && date.month() >= 1 && date.month() <= 12;
  const absl::CivilDay day = in_range ? absl::CivilDay(date.year(), date.month(), date.day()) : absl::CivilDay();
  if (!in_range || day.month() != date.month() || day.day() != date.day()) {
    return BadText("Give a whole date that exists, within the years 1 to 9999.");
  }
  return day;
}

std::string FormatRfc3339(absl::Time time) {
  return absl::FormatTime("%E4Y-%m-%dT%H:%M:%E*SZ", time, absl::UTCTimeZone());
}

std::string FormatRfc3339(absl::Time time, const absl::TimeZone& zone) {
  return absl::FormatTime("%E4Y-%m-%dT%H:%M:%E*S%Ez", time, zone);
}

absl::StatusOr<absl::Time> ParseRfc3339(std::string_view text) {
  absl::Status refusal = BadText("Give an RFC 3339 time such as 2026-03-01T10:00:00Z.");
  const auto day = ReadDay(text);
  const auto hour = ReadNumber(text, 11, 2), minute = ReadNumber(text, 14, 2), second = ReadNumber(text, 17, 2);
  if (!day || !hour || !minute || !second || text[10] != 'T' || text[13] != ':' || text[16] != ':') return refusal;
  if (*hour > 23 || *minute > 59 || *second > 59) return refusal;
  text.remove_prefix(19);
  const auto fraction = TakeFraction(text);
  const auto offset = ReadOffset(text);
  if (!fraction || !offset) return refusal;
  const absl::CivilSecond wall(day->year(), day->month(), day->day(), *hour, *minute, *second);
  const absl::Time time = absl::FromCivil(wall, absl::UTCTimeZone()) + *fraction - *offset;
  // An offset may push the first and last day of the calendar out of it.
  if (FromTimestamp(ToTimestamp(time)) != time) return refusal;
  return time;
}

std::string FormatDay(absl::CivilDay day) { return absl::FormatCivilTime(day); }

absl::StatusOr<absl::CivilDay> ParseDay(std::string_view text) {
  const auto day = ReadDay(text);
  if (text.size() != 10 || !day) return BadText("Give a date such as 2026-03-01.");
  return *day;
}

}  // namespace zamer
