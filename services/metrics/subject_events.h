// Counts events that are about no lead.
#pragma once
#include <absl/status/status.h>

#include <asio/awaitable.hpp>

#include "services/common/store/transaction.h"
#include "services/metrics/apply.h"
#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"

namespace zamer::metrics {

// Whether ChangeSubject counts the event.
bool IsAboutSubject(const lead::v1::LeadEvent& event);

// Changes the facts of what the event is about, and the counters with them. INVALID_ARGUMENT for a date that does not
// exist, or money of another currency than the department's.
asio::awaitable<absl::Status> ChangeSubject(store::Transaction& tx, const Place& place,
                                            const lead::v1::LeadEvent& event);

// The same for a CoverageChanged.
asio::awaitable<absl::Status> ChangeCoverage(store::Transaction& tx, const Place& place,
                                             const scheduling::v1::SchedulingEvent& event);

// The same for what is about a shift; nothing for any other event.
asio::awaitable<absl::Status> ChangeShift(store::Transaction& tx, const Place& place,
                                          const scheduling::v1::SchedulingEvent& event);

}  // namespace zamer::metrics
