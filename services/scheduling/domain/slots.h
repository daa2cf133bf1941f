// Free slots of a department's designers.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>
#include <vector>

#include "services/scheduling/domain/calendar.h"
#include "services/scheduling/domain/rules.h"
#include "zamer/scheduling/v1/meeting.pb.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::scheduling {

// Longest range of one search.
inline constexpr absl::Duration kLongestSearch = absl::Hours(31 * 24);

struct SlotQuery {
  // `departments/{department}`: where the slots' designers belong.
  std::string parent;
  // In which the slots start; within the booking window.
  Interval starts;
  // The rest of the booking window: where the next slot is looked for when there is none.
  Interval later;
  absl::Duration length;
  absl::Duration travel;
  std::string city;
  // Id of the only designer wanted; empty for all.
  std::string designer;
  Exempt exempt;
  // Most slots wanted.
  int limit = 50;
};

// The query of a request at `now`, its range cut to the booking window (so it may be empty). FIELD_INVALID for an
// unknown kind and a range that is longer than 31 days or ends before it starts.
absl::StatusOr<SlotQuery> QueryOf(const v1::SearchSlotsRequest& request, const Rules& rules, absl::Time now);

// Ids of the calendar weeks that FindSlots needs.
std::vector<std::string> CalendarIdsFor(const SlotQuery& query, const v1::Roster& roster);

// The free slots by start, then by the designers' turn: on steps of half an hour of the local clock, within shifts.
// Each can be booked. Costs the shifts and slots in the range up to the last slot wanted.
absl::StatusOr<std::vector<v1::Slot>> FindSlots(const SlotQuery& query, const v1::Roster& roster, const Rules& rules,
                                                const CalendarWeeks& weeks, absl::Time now);

// Why a query found nothing.
absl::StatusOr<v1::SearchSlotsResponse::EmptyReason> WhyEmpty(const SlotQuery& query, const v1::Roster& roster,
                                                              const Rules& rules);

}  // namespace zamer::scheduling
