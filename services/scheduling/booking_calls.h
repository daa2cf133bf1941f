// Calls that take a designer's time: hold, book, move.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/common/rpc/call.h"
#include "services/scheduling/calendar_access.h"
#include "services/scheduling/domain/wish.h"
#include "services/scheduling/resources.h"
#include "services/scheduling/slot_search.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::scheduling {

// One method per RPC; see the proto for what each does. No time is given twice: every commit reads and writes the
// calendar weeks that it decides on, so of two that take the same time one conflicts and decides again. Loop thread
// only.
class BookingCalls {
 public:
  BookingCalls(Parts parts, SlotSearch& search) : parts_(parts), search_(search) {}

  asio::awaitable<absl::StatusOr<v1::Meeting>> Hold(rpc::Call& call, const v1::HoldSlotRequest& request);
  asio::awaitable<absl::StatusOr<v1::Meeting>> Book(rpc::Call& call, const v1::BookMeetingRequest& request);
  asio::awaitable<absl::StatusOr<v1::Meeting>> Reschedule(rpc::Call& call, const v1::RescheduleMeetingRequest& request);

 private:
  asio::awaitable<absl::StatusOr<v1::Meeting>> BookNew(rpc::Call& call, const v1::BookMeetingRequest& request);
  asio::awaitable<absl::StatusOr<v1::Meeting>> BookHeld(rpc::Call& call, const v1::BookMeetingRequest& request);

  // Finds a designer for the meeting and sets him, and ends the lead's own holds of the same time. `replaced` is the id
  // of a meeting whose time counts as free. The reasons of ChooseDesigner, and those of CheckDesigner.
  asio::awaitable<absl::Status> Place(store::Transaction& tx, const rpc::Call& call, const Desk& desk,
                                      v1::Meeting& meeting, std::string replaced = {});
  // MEETING_ALREADY_EXISTS when the lead has another meeting than `replaced` at this start.
  asio::awaitable<absl::Status> CheckLeadIsFree(store::Transaction& tx, const v1::Meeting& meeting,
                                                std::string replaced = {});
  // Why the one who is named cannot hold meetings: EMPLOYEE_NOT_FOUND, EMPLOYEE_DISMISSED, FIELD_INVALID.
  asio::awaitable<absl::Status> CheckDesigner(store::Transaction& tx, const Desk& desk, const v1::Meeting& meeting);
  // Enters the step's meeting into the calendar and saves it.
  asio::awaitable<absl::StatusOr<v1::Meeting>> OccupyAndSave(store::Transaction& tx, const rpc::Call& call,
                                                             const Desk& desk, Step step);

  Parts parts_;
  SlotSearch& search_;
};

}  // namespace zamer::scheduling
