// What a department may set, and what holds where it does not.
#pragma once
#include <absl/time/time.h>

#include "services/common/status/errors.h"
#include "zamer/scheduling/v1/department.pb.h"

namespace zamer::scheduling {

// The settings with every unset field at its documented default.
v1::DepartmentSettings WithDefaults(v1::DepartmentSettings settings);

// Adds what is wrong with durations, opening hours and the assignment mode; integers are checked by their rules in the
// proto.
void CheckSettings(const v1::DepartmentSettings& settings, Violations& violations);

}  // namespace zamer::scheduling
