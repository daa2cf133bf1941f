#include "tests/bench/figures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace zamer::bench {
namespace {

int Width(std::string_view text) { return static_cast<int>(text.size()); }

bool PrintLimit(std::string_view what, double value, const char* relation, double limit, bool kept) {
  std::printf("  %-64.*s %10.3f   (%s %.3f)   %s\n", Width(what), what.data(), value, relation, limit,
              kept ? "ok" : "MISSED");
  std::fflush(stdout);
  return kept;
}

}  // namespace

absl::Duration Quantile(std::vector<absl::Duration> values, double share) {
  if (values.empty()) return absl::ZeroDuration();
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::clamp<std::size_t>(rank, 1, values.size()) - 1);
  std::ranges::nth_element(values, at);
  return *at;
}

double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[values.size() / 2];
}

bool PrintAtLeast(std::string_view what, double value, double limit) {
  return PrintLimit(what, value, "at least", limit, value >= limit);
}

bool PrintAtMost(std::string_view what, double value, double limit) {
  return PrintLimit(what, value, "at most", limit, value <= limit);
}

void Print(std::string_view what, double value, std::string_view unit) {
  std::printf("  %-64.*s %10.3f   %.*s\n", Width(what), what.data(), value, Width(unit), unit.data());
  std::fflush(stdout);
}

}  // namespace zamer::bench
