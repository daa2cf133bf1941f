#include "services/metrics/domain/wilson.h"

#include <algorithm>
#include <cmath>

namespace zamer::metrics {

std::optional<ShareInterval> Wilson(std::int64_t passed, std::int64_t cases) {
  if (cases <= 0 || passed < 0 || passed > cases) return std::nullopt;
  constexpr double kZ = 1.959963984540054;  // the normal distribution's 97.5 % quantile
  const double n = static_cast<double>(cases);
  const double share = static_cast<double>(passed) / n;
  const double shrink = 1 + kZ * kZ / n;
  const double middle = (share + kZ * kZ / (2 * n)) / shrink;
  const double half = kZ / shrink * std::sqrt(share * (1 - share) / n + kZ * kZ / (4 * n * n));
  // At the ends rounding must not leave a sliver: 0 of n starts at 0, n of n ends at 1.
  return ShareInterval{passed == 0 ? 0 : std::max(0.0, middle - half),
                       passed == cases ? 1 : std::min(1.0, middle + half)};
}

}  // namespace zamer::metrics
