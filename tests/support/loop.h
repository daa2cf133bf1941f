// Running coroutines from a test, on the test's own thread.
#pragma once
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <variant>

#include "tests/support/eventually.h"

namespace zamer::testing {

// Runs the loop until the condition holds or the time is over; says whether it held.
bool RunUntil(asio::io_context& loop, const std::function<bool()>& condition, absl::Duration within = kPatience);

// Runs the loop for a while whatever happens: for what must not happen in it.
void RunFor(asio::io_context& loop, absl::Duration time);

// As a member before what uses the loop: gives the loop a last turn, in which what has been closed lets go of itself.
struct LastTurn {
  explicit LastTurn(asio::io_context& its_loop) : loop(its_loop) {}
  LastTurn(const LastTurn&) = delete;
  LastTurn& operator=(const LastTurn&) = delete;
  ~LastTurn() {
    loop.restart();
    loop.poll();
  }
  asio::io_context& loop;
};

// Runs the loop until the coroutine is done, and gives its result or throws its exception. Throws std::runtime_error
// when it is not done in time. Other work of the loop may remain.
template <typename T>
T RunOnLoop(asio::io_context& loop, asio::awaitable<T> task, absl::Duration within = kPatience) {
  using Value = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
  struct Outcome {
    bool done = false;
    std::exception_ptr error;
    std::optional<Value> value;
  };
  const auto outcome = std::make_shared<Outcome>();
  if constexpr (std::is_void_v<T>) {
    asio::co_spawn(loop, std::move(task), [outcome](std::exception_ptr error) {
      outcome->done = true;
      outcome->error = std::move(error);
    });
  } else {
    asio::co_spawn(loop, std::move(task), [outcome](std::exception_ptr error, T value) {
      outcome->done = true;
      outcome->error = std::move(error);
      outcome->value.emplace(std::move(value));
    });
  }
  if (!RunUntil(loop, [&] { return outcome->done; }, within)) {
    throw std::runtime_error("the coroutine was not done within " + absl::FormatDuration(within));
  }
  if (outcome->error) std::rethrow_exception(outcome->error);
  if constexpr (!std::is_void_v<T>) return *std::move(outcome->value);
}

}  // namespace zamer::testing
