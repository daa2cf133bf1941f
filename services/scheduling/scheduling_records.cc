#include "services/scheduling/scheduling_records.h"

#include <absl/strings/str_cat.h>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/coverage.h"
#include "services/scheduling/domain/meeting_steps.h"
#include "services/scheduling/domain/presence.h"
#include "services/scheduling/domain/refit.h"
#include "services/scheduling/domain/shift_watch.h"

namespace zamer::scheduling {
namespace {

constexpr std::string_view kCalendar = "calendar";

}  // namespace

store::StoreOptions SchedulingStoreOptions() {
  store::StoreOptions options;
  options.chained_kinds = {std::string(kCalendar)};
  return options;
}

store::Key KeyOf(std::string_view name) {
  if (const auto meeting = MeetingName::Parse(name)) return {meeting->department, "meeting", meeting->meeting};
  if (const auto employee = EmployeeName::Parse(name)) {
    return {employee->department, std::string(kEmployeeKind), employee->employee};
  }
  const std::string department(DepartmentOf(name));
  return {department, "department", department};
}

store::Key RosterKey(std::string_view department) {
  return {std::string(department), "roster", std::string(department)};
}

store::Key CoverageKey(std::string_view department) {
  return {std::string(department), std::string(kCoverageKind), std::string(department)};
}

store::Key RefitKey(std::string_view department, std::string_view employee_id) {
  return {std::string(department), std::string(kRefitKind), std::string(employee_id)};
}

store::Key ShiftWatchKey(std::string_view department, std::string_view employee_id) {
  return {std::string(department), std::string(kShiftWatchKind), std::string(employee_id)};
}

store::Key QuietKey(std::string_view lead) {
  return {std::string(DepartmentOf(lead)), "quiet", std::string(LastSegment(lead))};
}

store::Key CalendarKey(std::string_view department, std::string_view id) {
  return {std::string(department), std::string(kCalendar), std::string(id)};
}

std::vector<store::Key> DirectoryKeys(const store::KeySpace& keys) {
  std::vector<store::Key> directories(keys.partitions());
  std::uint32_t missing = keys.partitions();
  for (int i = 0; missing > 0; ++i) {
    // A dot, so that no department can have the name.
    const std::string home = absl::StrCat("directory.", i);
    store::Key& key = directories[keys.PartitionOf(home)];
    if (!key.id.empty()) continue;
    key = {home, "directory", home};
    --missing;
  }
  return directories;
}

std::string MeetingsOfDesigner(std::string_view employee_id) { return "designer-meetings:" + std::string(employee_id); }

std::string MeetingsOfLead(std::string_view lead_id) { return "lead-meetings:" + std::string(lead_id); }

store::UniqueEntry LeadAt(const v1::Meeting& meeting) {
  return {"lead-at", absl::StrCat(std::string(LastSegment(meeting.lead())), "@",
                                  absl::ToUnixSeconds(FromTimestamp(meeting.start_time())) / 60)};
}

absl::Status NoSuch(const v1::Department*, std::string_view name) {
  return NotFound(Reason::kDepartmentNotFound, "There is no such department; check its name.",
                  {{"department", std::string(name)}});
}

absl::Status NoSuch(const v1::Employee*, std::string_view name) {
  return NotFound(Reason::kEmployeeNotFound, "There is no such employee; check the name.",
                  {{"employee", std::string(name)}});
}

absl::Status NoSuch(const v1::Meeting*, std::string_view name) {
  return NotFound(Reason::kMeetingNotFound, "There is no such meeting; check its name.",
                  {{"meeting", std::string(name)}});
}

}  // namespace zamer::scheduling

namespace zamer::store {

Indexes Indexer<scheduling::v1::Employee>::Of(const scheduling::v1::Employee& employee) {
  Indexes indexes;
  indexes.timer = scheduling::TimerOf(employee);
  indexes.sorted.push_back({std::string(scheduling::kAllEmployees), 0});
  return indexes;
}

Indexes Indexer<scheduling::v1::RefitRecord>::Of(const scheduling::v1::RefitRecord& record) {
  Indexes indexes;
  indexes.timer = scheduling::TimerOf(record);
  return indexes;
}

Indexes Indexer<scheduling::v1::ShiftWatch>::Of(const scheduling::v1::ShiftWatch& watch) {
  Indexes indexes;
  indexes.timer = scheduling::TimerOf(watch);
  return indexes;
}

Indexes Indexer<scheduling::v1::CoverageRecord>::Of(const scheduling::v1::CoverageRecord& record) {
  Indexes indexes;
  indexes.timer = scheduling::TimerOf(record);
  return indexes;
}

Indexes Indexer<scheduling::v1::Meeting>::Of(const scheduling::v1::Meeting& meeting) {
  Indexes indexes;
  if (meeting.state() != scheduling::v1::Meeting::EXPIRED) {
    const double start = Score(FromTimestamp(meeting.start_time()));
    indexes.sorted.push_back({std::string(scheduling::kAllMeetings), start});
    indexes.sorted.push_back({scheduling::MeetingsOfDesigner(LastSegment(meeting.designer())), start});
    indexes.sorted.push_back({scheduling::MeetingsOfLead(LastSegment(meeting.lead())), start});
  }
  if (scheduling::IsActive(meeting.state())) indexes.unique.push_back(scheduling::LeadAt(meeting));
  indexes.timer = scheduling::TimerOf(meeting);
  return indexes;
}

}  // namespace zamer::store
