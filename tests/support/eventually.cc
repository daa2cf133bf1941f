#include "tests/support/eventually.h"

#include <chrono>
#include <thread>

namespace zamer::testing {

bool Eventually(const std::function<bool()>& condition, absl::Duration within) {
  constexpr std::chrono::milliseconds kPause{2};
  const auto deadline = std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(within);
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

}  // namespace zamer::testing
