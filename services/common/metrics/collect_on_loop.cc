#include "services/common/metrics/collect_on_loop.h"

#include <absl/time/clock.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <chrono>
#include <future>
#include <memory>
#include <utility>

namespace zamer::metrics {

std::optional<Families> CollectOnLoop(
    asio::io_context& loop, absl::Duration patience,
    std::function<asio::awaitable<absl::StatusOr<Families>>(absl::Time deadline)> gather) {
  // Shared with the coroutine, which may outlast the wait.
  const auto promise = std::make_shared<std::promise<absl::StatusOr<Families>>>();
  std::future<absl::StatusOr<Families>> gathered = promise->get_future();
  asio::co_spawn(
      loop,
      [promise, patience, gather = std::move(gather)]() -> asio::awaitable<void> {
        promise->set_value(co_await gather(absl::Now() + patience));
      },
      asio::detached);
  if (gathered.wait_for(absl::ToChronoMilliseconds(patience)) != std::future_status::ready) return std::nullopt;
  absl::StatusOr<Families> families = gathered.get();
  if (!families.ok()) return std::nullopt;
  return *std::move(families);
}

}  // namespace zamer::metrics
