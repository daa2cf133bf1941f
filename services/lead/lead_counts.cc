#include "services/lead/lead_counts.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/common/time/timestamps.h"
#include "services/lead/lead_filter.h"
#include "services/lead/lead_records.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

absl::Status Check(const v1::CountLeadsRequest& request) {
  Violations violations;
  CheckDepartment(request.owner(), LastSegment(request.parent()), "owner", violations);
  CheckRange(request.has_arrive_start_time() && request.has_arrive_end_time(), request.arrive_start_time(),
             request.arrive_end_time(), "arrive_end_time", violations);
  return violations.ToStatus();
}

// The first whole millisecond at or after the time.
double ScoreFrom(const google::protobuf::Timestamp& time) {
  return std::ceil(absl::ToDoubleMilliseconds(FromTimestamp(time) - absl::UnixEpoch()));
}

bool CountsQueue(const v1::CountLeadsRequest& request) {
  return request.owner().empty() && !request.has_arrive_start_time() && !request.has_arrive_end_time();
}

// The list of each state, and the queue where it is counted.
store::PageQuery QueryFor(const v1::CountLeadsRequest& request) {
  store::PageQuery query{
      .department = std::string(LastSegment(request.parent())), .index = {}, .page_token = {}, .filter = {}};
  if (request.has_arrive_start_time()) query.min_score = ScoreFrom(request.arrive_start_time());
  if (request.has_arrive_end_time()) query.max_score = ScoreFrom(request.arrive_end_time());
  for (const v1::Lead::State state : LeadStates()) {
    query.lists.push_back(request.owner().empty() ? StateIndex(state)
                                                  : OwnerIndex(LastSegment(request.owner()), state));
  }
  if (CountsQueue(request)) query.lists.emplace_back(kQueueIndex);
  return query;
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::CountLeadsResponse>> CountLeads(const LeadParts& parts, const rpc::Call& call,
                                                                   const v1::CountLeadsRequest& request) {
  ZAMER_CO_RETURN_IF_ERROR(Check(request));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::int64_t> counts,
                            co_await store::CountIds(parts.store, QueryFor(request), call.deadline()));
  v1::CountLeadsResponse response;
  const std::vector<v1::Lead::State> states = LeadStates();
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (counts[i] == 0) continue;
    v1::CountLeadsResponse::StateCount& count = *response.add_states();
    count.set_state(states[i]);
    count.set_count(counts[i]);
  }
  if (CountsQueue(request)) response.set_queued(counts.back());
  co_return response;
}

}  // namespace zamer::lead
