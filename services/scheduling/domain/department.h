// Decisions on departments.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "zamer/scheduling/v1/department.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::scheduling {

// The department that a request asks for. FIELD_INVALID for settings out of range.
absl::StatusOr<v1::Department> NewDepartment(const v1::CreateDepartmentRequest& request, absl::Time now);

// The department with a request's changes. FIELD_INVALID for a wrong mask or for settings out of range.
absl::StatusOr<v1::Department> Updated(v1::Department department, const v1::UpdateDepartmentRequest& request);

// What other services learn of it: defaults filled in.
v1::DepartmentChanged FactOf(v1::Department department);

// Takes zone and settings over into the roster; its designers stay.
void CopyTo(v1::Roster& roster, const v1::Department& department);

}  // namespace zamer::scheduling
