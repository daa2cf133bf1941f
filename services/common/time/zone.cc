#include "services/common/time/zone.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"

namespace zamer {
namespace {

// Names of tzdata are short paths of letters, digits and _+-. Its trees "posix" and "right" repeat the zones, the
// latter with leap seconds, so they are no names to store.
bool LooksLikeZone(std::string_view name) {
  constexpr std::size_t kLongest = 64;
  const auto allowed = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '+' ||
           c == '-' || c == '/';
  };
  return !name.empty() && name.size() <= kLongest && name.front() >= 'A' && name.front() <= 'Z' &&
         !name.starts_with("Fixed/") && std::ranges::all_of(name, allowed);
}

// Asked before Abseil, which remembers every name it is given, wrong ones too, for ever.
bool HasZoneFile(const std::string& name) {
  const char* directory = std::getenv("TZDIR");
  std::error_code error;
  return std::filesystem::is_regular_file(
      std::filesystem::path(directory != nullptr ? directory : "/usr/share/zoneinfo") / name, error);
}

absl::Status NotInZone(absl::CivilSecond wall, const absl::TimeZone& zone, std::string_view why, absl::Time before,
                       absl::Time after) {
  return InvalidArgument(Reason::kTimeNotInZone, why,
                         {{"wall_time", absl::FormatCivilTime(wall)},
                          {"time_zone", zone.name()},
                          {"before", FormatRfc3339(before, zone)},
                          {"after", FormatRfc3339(after, zone)}});
}

absl::Duration OffsetAt(absl::Time time, const absl::TimeZone& zone) { return absl::Seconds(zone.At(time).offset); }

absl::StatusOr<absl::Time> ResolveRepeated(absl::CivilSecond wall, const absl::TimeZone& zone,
                                           const absl::TimeZone::TimeInfo& info,
                                           std::optional<absl::Duration> utc_offset) {
  if (utc_offset == OffsetAt(info.pre, zone)) return info.pre;
  if (utc_offset == OffsetAt(info.post, zone)) return info.post;
  if (utc_offset.has_value()) {
    return NotInZone(wall, zone, "Send one of the two UTC offsets that the zone has then.", info.pre, info.post);
  }
  return InvalidArgument(Reason::kTimeAmbiguous, "The clocks show this time twice: send its UTC offset too.",
                         {{"wall_time", absl::FormatCivilTime(wall)},
                          {"time_zone", zone.name()},
                          {"first", FormatRfc3339(info.pre, zone)},
                          {"second", FormatRfc3339(info.post, zone)}});
}

}  // namespace

absl::StatusOr<absl::TimeZone> LoadZone(std::string_view name) {
  // Zones that were found, at most as many as tzdata has, so that the file system is asked about each only once.
  thread_local absl::flat_hash_map<std::string, absl::TimeZone> found;
  const std::string text(name);
  if (const auto known = found.find(text); known != found.end()) return known->second;
  absl::TimeZone zone;
  if (text == "UTC") return absl::UTCTimeZone();
  if (!LooksLikeZone(name) || !HasZoneFile(text) || !absl::LoadTimeZone(text, &zone)) {
    return InvalidArgument(Reason::kTimeZoneUnknown, "Give an IANA time zone such as Europe/Moscow.");
  }
  found.emplace(text, zone);
  return zone;
}

absl::CivilDay DayOf(absl::Time time, const absl::TimeZone& zone) { return absl::ToCivilDay(time, zone); }

absl::Time FirstInstantAt(absl::CivilSecond wall, const absl::TimeZone& zone) {
  const absl::TimeZone::TimeInfo info = zone.At(wall);
  return info.kind == absl::TimeZone::TimeInfo::SKIPPED ? info.trans : info.pre;
}

absl::Time StartOfDay(absl::CivilDay day, const absl::TimeZone& zone) {
  return FirstInstantAt(absl::CivilSecond(day), zone);
}

absl::StatusOr<absl::Time> ResolveWallTime(absl::CivilSecond wall, const absl::TimeZone& zone,
                                           std::optional<absl::Duration> utc_offset) {
  const absl::TimeZone::TimeInfo info = zone.At(wall);
  switch (info.kind) {
    case absl::TimeZone::TimeInfo::SKIPPED:
      // Before the gap's end by the clocks after it, and the other way round: the same minute on either side.
      return NotInZone(wall, zone, "The clocks skip this time: choose one of its neighbours.", info.post, info.pre);
    case absl::TimeZone::TimeInfo::REPEATED:
      return ResolveRepeated(wall, zone, info, utc_offset);
    case absl::TimeZone::TimeInfo::UNIQUE:
      break;
  }
  if (utc_offset.has_value() && utc_offset != OffsetAt(info.pre, zone)) {
    return NotInZone(wall, zone, "Leave the UTC offset out, or send the one that the zone has then.", info.pre,
                     info.pre);
  }
  return info.pre;
}

}  // namespace zamer
