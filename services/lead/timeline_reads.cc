#include "services/lead/timeline_reads.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/page_token.h"
#include "services/common/store/timeline.h"
#include "services/lead/lead_records.h"

namespace zamer::lead {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 1000;

}  // namespace

asio::awaitable<absl::StatusOr<v1::ListTimelineResponse>> ReadTimeline(const LeadParts& parts, const rpc::Call& call,
                                                                       const v1::ListTimelineRequest& request) {
  const store::PageQuery query{.department = std::string(DepartmentOf(request.parent())),
                               .index = "timeline",
                               .page_token = request.page_token(),
                               .filter = request.parent()};
  store::PagePlace place;
  if (!query.page_token.empty()) {
    ZAMER_CO_ASSIGN_OR_RETURN(place, store::ParsePageToken(query));
    if (place.score < 0) co_return store::PageTokenRefused();
  }
  const store::Key key = LeadKey(request.parent());
  ZAMER_CO_ASSIGN_OR_RETURN(const auto lead, co_await parts.store.Get<v1::LeadRecord>(key, call.deadline()));
  if (!lead.record) co_return LeadNotFound(request.parent());
  const auto begin = static_cast<std::int64_t>(place.score);
  const int size = request.page_size() == 0 ? kDefaultPage : std::min(request.page_size(), kLargestPage);
  ZAMER_CO_ASSIGN_OR_RETURN(const store::TimelinePage page,
                            co_await store::ReadTimeline(parts.store, key, begin, size, call.deadline()));
  v1::ListTimelineResponse response;
  for (const std::string& event : page.events) {
    if (!response.add_events()->ParseFromString(event)) co_return Internal("an event in the log cannot be read");
  }
  if (!page.last) response.set_next_page_token(store::MakePageToken(query, {place.score + size, {}}));
  co_return response;
}

}  // namespace zamer::lead
