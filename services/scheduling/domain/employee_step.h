// A decided step of an employee.
#pragma once
#include <absl/time/time.h>

#include <vector>

#include "zamer/scheduling/v1/department.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"

namespace zamer::scheduling {

// The employee after a step, and what is told besides EmployeeChanged; the events lack only their meta.
struct EmployeeStep {
  struct Told {
    v1::SchedulingEvent event;
    absl::Time occurred;
  };

  v1::Employee next;
  std::vector<Told> told;
};

}  // namespace zamer::scheduling
