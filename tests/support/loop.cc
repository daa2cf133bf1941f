#include "tests/support/loop.h"

#include <asio/executor_work_guard.hpp>
#include <chrono>

namespace zamer::testing {

bool RunUntil(asio::io_context& loop, const std::function<bool()>& condition, absl::Duration within) {
  constexpr std::chrono::milliseconds kPause{2};
  const auto deadline = std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(within);
  const auto work = asio::make_work_guard(loop);
  loop.restart();
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    // The pause matters when the condition comes true outside of the loop.
    loop.run_one_for(kPause);
  }
  return true;
}

void RunFor(asio::io_context& loop, absl::Duration time) {
  RunUntil(loop, [] { return false; }, time);
}

}  // namespace zamer::testing
