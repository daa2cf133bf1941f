#pragma once
#include <absl/status/status.h>

#include <asio/awaitable.hpp>

#include "services/common/names/names.h"
#include "services/common/store/transaction.h"

namespace zamer::gateway::access {

// Ends all sessions of an employee with the transaction's commit.
asio::awaitable<absl::Status> EndSessions(store::Transaction& tx, EmployeeName employee);

}  // namespace zamer::gateway::access
