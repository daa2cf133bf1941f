// Calls on meetings that take no new time.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/common/rpc/call.h"
#include "services/scheduling/resources.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::scheduling {

// One method per RPC; see the proto for what each does. Loop thread only.
class MeetingCalls {
 public:
  explicit MeetingCalls(Parts parts) : parts_(parts) {}

  asio::awaitable<absl::StatusOr<v1::Meeting>> Get(rpc::Call& call, const v1::GetMeetingRequest& request);
  asio::awaitable<absl::StatusOr<v1::ListMeetingsResponse>> List(rpc::Call& call,
                                                                 const v1::ListMeetingsRequest& request);
  asio::awaitable<absl::StatusOr<v1::Meeting>> Confirm(rpc::Call& call, const v1::ConfirmMeetingRequest& request);
  asio::awaitable<absl::StatusOr<v1::Meeting>> Start(rpc::Call& call, const v1::StartMeetingRequest& request);
  asio::awaitable<absl::StatusOr<v1::Meeting>> Cancel(rpc::Call& call, const v1::CancelMeetingRequest& request);
  asio::awaitable<absl::StatusOr<v1::Meeting>> RecordOutcome(rpc::Call& call, const v1::RecordOutcomeRequest& request);

 private:
  // Commits a step of the meeting that the request names; `decide`: absl::StatusOr<Step>(const v1::Meeting&).
  template <class Request, class Decide>
  asio::awaitable<absl::StatusOr<v1::Meeting>> CommitStep(rpc::Call& call, const Request& request, Decide decide);

  Parts parts_;
};

}  // namespace zamer::scheduling
