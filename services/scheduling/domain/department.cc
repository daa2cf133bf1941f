#include "services/scheduling/domain/department.h"

#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/common/update/update.h"
#include "services/scheduling/domain/settings.h"

namespace zamer::scheduling {
namespace {

absl::Status Check(const v1::Department& department) {
  Violations violations;
  if (department.display_name().empty()) violations.Add("department.display_name", "must not be empty");
  if (department.currency_code().empty()) violations.Add("department.currency_code", "must not be empty");
  CheckSettings(department.settings(), violations);
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  return LoadZone(department.time_zone()).status();
}

}  // namespace

absl::StatusOr<v1::Department> NewDepartment(const v1::CreateDepartmentRequest& request, absl::Time now) {
  v1::Department department;
  ZAMER_RETURN_IF_ERROR(ApplyUpdate(request.department(), {}, "department", department));
  department.set_name(DepartmentNameOf(request.department_id()));
  *department.mutable_create_time() = ToTimestamp(now);
  ZAMER_RETURN_IF_ERROR(Check(department));
  return department;
}

absl::StatusOr<v1::Department> Updated(v1::Department department, const v1::UpdateDepartmentRequest& request) {
  ZAMER_RETURN_IF_ERROR(ApplyUpdate(request.department(), request.update_mask(), "department", department));
  ZAMER_RETURN_IF_ERROR(Check(department));
  return department;
}

v1::DepartmentChanged FactOf(v1::Department department) {
  if (department.phone_region().empty()) department.set_phone_region("RU");
  *department.mutable_settings() = WithDefaults(department.settings());
  v1::DepartmentChanged fact;
  *fact.mutable_department() = std::move(department);
  return fact;
}

void CopyTo(v1::Roster& roster, const v1::Department& department) {
  roster.set_time_zone(department.time_zone());
  *roster.mutable_settings() = WithDefaults(department.settings());
}

}  // namespace zamer::scheduling
