// Looks at records when their time has come.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>

#include "services/common/events/lease.h"
#include "services/common/store/store.h"
#include "services/common/time/clock.h"

namespace zamer::events {

// Due entries are index entries (store::Indexes::timer) written by the commit that wrote the record. Here they are
// found when due and handed over, in order of their due time; the handler decides on the record as it then is and must
// move its timer on or take it away. Compare-and-set makes it fire once in effect, also after days of downtime and with
// several replicas. Loop thread only.
class Timers {
 public:
  // The record whose time has come; `due` is that time. Reads the record again. The commit is made only if the record's
  // timer still is `due` then.
  using Fire = std::function<asio::awaitable<absl::Status>(store::Transaction&, const store::Key&, absl::Time due)>;

  // Told of what failed and will be tried again; for the log. May be empty.
  using OnFailure = std::function<void(const absl::Status&)>;

  // How long between two looks, unless told otherwise.
  static constexpr absl::Duration kTick = absl::Milliseconds(250);

  Timers(asio::io_context& loop, const Clock& clock, store::Store& store, Leases& leases, Fire fire,
         OnFailure on_failure = {}, absl::Duration tick = kTick);
  ~Timers();

  void Start();
  void Stop();

  // Fires what is due at the clock's now in one partition; the number fired. What Start does at every tick.
  asio::awaitable<absl::StatusOr<int>> RunDue(std::uint32_t partition, absl::Time deadline);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace zamer::events
