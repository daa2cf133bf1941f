// Where the service's records live, how they are indexed, and how callers see them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/store/index.h"
#include "services/common/store/key.h"
#include "services/common/store/store.h"
#include "zamer/scheduling/v1/department.pb.h"
#include "zamer/scheduling/v1/meeting.pb.h"
#include "zamer/scheduling/v1/people_records.pb.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {

// Calendars are hot: all bookings of a designer's week read and write one record.
store::StoreOptions SchedulingStoreOptions();

// The kinds of records that have timers besides meetings.
inline constexpr std::string_view kEmployeeKind = "employee";
inline constexpr std::string_view kRefitKind = "refit";
inline constexpr std::string_view kShiftWatchKind = "shift-watch";
inline constexpr std::string_view kCoverageKind = "coverage";

// The record of a department, an employee or a meeting, by its resource name.
store::Key KeyOf(std::string_view name);
store::Key RosterKey(std::string_view department);
store::Key CoverageKey(std::string_view department);
store::Key RefitKey(std::string_view department, std::string_view employee_id);
store::Key ShiftWatchKey(std::string_view department, std::string_view employee_id);
// `lead`: a resource name.
store::Key QuietKey(std::string_view lead);
// `id`: see CalendarId.
store::Key CalendarKey(std::string_view department, std::string_view id);
// The directory of each partition: of no department, but under a name that hashes to the partition.
std::vector<store::Key> DirectoryKeys(const store::KeySpace& keys);

// Lists, by score and then id.
inline constexpr std::string_view kAllEmployees = "employees";
inline constexpr std::string_view kAllMeetings = "meetings";
std::string MeetingsOfDesigner(std::string_view employee_id);
std::string MeetingsOfLead(std::string_view lead_id);

// The one meeting that a lead may have at a start.
store::UniqueEntry LeadAt(const v1::Meeting& meeting);

// NOT_FOUND for a resource of this name.
absl::Status NoSuch(const v1::Department*, std::string_view name);
absl::Status NoSuch(const v1::Employee*, std::string_view name);
absl::Status NoSuch(const v1::Meeting*, std::string_view name);

// A stored resource as callers see it.
template <class Resource>
Resource Shown(Resource resource, std::int64_t version) {
  resource.set_etag(store::Etag(version));
  return resource;
}

}  // namespace zamer::scheduling

namespace zamer::store {

template <>
struct Indexer<scheduling::v1::Employee> {
  static Indexes Of(const scheduling::v1::Employee& employee);
};

template <>
struct Indexer<scheduling::v1::RefitRecord> {
  static Indexes Of(const scheduling::v1::RefitRecord& record);
};

template <>
struct Indexer<scheduling::v1::ShiftWatch> {
  static Indexes Of(const scheduling::v1::ShiftWatch& watch);
};

template <>
struct Indexer<scheduling::v1::CoverageRecord> {
  static Indexes Of(const scheduling::v1::CoverageRecord& record);
};

template <>
struct Indexer<scheduling::v1::Meeting> {
  static Indexes Of(const scheduling::v1::Meeting& meeting);
};

}  // namespace zamer::store
