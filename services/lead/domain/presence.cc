#include "services/lead/domain/presence.h"

#include <utility>
#include <vector>

#include "services/common/time/timestamps.h"

namespace zamer::lead {

Attendance::Attendance(const scheduling::v1::EmployeeChanged& employee, bool must_check_in)
    : must_check_in_(must_check_in),
      check_in_{absl::InfinitePast(), absl::InfinitePast()},
      check_out_(absl::InfinitePast()) {
  const scheduling::v1::Presence& presence = employee.presence();
  if (presence.has_check_out_time()) {
    check_out_ = FromTimestamp(presence.check_out_time());
  } else if (presence.has_check_in_time()) {
    check_in_ = {FromTimestamp(presence.check_in_time()), FromTimestamp(presence.expire_time())};
  }
  std::vector<Interval> absences;
  absences.reserve(static_cast<std::size_t>(employee.time_offs_size()));
  std::vector<Interval> drop_outs;
  for (const scheduling::v1::TimeOff& off : employee.time_offs()) {
    absences.push_back({FromTimestamp(off.start_time()), FromTimestamp(off.end_time())});
    const bool drop_out =
        off.kind() == scheduling::v1::TimeOff::SICK || off.kind() == scheduling::v1::TimeOff::VACATION;
    if (drop_out) drop_outs.push_back(absences.back());
  }
  absences_ = IntervalSet(std::move(absences));
  drop_outs_ = IntervalSet(std::move(drop_outs));
}

bool Attendance::IsOut(absl::Time at) const {
  const auto drop_out = drop_outs_.FirstEndingAfter(at);
  return drop_out != drop_outs_.end() && drop_out->Contains(at) && !CheckedIn(at);
}

bool Attendance::CheckedIn(absl::Time at) const {
  if (!check_in_.Contains(at)) return false;
  const auto absence = absences_.FirstEndingAfter(at);
  const bool absent = absence != absences_.end() && absence->Contains(at);
  return !absent || check_in_.start >= absence->start;
}

bool Attendance::AtWork(absl::Time at, const IntervalSet& shifts) const {
  if (CheckedIn(at)) return true;
  if (must_check_in_) return false;
  const auto shift = shifts.FirstEndingAfter(at);
  if (shift == shifts.end() || !shift->Contains(at)) return false;
  return !(check_out_ <= at && shift->Contains(check_out_));
}

}  // namespace zamer::lead
