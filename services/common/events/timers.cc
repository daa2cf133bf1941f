#include "services/common/events/timers.h"

#include <absl/strings/numbers.h>
#include <absl/time/clock.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <utility>
#include <vector>

#include "services/common/events/signal.h"
#include "services/common/redis/reply_status.h"
#include "services/common/status/errors.h"
#include "services/common/store/commit_builder.h"

namespace zamer::events {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(5);
constexpr int kDueAtOnce = 128;

}  // namespace

struct Timers::State : std::enable_shared_from_this<State> {
  State(asio::io_context& loop_in, const Clock& clock_in, store::Store& store_in, Leases& leases_in, Fire fire_in,
        OnFailure on_failure_in, absl::Duration tick_in)
      : loop(loop_in),
        clock(clock_in),
        store(store_in),
        leases(leases_in),
        fire(std::move(fire_in)),
        on_failure(std::move(on_failure_in)),
        tick(tick_in),
        held_until(store_in.keys().partitions(), absl::InfinitePast()) {}

  asio::io_context& loop;
  const Clock& clock;
  store::Store& store;
  Leases& leases;
  Fire fire;
  OnFailure on_failure;
  absl::Duration tick;
  std::vector<absl::Time> held_until;
  Signal stop;
  bool stopped = false;

  asio::awaitable<void> Run() {
    while (!stopped) {
      for (std::uint32_t partition = 0; partition < store.keys().partitions() && !stopped; ++partition) {
        if (!co_await Mine(partition)) continue;
        const absl::StatusOr<int> fired = co_await RunDue(partition, absl::Now() + kPatience);
        if (!fired.ok() && on_failure) on_failure(fired.status());
      }
      if (!stopped) co_await stop.Wait(absl::Now() + tick);
    }
  }

  asio::awaitable<bool> Mine(std::uint32_t partition) {
    if (absl::Now() < held_until[partition]) co_return true;
    const bool held = co_await leases.Hold(partition, "timers");
    if (held) held_until[partition] = absl::Now() + Leases::kTerm / 3;
    co_return held;
  }

  asio::awaitable<absl::StatusOr<int>> RunDue(std::uint32_t partition, absl::Time deadline) {
    redis::Command command("ZRANGE", store.keys().Timers(partition), "-inf", absl::ToUnixMillis(clock.Now()), "BYSCORE",
                           "LIMIT", 0, kDueAtOnce, "WITHSCORES");
    ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply reply,
                              redis::ToReply(co_await store.redis().Run(std::move(command), deadline)));
    int fired = 0;
    for (std::size_t i = 0; i + 1 < reply.size(); i += 2) {
      double due = 0;
      const std::optional<store::Key> key = store::ParseTimerMember(reply[i].text());
      if (!key || !absl::SimpleAtod(std::string(reply[i + 1].text()), &due)) {
        co_return Internal("the timers hold an entry that no store wrote");
      }
      const absl::Status done =
          co_await FireOne(partition, *key, absl::FromUnixMillis(static_cast<std::int64_t>(due)), deadline);
      if (done.ok()) ++fired;
      if (!done.ok() && !absl::IsAborted(done) && on_failure) on_failure(done);
    }
    co_return fired;
  }

  asio::awaitable<absl::Status> FireOne(std::uint32_t partition, store::Key key, absl::Time due, absl::Time deadline) {
    const absl::StatusOr<store::Committed> done =
        co_await store.CommitEffect(partition, {.cursor = {}, .timer = store::TimerClaim{key, due}}, deadline,
                                    [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                      ZAMER_CO_RETURN_IF_ERROR(co_await fire(tx, key, due));
                                      co_return std::string();
                                    });
    co_return done.status();
  }
};

Timers::Timers(asio::io_context& loop, const Clock& clock, store::Store& store, Leases& leases, Fire fire,
               OnFailure on_failure, absl::Duration tick)
    : state_(std::make_shared<State>(loop, clock, store, leases, std::move(fire), std::move(on_failure), tick)) {}

Timers::~Timers() { Stop(); }

void Timers::Start() {
  asio::co_spawn(state_->loop, [state = state_]() -> asio::awaitable<void> { co_await state->Run(); }, asio::detached);
}

void Timers::Stop() {
  state_->stopped = true;
  state_->stop.Notify();
}

asio::awaitable<absl::StatusOr<int>> Timers::RunDue(std::uint32_t partition, absl::Time deadline) {
  return state_->RunDue(partition, deadline);
}

}  // namespace zamer::events
