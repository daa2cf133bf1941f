// One Run or RunAll while it waits. Internal to this folder.
#pragma once
#include <algorithm>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <cstddef>
#include <optional>
#include <span>

#include "services/common/redis/command.h"
#include "services/common/redis/result.h"

namespace zamer::redis {

using TimePoint = asio::steady_timer::time_point;

// Lives in the frame of the coroutine that waits for it, so it costs no allocation. It is in exactly one place at a
// time, the queue or the pipeline, until it is taken out to be finished.
struct Call {
  // What resumes the coroutine: the completion handler that use_awaitable makes.
  using Resume = asio::async_result<asio::use_awaitable_t<>, void()>::handler_type;

  Call(std::span<const Command> commands_, std::span<Result> results_, TimePoint deadline_)
      : commands(commands_), results(results_), deadline(deadline_) {
    for (const Command& command : commands) bytes += command.bytes();
  }

  // Sets every outcome from `first` on.
  void SetOutcome(const Result& outcome, std::size_t first = 0) { std::ranges::fill(results.subspan(first), outcome); }

  std::span<const Command> commands;
  std::span<Result> results;  // as many as commands
  TimePoint deadline;
  std::size_t bytes = 0;
  std::optional<Resume> resume;
};

}  // namespace zamer::redis
