#include "services/scheduling/meeting_calls.h"

#include <utility>
#include <vector>

#include "services/common/time/timestamps.h"
#include "services/scheduling/calendar_access.h"
#include "services/scheduling/domain/belongs.h"
#include "services/scheduling/domain/occurred.h"

namespace zamer::scheduling {
namespace {

// The shortest index that holds all that is asked for.
std::string IndexFor(const v1::ListMeetingsRequest& request) {
  if (!request.lead().empty()) return MeetingsOfLead(LastSegment(request.lead()));
  if (!request.designer().empty()) return MeetingsOfDesigner(LastSegment(request.designer()));
  return std::string(kAllMeetings);
}

store::PageQuery QueryOf(const v1::ListMeetingsRequest& request) {
  store::PageQuery query;
  query.department = DepartmentOf(request.parent());
  query.index = IndexFor(request);
  if (request.has_start_time()) query.min_score = store::Score(FromTimestamp(request.start_time()));
  if (request.has_end_time()) query.max_score = store::Score(FromTimestamp(request.end_time()));
  query.page_size = request.page_size();
  query.page_token = request.page_token();
  query.filter = request.designer();
  return query;
}

}  // namespace

template <class Request, class Decide>
asio::awaitable<absl::StatusOr<v1::Meeting>> MeetingCalls::CommitStep(rpc::Call& call, const Request& request,
                                                                      Decide decide) {
  const auto body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<v1::Meeting>> {
    ZAMER_CO_ASSIGN_OR_RETURN(const v1::Meeting meeting,
                              co_await Load<v1::Meeting>(tx, request.name(), request.etag()));
    ZAMER_CO_ASSIGN_OR_RETURN(Step step, decide(meeting));
    if (!TakesTime(step.next.state())) ZAMER_CO_RETURN_IF_ERROR(co_await Vacate(tx, meeting));
    co_return Save(tx, events::CauseOf(call), parts_.ids, std::move(step.next), std::move(step.event), step.occurred);
  };
  co_return co_await Commit<v1::Meeting>(parts_.store, call, request, request.name(), body);
}

asio::awaitable<absl::StatusOr<v1::Meeting>> MeetingCalls::Get(rpc::Call& call, const v1::GetMeetingRequest& request) {
  co_return co_await ReadResource<v1::Meeting>(parts_.store, request.name(), call.deadline());
}

asio::awaitable<absl::StatusOr<v1::ListMeetingsResponse>> MeetingCalls::List(rpc::Call& call,
                                                                             const v1::ListMeetingsRequest& request) {
  Violations violations;
  CheckBelongs(request.designer(), request.parent(), "designer", violations);
  CheckBelongs(request.lead(), request.parent(), "lead", violations);
  ZAMER_CO_RETURN_IF_ERROR(violations.ToStatus());
  ZAMER_CO_ASSIGN_OR_RETURN(store::IdPage page,
                            co_await store::ListIds(parts_.store, QueryOf(request), call.deadline()));
  ZAMER_CO_ASSIGN_OR_RETURN(
      std::vector<v1::Meeting> meetings,
      co_await ReadAll<v1::Meeting>(parts_.store, request.parent(), "meetings", std::move(page.ids), call.deadline()));
  v1::ListMeetingsResponse response;
  for (v1::Meeting& meeting : meetings) {
    // A lead's few meetings are not indexed by designer too, so a page may hold fewer than was asked for.
    if (!request.designer().empty() && meeting.designer() != request.designer()) continue;
    *response.add_meetings() = std::move(meeting);
  }
  response.set_next_page_token(std::move(page.next_page_token));
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::Meeting>> MeetingCalls::Confirm(rpc::Call& call,
                                                                   const v1::ConfirmMeetingRequest& request) {
  co_return co_await CommitStep(call, request, [&](const v1::Meeting& meeting) -> absl::StatusOr<Step> {
    ZAMER_ASSIGN_OR_RETURN(const absl::Time occurred, OccurredTimeOf(request, call.now()));
    return scheduling::Confirm(meeting, occurred);
  });
}

asio::awaitable<absl::StatusOr<v1::Meeting>> MeetingCalls::Start(rpc::Call& call,
                                                                 const v1::StartMeetingRequest& request) {
  co_return co_await CommitStep(call, request, [&](const v1::Meeting& meeting) -> absl::StatusOr<Step> {
    ZAMER_ASSIGN_OR_RETURN(const absl::Time occurred, OccurredTimeOf(request, call.now()));
    return scheduling::Start(meeting, ActorOf(call), occurred);
  });
}

asio::awaitable<absl::StatusOr<v1::Meeting>> MeetingCalls::Cancel(rpc::Call& call,
                                                                  const v1::CancelMeetingRequest& request) {
  co_return co_await CommitStep(call, request, [&](const v1::Meeting& meeting) -> absl::StatusOr<Step> {
    ZAMER_ASSIGN_OR_RETURN(const absl::Time occurred, OccurredTimeOf(request, call.now()));
    return scheduling::Cancel(meeting, request.cancellation(), occurred);
  });
}

asio::awaitable<absl::StatusOr<v1::Meeting>> MeetingCalls::RecordOutcome(rpc::Call& call,
                                                                         const v1::RecordOutcomeRequest& request) {
  co_return co_await CommitStep(call, request, [&](const v1::Meeting& meeting) {
    return scheduling::RecordOutcome(meeting, request, ActorOf(call), call.now());
  });
}

}  // namespace zamer::scheduling
