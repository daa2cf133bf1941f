#include "services/zamerctl/import/prepare.h"

#include <absl/strings/str_cat.h>

#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/zamerctl/text/ids.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"
#include "zamer/scheduling/v1/scheduling_service.grpc.pb.h"

namespace zamer::ctl {
namespace {

using lead::v1::LeadService;
using scheduling::v1::SchedulingService;

// What is there already is what was wanted.
template <typename T>
absl::Status Accept(const absl::StatusOr<T>& created) {
  return absl::IsAlreadyExists(created.status()) ? absl::OkStatus() : created.status();
}

std::string RequestId(const std::string& run_id, std::string_view what, const std::string& content) {
  return Digest(absl::StrCat(run_id, "/", std::string(what), "/", content));
}

}  // namespace

absl::StatusOr<bool> DepartmentExists(Session& session, const Mapping& mapping) {
  const auto scheduling = SchedulingService::NewStub(session.ChannelTo("scheduling"));
  scheduling::v1::GetDepartmentRequest request;
  request.set_name(DepartmentNameOf(mapping.department_id));
  const auto department = session.Ask(*scheduling, &SchedulingService::Stub::GetDepartment, request);
  if (absl::IsNotFound(department.status())) return false;
  if (!department.ok()) return department.status();
  if (department->time_zone() == mapping.department.time_zone() &&
      department->currency_code() == mapping.department.currency_code()) {
    return true;
  }
  return absl::FailedPreconditionError(
      "the department is there with another time zone or currency than the mapping says: mend the mapping, or import "
      "into another department");
}

absl::Status Prepare(Session& session, const Mapping& mapping, const Survey& survey, const std::string& run_id) {
  const auto scheduling = SchedulingService::NewStub(session.ChannelTo("scheduling"));
  const auto leads = LeadService::NewStub(session.ChannelTo("lead"));
  const std::string parent = DepartmentNameOf(mapping.department_id);

  ZAMER_ASSIGN_OR_RETURN(const bool exists, DepartmentExists(session, mapping));
  if (!exists) {
    scheduling::v1::CreateDepartmentRequest request;
    request.set_department_id(mapping.department_id);
    *request.mutable_department() = mapping.department;
    request.set_request_id(RequestId(run_id, "department", request.SerializeAsString()));
    ZAMER_RETURN_IF_ERROR(Accept(session.Ask(*scheduling, &SchedulingService::Stub::CreateDepartment, request)));
  }
  for (const auto& [id, name] : survey.employees) {
    scheduling::v1::CreateEmployeeRequest request;
    request.set_parent(parent);
    request.set_employee_id(id);
    request.mutable_employee()->set_display_name(name);
    for (const type::v1::Role role : mapping.employee_roles) request.mutable_employee()->add_roles(role);
    request.set_request_id(RequestId(run_id, "employee", request.SerializeAsString()));
    ZAMER_RETURN_IF_ERROR(Accept(session.Ask(*scheduling, &SchedulingService::Stub::CreateEmployee, request)));
  }
  for (const auto& [id, name] : survey.channels) {
    lead::v1::CreateChannelRequest request;
    request.set_parent(parent);
    request.set_channel_id(id);
    request.mutable_channel()->set_display_name(name);
    request.set_request_id(RequestId(run_id, "channel", request.SerializeAsString()));
    // The lead service may not have heard of the department yet.
    const Trying trying{.also_again = {Reason::kDepartmentNotFound}};
    ZAMER_RETURN_IF_ERROR(Accept(session.Ask(*leads, &LeadService::Stub::CreateChannel, request, trying)));
  }
  return absl::OkStatus();
}

}  // namespace zamer::ctl
