// What a department has settled about its leads.
#pragma once
#include <absl/time/time.h>

#include <string>

#include "services/lead/domain/focus.h"
#include "zamer/scheduling/v1/department.pb.h"

namespace zamer::lead {

// As it is where the department has not said otherwise.
struct Rules {
  // Leads wait in the queue until a lead manager takes them; nobody is given one by turn.
  bool pull = false;
  // How long an open lead may have neither a follow-up nor a meeting ahead.
  absl::Duration next_step_grace = absl::Minutes(15);
  FocusTimes focus = {.confirm_before = absl::Hours(24), .stale_after = absl::Hours(24 * 14)};
  // The reason of a loss that says that the client cannot be reached, and how often and on how many local days that is
  // to be tried before.
  std::string unreachable_reason = "unreachable";
  int required_attempts = 5;
  int required_attempt_days = 3;
};

Rules RulesOf(const scheduling::v1::DepartmentSettings& settings);

}  // namespace zamer::lead
