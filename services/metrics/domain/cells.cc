#include "services/metrics/domain/cells.h"

#include <absl/strings/str_format.h>
#include <absl/strings/str_join.h>

#include <algorithm>

#include "services/common/text/number.h"
#include "services/metrics/domain/buckets.h"

namespace zamer::metrics {
namespace {

constexpr std::string_view kNames[kDimensions] = {"channel",      "campaign", "city",
                                                  "lead_manager", "designer", "loss_reason"};

std::string_view NameOf(v1::Basis basis) { return basis == v1::COHORT ? "cohort" : "event"; }

std::string DayText(Day day) {
  if (day == kUnknownDay) return "unknown";
  const absl::CivilDay civil = CivilOf(day);
  return absl::StrFormat("%04d-%02d-%02d", civil.year(), civil.month(), civil.day());
}

void AppendPart(std::string& field, std::int64_t number) {
  field.append(1, kFieldSeparator).append(std::to_string(number));
}

// The end of a cell's field, after its values.
void AppendEnd(std::string& field, const Cell& cell) {
  if (cell.kind == Cell::Kind::kDuration) {
    field.append(CodeOf(static_cast<Timing>(cell.code)));
    return AppendPart(field, NumberOf(cell.bucket));
  }
  field.append(CodeOf(static_cast<Measure>(cell.code)));
  if (cell.kind != Cell::Kind::kMeeting) return;
  AppendPart(field, cell.bucket);
  AppendPart(field, cell.cohort);
}

std::string HashOf(const Cell& cell, const Grouping& grouping) {
  if (cell.kind == Cell::Kind::kDuration) return grouping.DurationsHashOf(cell.basis, cell.day);
  if (cell.kind == Cell::Kind::kMeeting) return grouping.MeetingsHashOf(cell.day);
  return grouping.HashOf(cell.basis, cell.day);
}

// Every combination that is kept, the total first.
std::vector<Grouping> KeptGroupings() {
  std::vector<Grouping> kept;
  for (unsigned subset = 0; subset < 1u << kDimensions; ++subset) {
    Grouping grouping;
    for (int i = 0; i < kDimensions; ++i) {
      if (subset >> i & 1) grouping.dimensions.push_back(static_cast<v1::Dimension>(i + 1));
    }
    if (IsKept(grouping.dimensions)) kept.push_back(std::move(grouping));
  }
  return kept;
}

// Durations are kept by one dimension at most: each of their buckets is a counter.
bool IsSpreadOver(const Cell& cell, const Grouping& grouping) {
  if (cell.kind == Cell::Kind::kDuration && grouping.dimensions.size() > 1) return false;
  return std::ranges::none_of(grouping.dimensions,
                              [&](v1::Dimension dimension) { return cell.credit.values[IndexOf(dimension)].empty(); });
}

void SpreadInto(const Cell& cell, const Grouping& grouping, CounterSink sink) {
  std::string field;
  for (const v1::Dimension dimension : grouping.dimensions) {
    field.append(cell.credit.values[IndexOf(dimension)]).push_back(kFieldSeparator);
  }
  AppendEnd(field, cell);
  sink(HashOf(cell, grouping), field);
}

// Takes the values and the code off the front of a field.
bool ParseFront(std::string_view& text, std::size_t dimensions, Field& field) {
  field.values.clear();
  for (std::size_t i = 0; i <= dimensions; ++i) {
    const std::size_t end = text.find(kFieldSeparator);
    if (end == std::string_view::npos && i < dimensions) return false;
    (i < dimensions ? field.values.emplace_back() : field.code) = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return true;
}

}  // namespace

std::string_view NameOf(v1::Dimension dimension) { return kNames[IndexOf(dimension)]; }

std::vector<Amount> Difference(const std::vector<Amount>& before, std::vector<Amount> after) {
  after.reserve(after.size() + before.size());
  for (const Amount& old : before) after.push_back({old.cell, -old.amount});
  std::ranges::sort(after, {}, &Amount::cell);
  std::vector<Amount> difference;
  for (const Amount& amount : after) {
    if (!difference.empty() && difference.back().cell == amount.cell) {
      difference.back().amount += amount.amount;
    } else {
      difference.push_back(amount);
    }
  }
  std::erase_if(difference, [](const Amount& amount) { return amount.amount == 0; });
  return difference;
}

bool IsKept(std::span<const v1::Dimension> dimensions) {
  return dimensions.size() <= 2 || std::ranges::find(dimensions, v1::CAMPAIGN) == dimensions.end();
}

void Spread(const Cell& cell, CounterSink sink) {
  if (cell.kind == Cell::Kind::kTotal) return sink(kTotalsHash, CodeOf(static_cast<Total>(cell.code)));
  if (cell.kind == Cell::Kind::kMaturity) return sink(kMaturityHash, std::to_string(NumberOf(cell.bucket)));
  if (cell.kind == Cell::Kind::kMeeting) sink(kMeetingDaysHash, std::to_string(cell.day));
  static const std::vector<Grouping> kKept = KeptGroupings();
  for (const Grouping& grouping : kKept) {
    if (IsSpreadOver(cell, grouping)) SpreadInto(cell, grouping, sink);
  }
}

std::string Grouping::Name() const {
  if (dimensions.empty()) return "total";
  return absl::StrJoin(dimensions, "+",
                       [](std::string* name, v1::Dimension dimension) { name->append(metrics::NameOf(dimension)); });
}

std::string Grouping::HashOf(v1::Basis basis, Day day) const {
  return std::string(NameOf(basis)) + '/' + Name() + '/' + DayText(day);
}

std::string Grouping::DurationsHashOf(v1::Basis basis, Day day) const { return HashOf(basis, day) + "/durations"; }

std::string Grouping::MeetingsHashOf(Day day) const { return "meetings/" + Name() + '/' + DayText(day); }

std::string CasesHashOf(Day day) { return "cases/" + DayText(day); }

bool IsAhead(std::int64_t minute, absl::Time now) { return minute > absl::ToUnixSeconds(now) / 60; }

bool ParseMeasure(std::string_view text, std::size_t dimensions, Field& field) {
  return ParseFront(text, dimensions, field) && text.empty();
}

bool ParseDuration(std::string_view text, std::size_t dimensions, Field& field) {
  if (!ParseFront(text, dimensions, field)) return false;
  const auto number = ParseNumber<std::int64_t>(text);
  if (!number) return false;
  field.bucket = BucketAt(*number);
  return true;
}

bool ParseMeeting(std::string_view text, std::size_t dimensions, Field& field) {
  if (!ParseFront(text, dimensions, field)) return false;
  const std::size_t end = std::min(text.find(kFieldSeparator), text.size());
  const auto minute = ParseNumber<std::int64_t>(text.substr(0, end));
  const auto cohort = ParseNumber<Day>(text.substr(std::min(end + 1, text.size())));
  if (!minute || !cohort) return false;
  field.bucket = *minute;
  field.cohort = *cohort;
  return true;
}

}  // namespace zamer::metrics
