// Leads and people for tests of the lead domain.
#pragma once
#include <absl/time/time.h>

#include <algorithm>
#include <string>
#include <vector>

#include "services/common/time/timestamps.h"
#include "services/lead/domain/change.h"
#include "services/lead/domain/roster.h"
#include "services/lead/domain/touches.h"
#include "tests/support/fakes.h"

namespace zamer::lead {

inline const std::string kLead = "departments/d1/leads/l1";
inline const std::string kAnna = "departments/d1/employees/anna";
inline const std::string kBoris = "departments/d1/employees/boris";

inline absl::Time Now() { return testing::TestNow(); }

inline v1::Touch TouchAt(absl::Time time, const std::string& channel = "vk") {
  v1::Touch touch;
  touch.set_channel("departments/d1/channels/" + channel);
  *touch.mutable_time() = ToTimestamp(time);
  return touch;
}

inline Person WithPhone(const std::string& e164) {
  Person person;
  v1::Phone& phone = person.phones.emplace_back();
  phone.set_e164(e164);
  phone.set_raw(e164);
  person.keys.push_back("phone:" + e164);
  return person;
}

// A lead that arrived at `time`, with its creation told already.
inline Change NewLead(absl::Time time = Now(), Person person = {}, const std::string& name = kLead) {
  Change change = StartLead(name, {std::move(person), TouchAt(time)}, std::max(time, Now()));
  change.facts.clear();
  return change;
}

// The kinds of what was told, in order.
inline std::vector<v1::LeadEvent::FactCase> FactsOf(const Change& change) {
  std::vector<v1::LeadEvent::FactCase> cases;
  cases.reserve(change.facts.size());
  for (const v1::LeadEvent& fact : change.facts) cases.push_back(fact.fact_case());
  return cases;
}

inline int Count(const Change& change, v1::LeadEvent::FactCase fact) {
  return static_cast<int>(std::ranges::count(FactsOf(change), fact));
}

// A lead manager on shift every weekday from 10:00 to 19:00 in Moscow.
inline scheduling::v1::EmployeeChanged LeadManager(const std::string& name) {
  scheduling::v1::EmployeeChanged employee;
  employee.set_employee(name);
  employee.add_roles(type::v1::LEAD_MANAGER);
  employee.set_state(scheduling::v1::Employee::EMPLOYED);
  employee.set_turn_weight(100);
  for (int day = 1; day <= 5; ++day) {
    scheduling::v1::WeeklyShift& shift = *employee.add_weekly_shifts();
    shift.set_weekday(day);
    shift.set_start_minute(10 * 60);
    shift.set_end_minute(19 * 60);
  }
  return employee;
}

inline v1::RosterRecord RosterOf(const std::vector<scheduling::v1::EmployeeChanged>& employees) {
  v1::RosterRecord roster;
  roster.mutable_department()->set_name("departments/d1");
  roster.mutable_department()->set_time_zone("Europe/Moscow");
  roster.mutable_department()->set_currency_code("RUB");
  for (const auto& employee : employees) ApplyEmployee(roster, employee);
  return roster;
}

inline absl::Time Moscow(const std::string& wall) {
  absl::TimeZone zone;
  absl::LoadTimeZone("Europe/Moscow", &zone);
  absl::Time time;
  std::string error;
  absl::ParseTime("%Y-%m-%d %H:%M", wall, zone, &time, &error);
  return time;
}

}  // namespace zamer::lead
