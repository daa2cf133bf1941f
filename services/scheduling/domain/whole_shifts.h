// A person's shifts as one comes to them: once a day, whatever breaks they have.
#pragma once
#include <absl/status/statusor.h>

#include <vector>

#include "services/common/time/interval.h"
#include "services/scheduling/domain/rules.h"
#include "zamer/scheduling/v1/department.pb.h"

namespace zamer::scheduling {

// Parts of a shift with no longer break between them belong together.
inline constexpr absl::Duration kLongestBreak = absl::Hours(2);

// The shifts in a range, in order, absences taken off; parts that begin on one local day are one shift unless the break
// between them is too long. Those at the range's ends are cut.
absl::StatusOr<std::vector<Interval>> WholeShifts(const v1::Employee& employee, const Rules& rules,
                                                  const Interval& range);

}  // namespace zamer::scheduling
