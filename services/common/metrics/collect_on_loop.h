// Metrics that have to be gathered on the loop's thread, for a scrape that comes on another.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>
#include <prometheus/metric_family.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <functional>
#include <optional>
#include <vector>

namespace zamer::metrics {

using Families = std::vector<prometheus::MetricFamily>;

// Runs `gather` on the loop, which must not be this thread's, and waits for what it gathers by its deadline. Nothing
// when that failed or took longer than `patience`; `gather` may go on then.
std::optional<Families> CollectOnLoop(
    asio::io_context& loop, absl::Duration patience,
    std::function<asio::awaitable<absl::StatusOr<Families>>(absl::Time deadline)> gather);

}  // namespace zamer::metrics
