#include "services/scheduling/employee_calls.h"

#include <utility>

#include "services/common/status/errors.h"
#include "services/scheduling/domain/day_shifts.h"
#include "services/scheduling/domain/drop_out.h"
#include "services/scheduling/domain/employee.h"
#include "services/scheduling/roster_access.h"

namespace zamer::scheduling {
namespace {

absl::Status Exists(const std::string& name) {
  return AlreadyExists(Reason::kEmployeeAlreadyExists, "This employee id is taken; choose another.",
                       {{"employee", name}});
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::Employee>> EmployeeCalls::Put(store::Transaction& tx, const rpc::Call& call,
                                                                 EmployeeStep step) {
  TellDropOuts(step, call.now());
  co_return co_await PutEmployee(tx, events::CauseOf(call), parts_.ids, std::move(step));
}

template <class Request, class Decide>
asio::awaitable<absl::StatusOr<v1::Employee>> EmployeeCalls::CommitStep(rpc::Call& call, const Request& request,
                                                                        std::string name, std::string etag,
                                                                        Decide decide) {
  const auto body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<v1::Employee>> {
    ZAMER_CO_ASSIGN_OR_RETURN(v1::Employee employee, co_await Load<v1::Employee>(tx, name, etag));
    ZAMER_CO_ASSIGN_OR_RETURN(EmployeeStep step, decide(std::move(employee)));
    co_return co_await Put(tx, call, std::move(step));
  };
  co_return co_await Commit<v1::Employee>(parts_.store, call, request, name, body);
}

template <class Request, class Change>
asio::awaitable<absl::StatusOr<v1::Employee>> EmployeeCalls::CommitChange(rpc::Call& call, const Request& request,
                                                                          std::string name, std::string etag,
                                                                          Change change) {
  const auto decide = [&](v1::Employee employee) -> absl::StatusOr<EmployeeStep> {
    ZAMER_ASSIGN_OR_RETURN(employee, change(std::move(employee)));
    return EmployeeStep{.next = std::move(employee), .told = {}};
  };
  co_return co_await CommitStep(call, request, std::move(name), std::move(etag), decide);
}

asio::awaitable<absl::StatusOr<v1::Employee>> EmployeeCalls::Create(rpc::Call& call,
                                                                    const v1::CreateEmployeeRequest& request) {
  const auto create = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<v1::Employee>> {
    ZAMER_CO_ASSIGN_OR_RETURN(v1::Employee employee, NewEmployee(request, call.now()));
    ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::Employee>(KeyOf(employee.name())));
    if (found) co_return Exists(employee.name());
    co_return co_await Put(tx, call, {.next = std::move(employee), .told = {}});
  };
  co_return co_await Commit<v1::Employee>(parts_.store, call, request, request.parent(), create);
}

asio::awaitable<absl::StatusOr<v1::Employee>> EmployeeCalls::Get(rpc::Call& call,
                                                                 const v1::GetEmployeeRequest& request) {
  co_return co_await ReadResource<v1::Employee>(parts_.store, request.name(), call.deadline());
}

asio::awaitable<absl::StatusOr<v1::ListEmployeesResponse>> EmployeeCalls::List(
    rpc::Call& call, const v1::ListEmployeesRequest& request) {
  store::PageQuery query;
  query.department = DepartmentOf(request.parent());
  query.index = kAllEmployees;
  query.page_size = request.page_size();
  query.page_token = request.page_token();
  ZAMER_CO_ASSIGN_OR_RETURN(store::IdPage page,
                            co_await store::ListIds(parts_.store, std::move(query), call.deadline()));
  ZAMER_CO_ASSIGN_OR_RETURN(std::vector<v1::Employee> employees,
                            co_await ReadAll<v1::Employee>(parts_.store, request.parent(), "employees",
                                                           std::move(page.ids), call.deadline()));
  v1::ListEmployeesResponse response;
  for (v1::Employee& each : employees) *response.add_employees() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::Employee>> EmployeeCalls::Update(rpc::Call& call,
                                                                    const v1::UpdateEmployeeRequest& request) {
  co_return co_await CommitChange(call, request, request.employee().name(), request.employee().etag(),
                                  [&](v1::Employee employee) { return Updated(std::move(employee), request); });
}

asio::awaitable<absl::StatusOr<v1::Employee>> EmployeeCalls::Dismiss(rpc::Call& call,
                                                                     const v1::DismissEmployeeRequest& request) {
  co_return co_await CommitStep(call, request, request.name(), request.etag(),
                                [&](v1::Employee employee) -> absl::StatusOr<EmployeeStep> {
                                  return scheduling::Dismiss(std::move(employee), call.now());
                                });
}

asio::awaitable<absl::StatusOr<v1::Employee>> EmployeeCalls::DropOut(rpc::Call& call,
                                                                     const v1::DropOutRequest& request) {
  co_return co_await CommitStep(call, request, request.name(), {}, [&](v1::Employee employee) {
    return scheduling::DropOut(std::move(employee), request, parts_.ids.NextId(), call.now());
  });
}

asio::awaitable<absl::StatusOr<v1::Employee>> EmployeeCalls::CreateTimeOff(rpc::Call& call,
                                                                           const v1::CreateTimeOffRequest& request) {
  co_return co_await CommitChange(call, request, request.parent(), {}, [&](v1::Employee employee) {
    return WithTimeOff(std::move(employee), request, parts_.ids.NextId());
  });
}

asio::awaitable<absl::StatusOr<v1::Employee>> EmployeeCalls::CancelTimeOff(rpc::Call& call,
                                                                           const v1::CancelTimeOffRequest& request) {
  co_return co_await CommitChange(call, request, request.name(), {}, [&](v1::Employee employee) {
    return WithoutTimeOff(std::move(employee), request.time_off_id());
  });
}

asio::awaitable<absl::StatusOr<v1::Employee>> EmployeeCalls::SetDayShifts(rpc::Call& call,
                                                                          const v1::SetDayShiftsRequest& request) {
  co_return co_await CommitChange(call, request, request.name(), {}, [&](v1::Employee employee) {
    return WithDayShifts(std::move(employee), request.day_shifts());
  });
}

asio::awaitable<absl::StatusOr<v1::Employee>> EmployeeCalls::ClearDayShifts(rpc::Call& call,
                                                                            const v1::ClearDayShiftsRequest& request) {
  co_return co_await CommitChange(call, request, request.name(), {}, [&](v1::Employee employee) {
    return WithoutDayShifts(std::move(employee), request.date());
  });
}

}  // namespace zamer::scheduling
