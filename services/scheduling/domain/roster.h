// A department's designers, as searches and bookings see them.
#pragma once
#include <absl/status/statusor.h>

#include <string_view>
#include <vector>

#include "services/common/time/staffed_time.h"
#include "services/scheduling/domain/rules.h"
#include "zamer/scheduling/v1/department.pb.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {

// Share of a full turn in percent, the default where it is unset.
int TurnWeight(const v1::Employee& employee);

// Puts an employee into the roster, changes or removes the entry there: only designers who work here have one.
void CopyTo(v1::Roster& roster, const v1::Employee& employee);

// The entry of a designer; null where the employee of this id is none.
const v1::Roster::Designer* FindDesigner(const v1::Roster& roster, std::string_view employee_id);

// The designers who serve a city, by id: all of them for an empty city, and only one where `employee_id` is given.
std::vector<const v1::Roster::Designer*> DesignersFor(const v1::Roster& roster, std::string_view city,
                                                      std::string_view employee_id);

// When a designer works, by shifts, the department's production calendar and absences.
absl::StatusOr<StaffedTime> WorkingTimeOf(const v1::Roster::Designer& designer, const Rules& rules);

}  // namespace zamer::scheduling
