// Where a number is kept: in which counter hash, under which field.
//
// docs/kpi.md describes the layout. A case is kept under every combination of its dimensions that can be asked for, of
// the ones that it has: a combination with an empty value is not kept, since it follows from the others (see
// aggregation.h).
#pragma once
#include <absl/functional/function_ref.h>
#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include <array>
#include <compare>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/metrics/domain/measures.h"
#include "zamer/metrics/v1/kpi.pb.h"

namespace zamer::metrics {

// In the order of v1::Dimension, which counts from 1.
inline constexpr int kDimensions = 6;
inline constexpr int IndexOf(v1::Dimension dimension) { return static_cast<int>(dimension) - 1; }
// "channel", "lead_manager".
std::string_view NameOf(v1::Dimension dimension);

// Who and what a case counts for, by dimension; empty for "not given". Views: whoever makes it keeps the text.
struct Credit {
  std::array<std::string_view, kDimensions> values;

  Credit With(v1::Dimension dimension, std::string_view value) const {
    Credit credit = *this;
    credit.values[IndexOf(dimension)] = value;
    return credit;
  }
  friend auto operator<=>(const Credit&, const Credit&) = default;
};

// Days since 1970-01-01 on the department's calendar.
using Day = std::int32_t;
// Of an event that history does not date.
inline constexpr Day kUnknownDay = std::numeric_limits<Day>::min();
inline Day DayNumber(absl::CivilDay day) { return static_cast<Day>(day - absl::CivilDay(1970, 1, 1)); }
inline absl::CivilDay CivilOf(Day day) { return absl::CivilDay(1970, 1, 1) + day; }

// One case or amount in one place, before it is spread over the combinations of its dimensions.
struct Cell {
  enum class Kind : std::uint8_t {
    kMeasure,   // `code` is a Measure
    kDuration,  // `code` is a Timing, `bucket` how long
    kMeeting,   // `code` is kMeetingsDue or kMeetingsDueOpen, `day` the meeting's, `bucket` its minute since 1970
    kTotal,     // `code` is a Total; neither day nor credit
    kMaturity,  // `bucket` is a time to contract; neither day nor credit
  };

  Kind kind = Kind::kMeasure;
  v1::Basis basis = v1::BASIS_UNSPECIFIED;
  Day day = 0;
  std::uint8_t code = 0;
  std::int64_t bucket = 0;
  Day cohort = 0;  // of a meeting: the day on which its lead arrived
  Credit credit;

  friend auto operator<=>(const Cell&, const Cell&) = default;
};

struct Amount {
  Cell cell;
  std::int64_t amount = 0;
};

// What must be added to the counters when `before` is replaced by `after`: sorted, without zeros.
std::vector<Amount> Difference(const std::vector<Amount>& before, std::vector<Amount> after);

// Whether counters are kept by a combination of dimensions: by any but CAMPAIGN, and by that with one more at most
// (docs/adr/0017-dimensions-counted-together.md).
bool IsKept(std::span<const v1::Dimension> dimensions);

// Names every counter that a cell adds to.
using CounterSink = absl::FunctionRef<void(std::string_view name, std::string_view field)>;
void Spread(const Cell& cell, CounterSink sink);

// A combination that is kept.
struct Grouping {
  std::vector<v1::Dimension> dimensions;

  // The hash of a day: "event/total/2026-03-01", "cohort/channel+city/2026-03-01"; that of the undated is "unknown".
  std::string HashOf(v1::Basis basis, Day day) const;
  // The hash beside it that holds the distributions of durations.
  std::string DurationsHashOf(v1::Basis basis, Day day) const;
  // The meetings of a day, by minute and by the day of their leads: those still ahead are not due yet.
  std::string MeetingsHashOf(Day day) const;

 private:
  std::string Name() const;
};
// The hashes without day: facts that never shrink, all times to contract, and how many meetings stand on which day.
inline constexpr std::string_view kTotalsHash = "totals";
inline constexpr std::string_view kMaturityHash = "maturity";
inline constexpr std::string_view kMeetingDaysHash = "meeting-days";
// The hash of a day that names what counts on it: case_index.h.
std::string CasesHashOf(Day day);

// Whether a meeting is not due yet. `minute`: the bucket of its cell.
bool IsAhead(std::int64_t minute, absl::Time now);

// A field taken apart; the values are as many as the grouping has dimensions. Views into the field.
struct Field {
  std::vector<std::string_view> values;
  std::string_view code;
  std::int64_t bucket = 0;
  Day cohort = 0;
};
// Read a field of a grouping of this many dimensions. False for text that is none.
bool ParseMeasure(std::string_view text, std::size_t dimensions, Field& field);
bool ParseDuration(std::string_view text, std::size_t dimensions, Field& field);
bool ParseMeeting(std::string_view text, std::size_t dimensions, Field& field);

// Separates the parts of a field; no value may hold it. A bucket stands there as its number (see NumberOf), so that
// neighbours share a row of the store's.
inline constexpr char kFieldSeparator = '\x1f';

}  // namespace zamer::metrics
