// Writing employees, and what follows of the department's roster.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/common/events/meta.h"
#include "services/common/store/transaction.h"
#include "services/scheduling/resources.h"
#include "zamer/scheduling/v1/department.pb.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {

// The roster of a department, by any name within it. DEPARTMENT_NOT_FOUND.
asio::awaitable<absl::StatusOr<v1::Roster>> LoadRoster(store::Transaction& tx, std::string name);

}  // namespace zamer::scheduling
