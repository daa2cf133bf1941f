// Finds designers for meetings whose own no longer has time for them.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/common/store/transaction.h"
#include "services/scheduling/resources.h"

namespace zamer::scheduling {

// Begins a look through the meetings ahead of a designer, by id, in the same commit; the timers go on with it.
asio::awaitable<absl::Status> BeginRefit(store::Transaction& tx, std::string department, std::string employee_id,
                                         absl::Time now);

// Looks at a page, when its time has come: what no longer fits is moved to another designer or told as stranded. The
// page and its place in the list are one commit, so that a crash loses and repeats nothing.
asio::awaitable<absl::Status> GoOnRefitting(store::Transaction& tx, const Parts& parts, store::Key key, absl::Time now);

}  // namespace zamer::scheduling
