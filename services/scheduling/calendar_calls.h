// Calls on production calendars.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/common/rpc/call.h"
#include "services/scheduling/resources.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::scheduling {

// One method per RPC; see the proto for what each does. A calendar is part of its department's roster. Loop thread
// only.
class CalendarCalls {
 public:
  explicit CalendarCalls(Parts parts) : parts_(parts) {}

  asio::awaitable<absl::StatusOr<v1::ProductionCalendar>> Import(rpc::Call& call,
                                                                 const v1::ImportCalendarRequest& request);
  asio::awaitable<absl::StatusOr<v1::ProductionCalendar>> Get(rpc::Call& call, const v1::GetCalendarRequest& request);

 private:
  // DEPARTMENT_NOT_FOUND.
  asio::awaitable<absl::StatusOr<v1::ProductionCalendar>> Read(std::string department, absl::Time deadline);

  Parts parts_;
};

}  // namespace zamer::scheduling
