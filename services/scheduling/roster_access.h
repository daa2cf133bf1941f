// Writing employees, and what follows of their department's records.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/common/events/meta.h"
#include "services/common/store/transaction.h"
#include "services/scheduling/domain/employee_step.h"
#include "services/scheduling/resources.h"
#include "zamer/scheduling/v1/department.pb.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {

// The roster of a department, by any name within it. DEPARTMENT_NOT_FOUND.
asio::awaitable<absl::StatusOr<v1::Roster>> LoadRoster(store::Transaction& tx, std::string name);

// Writes an employee after a step that bears on no other record, such as coming to work, and tells it. Returns him as
// callers see him.
v1::Employee SaveEmployee(store::Transaction& tx, const events::Cause& cause, IdSource& ids, EmployeeStep step);

// The same with what follows of roster, coverage, and the look at whether he comes to his shifts. DEPARTMENT_NOT_FOUND.
asio::awaitable<absl::StatusOr<v1::Employee>> PutEmployee(store::Transaction& tx, events::Cause cause, IdSource& ids,
                                                          EmployeeStep step);

// Writes the roster of a department (its resource name), works its coverage out anew and tells it when it is different,
// and begins a look through the meetings of designers whose time is another now.
// `employee` is the one whose change this is; null for a change of the department as a whole. Returns the roster's
// version.
asio::awaitable<absl::StatusOr<std::int64_t>> PutRoster(store::Transaction& tx, events::Cause cause, IdSource& ids,
                                                        std::string department, v1::Roster roster,
                                                        const v1::Employee* employee = nullptr);

// Works a department's coverage out anew, because time has passed, and tells it when it is different.
asio::awaitable<absl::Status> RenewCoverage(store::Transaction& tx, events::Cause cause, IdSource& ids,
                                            std::string department);

}  // namespace zamer::scheduling
