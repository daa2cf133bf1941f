#include "services/zamerctl/text/wall_time.h"

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/zone.h"

namespace zamer::ctl {
namespace {

bool SaysOffset(const TimeStyle& style) { return style.format.find("%z") != std::string::npos; }

// What the text says, read as if it were UTC.
absl::StatusOr<absl::Time> Read(std::string_view text, const TimeStyle& style) {
  absl::Time time;
  std::string why;
  const bool read =
      absl::ParseTime(style.format, absl::string_view(text.data(), text.size()), absl::UTCTimeZone(), &time, &why);
  // Abseil also takes the words infinite-past and infinite-future.
  if (read && time != absl::InfinitePast() && time != absl::InfiniteFuture()) return time;
  return InvalidArgument(Reason::kTimeInvalid, "Write the time as the mapping says, or say there how it is written.");
}

}  // namespace

absl::StatusOr<absl::CivilDay> ParseWallDay(std::string_view text, const TimeStyle& style) {
  ZAMER_ASSIGN_OR_RETURN(const absl::Time time, Read(text, style));
  return absl::ToCivilDay(time, absl::UTCTimeZone());
}

absl::StatusOr<absl::Time> ParseWallTime(std::string_view text, const TimeStyle& style, const absl::TimeZone& zone) {
  ZAMER_ASSIGN_OR_RETURN(const absl::Time read, Read(text, style));
  if (SaysOffset(style)) return read;
  const absl::CivilSecond wall = absl::ToCivilSecond(read, absl::UTCTimeZone());
  if (!style.at) return ResolveWallTime(wall, zone);
  return ResolveWallTime(absl::CivilSecond(absl::CivilDay(wall)) + absl::ToInt64Seconds(*style.at), zone);
}

}  // namespace zamer::ctl
