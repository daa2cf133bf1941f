// Who of the department may take leads, and when somebody is there to answer.
#pragma once
#include <absl/time/time.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/time/interval.h"
#include "services/common/time/staffed_time.h"
#include "services/lead/domain/presence.h"
#include "services/lead/domain/rules.h"
#include "zamer/lead/v1/lead_records.pb.h"

namespace zamer::lead {

// A lead manager who is on shift.
struct Candidate {
  std::string employee;  // id
  int weight = 100;      // percent of a full turn
  int cap = 0;           // most open leads; 0 for none
  bool serves = true;    // may take the lead at hand
};

// What the lead service knows of a department, made ready for questions. A value, immutable.
class Roster {
 public:
  // Staffed times are worked out ahead for `now` - 31 days to `now` + 37 days; beyond that they cost more.
  Roster(const v1::RosterRecord& record, absl::Time now);

  // Whether the department is known here.
  bool known() const { return known_; }
  // Region by which phones without a country code are read.
  const std::string& phone_region() const { return phone_region_; }
  const std::string& currency() const { return currency_; }
  const absl::TimeZone& zone() const { return zone_; }
  // After this time since it was closed, a lost lead of a person is followed by a new one.
  absl::Duration reopen_within() const { return reopen_within_; }
  const Rules& rules() const { return rules_; }

  // Lead managers on shift at `at`, by shifts and check-ins, by id; those who serve the city and the channel (a
  // resource name) marked. An empty city or channel is served by all.
  std::vector<Candidate> OnShift(absl::Time at, std::string_view city, std::string_view channel = {}) const;
  // Whether the employee (a resource name) works here as a lead manager.
  bool IsLeadManager(std::string_view employee) const;
  // Whether that lead manager has dropped out for a while, ill or on vacation, and is not at work all the same.
  bool IsOut(std::string_view employee, absl::Time at) const;

  // When the first attempt is due for a lead that arrived at `from`; nothing when not enough staffed time comes within
  // 36 days.
  std::optional<absl::Time> FirstResponseDue(absl::Time from) const;
  // Time in [from, to) in which at least one lead manager was on shift.
  absl::Duration Staffed(absl::Time from, absl::Time to) const;
  // The next instant after `after` at which somebody comes on shift, or 28 days later when nobody does.
  absl::Time NextStart(absl::Time after) const;

  absl::Time made_at() const { return made_at_; }

 private:
  struct Manager {
    std::string id;
    std::vector<std::string> cities;
    std::vector<std::string> channels;
    int weight;
    int cap;
    StaffedTime calendar;
    IntervalSet shifts;  // within window_
    Attendance attendance;
  };
  static Candidate CandidateOf(const Manager& manager, std::string_view city, std::string_view channel);
  IntervalSet Team(const Interval& range) const;
  const Manager* Find(std::string_view employee) const;

  bool known_ = false;
  std::string phone_region_ = "RU";
  std::string currency_;
  absl::TimeZone zone_;
  absl::Duration reopen_within_ = absl::Hours(24 * 90);
  absl::Duration first_response_limit_ = absl::Minutes(5);
  Rules rules_;
  absl::Time made_at_;
  Interval window_;
  std::vector<Manager> managers_;  // by id
  IntervalSet team_;               // union of all shifts within window_
};

// The roster's record after an event of the scheduling feed.
void ApplyDepartment(v1::RosterRecord& roster, const scheduling::v1::DepartmentChanged& fact);
void ApplyCalendar(v1::RosterRecord& roster, const scheduling::v1::CalendarChanged& fact);
void ApplyEmployee(v1::RosterRecord& roster, const scheduling::v1::EmployeeChanged& fact);

// What the roster says of an employee (a resource name); null when it does not know him.
const scheduling::v1::EmployeeChanged* FindEmployee(const v1::RosterRecord& roster, std::string_view employee);

}  // namespace zamer::lead
