// Reading and writing designers' calendars.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/store/transaction.h"
#include "services/scheduling/domain/calendar.h"
#include "services/scheduling/domain/rules.h"
#include "zamer/scheduling/v1/meeting.pb.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {

// A department's roster and its rules, within a commit. DEPARTMENT_NOT_FOUND.
struct Desk {
  std::string department;
  const v1::Roster* roster = nullptr;
  Rules rules;
};
asio::awaitable<absl::StatusOr<Desk>> OpenDesk(store::Transaction& tx, std::string department);

// Calendar weeks, by id; valid until one of them is written. What was read guards the commit.
asio::awaitable<absl::StatusOr<CalendarWeeks>> ReadWeeks(store::Transaction& tx, std::string department,
                                                         std::vector<std::string> ids);

// Enters a meeting into its designer's calendar, with `travel` to keep free around it, or replaces its entry.
asio::awaitable<absl::Status> Occupy(store::Transaction& tx, const v1::Meeting& meeting, absl::Duration travel,
                                     absl::Time now);
// Takes a meeting out of its designer's calendar: its time is free at once, travel included.
asio::awaitable<absl::Status> Vacate(store::Transaction& tx, const v1::Meeting& meeting);

}  // namespace zamer::scheduling
