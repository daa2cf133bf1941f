// What time does to meetings and to people: holds run out, outcomes go missing, absences start, check-ins run out,
// shifts are missed, meetings find another designer.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>

#include "services/common/store/transaction.h"
#include "services/common/time/clock.h"
#include "services/scheduling/resources.h"

namespace zamer::scheduling {

// The service's handler for events::Timers. It decides on the record as it now is, so each effect happens once. Loop
// thread only.
class MeetingTimers {
 public:
  MeetingTimers(Parts parts, const Clock& clock) : parts_(parts), clock_(clock) {}

  asio::awaitable<absl::Status> Fire(store::Transaction& tx, const store::Key& key, absl::Time due);

 private:
  asio::awaitable<absl::Status> FireEmployee(store::Transaction& tx, const store::Key& key);
  asio::awaitable<absl::Status> FireWatch(store::Transaction& tx, const store::Key& key);
  asio::awaitable<absl::Status> FireCoverage(store::Transaction& tx, const store::Key& key);

  Parts parts_;
  const Clock& clock_;
};

}  // namespace zamer::scheduling
