#include "services/metrics/domain/cells.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "services/metrics/domain/buckets.h"

namespace zamer::metrics {
namespace {

constexpr std::string_view kNames[kDimensions] = {"channel", "campaign", "city", "lead_manager", "designer"};

std::string_view NameOf(v1::Basis basis) { return basis == v1::COHORT ? "cohort" : "event"; }

std::string DayText(Day day) {
  if (day == kUnknownDay) return "unknown";
  const absl::CivilDay civil = CivilOf(day);
  return absl::StrFormat("%04d-%02d-%02d", civil.year(), civil.month(), civil.day());
}

std::string_view CodeOf(const Cell& cell) {
  return cell.kind == Cell::Kind::kMeasure ? CodeOf(static_cast<Measure>(cell.code))
                                           : CodeOf(static_cast<Series>(cell.code));
}

// Whether the buckets of a series are durations; else they are minutes, which have numbers already.
bool IsTiming(std::string_view code) {
  const std::optional<Series> series = FindSeries(code);
  return series && Index(*series) < kTimings;
}

// `dimensions`: indexes of the non-empty values to keep.
void SpreadInto(const Cell& cell, std::initializer_list<int> dimensions, CounterSink sink) {
  const bool series = cell.kind == Cell::Kind::kSeries;
  Grouping grouping;
  std::string field;
  for (const int dimension : dimensions) {
    grouping.dimensions.push_back(static_cast<v1::Dimension>(dimension + 1));
    field.append(cell.credit.values[dimension]).push_back(kFieldSeparator);
  }
  field.append(CodeOf(cell));
  if (series) {
    const std::int64_t number = IsTiming(CodeOf(cell)) ? NumberOf(cell.bucket) : cell.bucket;
    field.append(1, kFieldSeparator).append(std::to_string(number));
  }
  sink(series ? grouping.SeriesHashOf(cell.basis, cell.day) : grouping.HashOf(cell.basis, cell.day), field);
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

void Spread(const Cell& cell, CounterSink sink) {
  if (cell.kind == Cell::Kind::kTotal) return sink(kTotalsHash, CodeOf(static_cast<Total>(cell.code)));
  if (cell.kind == Cell::Kind::kMaturity) return sink(kMaturityHash, std::to_string(NumberOf(cell.bucket)));
  const bool pairs = cell.kind == Cell::Kind::kMeasure || KeptInPairs(static_cast<Series>(cell.code));
  SpreadInto(cell, {}, sink);
  for (int first = 0; first < kDimensions; ++first) {
    if (cell.credit.values[first].empty()) continue;
    SpreadInto(cell, {first}, sink);
    for (int second = first + 1; pairs && second < kDimensions; ++second) {
      if (!cell.credit.values[second].empty()) SpreadInto(cell, {first, second}, sink);
    }
  }
}

std::string Grouping::HashOf(v1::Basis basis, Day day) const {
  std::string name(NameOf(basis));
  name.push_back('/');
  if (dimensions.empty()) name.append("total");
  for (const v1::Dimension dimension : dimensions) {
    if (dimension != dimensions.front()) name.push_back('+');
    name.append(metrics::NameOf(dimension));
  }
  name.push_back('/');
  name.append(DayText(day));
  return name;
}

std::string Grouping::SeriesHashOf(v1::Basis basis, Day day) const { return HashOf(basis, day) + "/series"; }

bool ParseField(std::string_view text, std::size_t dimensions, bool with_bucket, Field& field) {
  field.values.clear();
  for (std::size_t i = 0; i < dimensions; ++i) {
    const std::size_t end = text.find(kFieldSeparator);
    if (end == std::string_view::npos) return false;
    field.values.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  const std::size_t end = text.find(kFieldSeparator);
  field.code = text.substr(0, end);
  if (!with_bucket) return end == std::string_view::npos;
  if (end == std::string_view::npos) return false;
  const std::string_view bucket = text.substr(end + 1);
  const auto [rest, error] = std::from_chars(bucket.data(), bucket.data() + bucket.size(), field.bucket);
  if (IsTiming(field.code)) field.bucket = BucketAt(field.bucket);
  return error == std::errc() && rest == bucket.data() + bucket.size();
}

}  // namespace zamer::metrics
