// Being at work, beside what the shifts say: checking in and out.
#pragma once
#include <absl/time/time.h>

#include "services/common/time/interval.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"

namespace zamer::lead {

// Whether one employee is at work at an instant. A value.
//
// Who checked in is at work, outside of his shifts too, until he checks out or the check-in runs out; an absence that
// begins after it ends it. Who checked out during a shift is away until the next one begins. Otherwise the shifts say
// so, unless the department asks everybody to check in.
class Attendance {
 public:
  Attendance(const scheduling::v1::EmployeeChanged& employee, bool must_check_in);

  // `shifts`: the employee's shifts without his absences; those around `at` are enough.
  bool AtWork(absl::Time at, const IntervalSet& shifts) const;
  // Whether he has dropped out, ill or on vacation, and has not come in all the same.
  bool IsOut(absl::Time at) const;

 private:
  bool CheckedIn(absl::Time at) const;

  bool must_check_in_;
  Interval check_in_;     // while it holds; empty for none
  absl::Time check_out_;  // the last one; InfinitePast for none
  IntervalSet absences_;
  IntervalSet drop_outs_;  // those of the absences that are drop-outs
};

}  // namespace zamer::lead
