#include "services/common/events/lease.h"

#include <absl/time/clock.h>

#include <utility>

namespace zamer::events {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(2);

}  // namespace

Leases::Leases(store::Store& store, std::string holder) : store_(store), holder_(std::move(holder)) {}

asio::awaitable<bool> Leases::Hold(std::uint32_t partition, std::string job) {
  const std::string key = store_.keys().Lease(partition, job);
  const std::int64_t term_ms = absl::ToInt64Milliseconds(kTerm);
  const redis::Result taken = co_await store_.redis().Run(
      redis::Command("SET", key, holder_, "NX", "GET", "PX", term_ms), absl::Now() + kPatience);
  if (!taken.answered() || taken.reply()->is_error()) co_return false;
  if (taken.reply()->is_nil()) co_return true;
  if (taken.reply()->text() != holder_) co_return false;
  const redis::Result renewed =
      co_await store_.redis().Run(redis::Command("PEXPIRE", key, term_ms), absl::Now() + kPatience);
  co_return renewed.answered() && renewed.reply()->integer() == 1;
}

asio::awaitable<void> Leases::Release(std::uint32_t partition, std::string job) {
  const std::string key = store_.keys().Lease(partition, job);
  const redis::Result held = co_await store_.redis().Run(redis::Command("GET", key), absl::Now() + kPatience);
  if (!held.answered() || held.reply()->text() != holder_) co_return;
  co_await store_.redis().Run(redis::Command("DEL", key), absl::Now() + kPatience);
}

}  // namespace zamer::events
