// The uncertainty of a share.
#pragma once
#include <cstdint>
#include <optional>

namespace zamer::metrics {

// Ends of an interval of shares, both from 0 to 1.
struct ShareInterval {
  double lower = 0;
  double upper = 0;
};

// Wilson's score interval at 95 %: honest for few cases and for shares near 0 and 1. None unless
// 0 <= passed <= cases and cases > 0.
std::optional<ShareInterval> Wilson(std::int64_t passed, std::int64_t cases);

}  // namespace zamer::metrics
