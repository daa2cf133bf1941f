#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>

#include "services/common/store/store.h"
#include "services/gateway/access/caller.h"
#include "services/gateway/domain/access/ticket.h"

namespace zamer::gateway::access {

// Knows displays again. Each request reads the display anew, so that one that was revoked is over everywhere at once.
// Loop thread only.
class DisplayKeeper {
 public:
  // `store` must outlive it.
  explicit DisplayKeeper(store::Store& store) : store_(store) {}

  // The display that the ticket is of, which may see the department's totals and nothing else. SESSION_ENDED.
  asio::awaitable<absl::StatusOr<Caller>> Resolve(Ticket ticket, absl::Time deadline);

 private:
  store::Store& store_;
};

}  // namespace zamer::gateway::access
