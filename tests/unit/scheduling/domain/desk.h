// A department in memory, run by the same pure functions as the service's commits.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <map>
#include <string>
#include <vector>

#include "services/scheduling/domain/calendar.h"
#include "services/scheduling/domain/meeting_steps.h"
#include "services/scheduling/domain/placement.h"
#include "services/scheduling/domain/rules.h"
#include "services/scheduling/domain/slots.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {

inline constexpr const char* kParent = "departments/d1";

// Monday 2026-03-02 10:00 in Moscow.
absl::Time Monday10();
// Wall time in Moscow, in March 2026: day of the month, hour, minute.
absl::Time March(int day, int hour, int minute = 0);

// Works every day from 10 to 19, in all cities.
v1::Employee Designer(const std::string& id);
// Zone Moscow, default settings, no designers.
v1::Roster EmptyRoster();
// With these designers.
v1::Roster RosterOf(const std::vector<std::string>& designers);

// A meeting of lead `l1` that a caller may ask for.
v1::Meeting Asked(v1::Meeting::Kind kind, absl::Time start, const std::string& designer = {},
                  const std::string& lead = "l1");

struct Desk {
  explicit Desk(v1::Roster roster_in);

  CalendarWeeks Weeks() const;
  absl::StatusOr<v1::Meeting> Hold(v1::Meeting asked);
  absl::StatusOr<v1::Meeting> Book(v1::Meeting asked);
  absl::StatusOr<v1::Meeting> BookHeld(const std::string& name);
  absl::StatusOr<v1::Meeting> Move(const std::string& name, absl::Time start, const std::string& designer = {});
  absl::StatusOr<v1::Meeting> CallOff(const std::string& name);
  // Whatever is due now.
  void FireTimers();
  // `request.parent` is filled in.
  std::vector<v1::Slot> Search(v1::SearchSlotsRequest request) const;

  v1::Roster roster;
  Rules rules;
  absl::Time now = Monday10();
  std::map<std::string, v1::CalendarWeek> calendar;
  std::map<std::string, v1::Meeting> meetings;

 private:
  absl::Status Place(v1::Meeting& meeting, const std::string& replaced);
  v1::Meeting Keep(Step step);
  void Drop(Step step);
  std::string NextName();
  int last_ = 0;
};

}  // namespace zamer::scheduling
