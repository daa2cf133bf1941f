// Calls on employees and their absences.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/scheduling/domain/employee_step.h"
#include "services/scheduling/resources.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::scheduling {

// One method per RPC; see the proto for what each does. Loop thread only.
class EmployeeCalls {
 public:
  explicit EmployeeCalls(Parts parts) : parts_(parts) {}

  asio::awaitable<absl::StatusOr<v1::Employee>> Create(rpc::Call& call, const v1::CreateEmployeeRequest& request);
  asio::awaitable<absl::StatusOr<v1::Employee>> Get(rpc::Call& call, const v1::GetEmployeeRequest& request);
  asio::awaitable<absl::StatusOr<v1::ListEmployeesResponse>> List(rpc::Call& call,
                                                                  const v1::ListEmployeesRequest& request);
  asio::awaitable<absl::StatusOr<v1::Employee>> Update(rpc::Call& call, const v1::UpdateEmployeeRequest& request);
  asio::awaitable<absl::StatusOr<v1::Employee>> Dismiss(rpc::Call& call, const v1::DismissEmployeeRequest& request);
  asio::awaitable<absl::StatusOr<v1::Employee>> DropOut(rpc::Call& call, const v1::DropOutRequest& request);
  asio::awaitable<absl::StatusOr<v1::Employee>> CreateTimeOff(rpc::Call& call, const v1::CreateTimeOffRequest& request);
  asio::awaitable<absl::StatusOr<v1::Employee>> CancelTimeOff(rpc::Call& call, const v1::CancelTimeOffRequest& request);
  asio::awaitable<absl::StatusOr<v1::Employee>> SetDayShifts(rpc::Call& call, const v1::SetDayShiftsRequest& request);
  asio::awaitable<absl::StatusOr<v1::Employee>> ClearDayShifts(rpc::Call& call,
                                                               const v1::ClearDayShiftsRequest& request);

 private:
  // Writes an employee with what follows, and tells who is out from now on.
  asio::awaitable<absl::StatusOr<v1::Employee>> Put(store::Transaction& tx, const rpc::Call& call, EmployeeStep step);
  // Commits a step of the employee `name`; `decide` decides: absl::StatusOr<EmployeeStep>(v1::Employee).
  template <class Request, class Decide>
  asio::awaitable<absl::StatusOr<v1::Employee>> CommitStep(rpc::Call& call, const Request& request, std::string name,
                                                           std::string etag, Decide decide);
  // The same for a change that tells nothing of its own: absl::StatusOr<v1::Employee>(v1::Employee).
  template <class Request, class Change>
  asio::awaitable<absl::StatusOr<v1::Employee>> CommitChange(rpc::Call& call, const Request& request, std::string name,
                                                             std::string etag, Change change);

  Parts parts_;
};

}  // namespace zamer::scheduling
