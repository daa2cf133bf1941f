#pragma once

#include <algorithm>
#include <chrono>

namespace zamer::gateway::http {

// So many at once, and so many a second in the long run.
class Allowance {
 public:
  Allowance(double at_once, double per_second) : at_once_(at_once), per_second_(per_second), left_(at_once) {}

  // Takes one; false when there is none left.
  bool Take() {
    const auto now = std::chrono::steady_clock::now();
    left_ = std::min(at_once_, left_ + per_second_ * std::chrono::duration<double>(now - filled_).count());
    filled_ = now;
    if (left_ < 1) return false;
    left_ -= 1;
    return true;
  }

 private:
  const double at_once_;
  const double per_second_;
  double left_;
  std::chrono::steady_clock::time_point filled_ = std::chrono::steady_clock::now();
};

}  // namespace zamer::gateway::http
