#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/common/redis/script.h"
#include "services/common/store/store.h"
#include "services/common/time/clock.h"

namespace zamer::gateway::access {

// Counts the failed attempts by each login where all replicas see them, and lets the next ones wait. A login that
// nobody has is counted like any other, or the waits would tell which ones there are. Loop thread only.
class Attempts {
 public:
  // Both must outlive it.
  Attempts(store::Store& store, const Clock& clock);

  // Counts an attempt that is about to be made, as failed, so that many at once do not all slip through.
  // SIGN_INS_TOO_MANY with how long to wait; then it does not count.
  asio::awaitable<absl::Status> Begin(std::string department, std::string login_fingerprint, absl::Time deadline);
  // Forgets all failures: the attempt was right.
  asio::awaitable<absl::Status> Forget(std::string department, std::string login_fingerprint, absl::Time deadline);

 private:
  store::Store& store_;
  const Clock& clock_;
  redis::Script script_;
};

}  // namespace zamer::gateway::access
