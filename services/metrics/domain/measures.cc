#include "services/metrics/domain/measures.h"

#include <absl/container/flat_hash_map.h>

#include <array>

namespace zamer::metrics {
namespace {

constexpr std::array<std::string_view, kMeasures> kMeasureCodes = {
#define ZAMER_METRICS_CODE(name, code) code,
    ZAMER_METRICS_COUNTS(ZAMER_METRICS_CODE)
#undef ZAMER_METRICS_CODE
#define ZAMER_METRICS_CODE(name, code) code "n", code "s", code "u",
        ZAMER_METRICS_TIMINGS(ZAMER_METRICS_CODE)
#undef ZAMER_METRICS_CODE
};

constexpr std::array<std::string_view, kTimings> kTimingCodes = {
#define ZAMER_METRICS_CODE(name, code) code,
    ZAMER_METRICS_TIMINGS(ZAMER_METRICS_CODE)
#undef ZAMER_METRICS_CODE
};

constexpr std::string_view kTotalCodes[] = {
#define ZAMER_METRICS_CODE(name, code, metric, help) code,
    ZAMER_METRICS_TOTALS(ZAMER_METRICS_CODE)
#undef ZAMER_METRICS_CODE
};

template <class Value, std::size_t n>
absl::flat_hash_map<std::string_view, Value> Inverse(const std::array<std::string_view, n>& codes) {
  absl::flat_hash_map<std::string_view, Value> inverse;
  for (std::size_t i = 0; i < n; ++i) inverse.emplace(codes[i], static_cast<Value>(i));
  return inverse;
}

template <class Value>
std::optional<Value> Find(const absl::flat_hash_map<std::string_view, Value>& values, std::string_view code) {
  const auto found = values.find(code);
  return found == values.end() ? std::nullopt : std::optional<Value>(found->second);
}

}  // namespace

std::string_view CodeOf(Measure measure) { return kMeasureCodes[static_cast<std::size_t>(measure)]; }

std::optional<Measure> MeasureOf(std::string_view code) {
  static const auto& values = *new auto(Inverse<Measure>(kMeasureCodes));
  return Find(values, code);
}

std::string_view CodeOf(Timing timing) { return kTimingCodes[static_cast<std::size_t>(timing)]; }

std::optional<Timing> TimingOf(std::string_view code) {
  static const auto& values = *new auto(Inverse<Timing>(kTimingCodes));
  return Find(values, code);
}

std::string_view CodeOf(Total total) { return kTotalCodes[static_cast<std::size_t>(total)]; }

}  // namespace zamer::metrics
