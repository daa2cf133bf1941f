#include "services/common/events/feed.h"

#include <absl/strings/str_cat.h>

#include "services/common/status/errors.h"

namespace zamer::events {

absl::Status CheckSubscription(const type::v1::SubscribeRequest& request, const rpc::Call& call,
                               const store::KeySpace& keys) {
  Violations violations;
  if (request.partition() >= keys.partitions()) {
    violations.Add("partition", absl::StrCat("must be below the number of partitions, ", keys.partitions()));
  }
  if (!IsCursor(request.cursor())) violations.Add("cursor", "must be a cursor of this feed, or empty");
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  if (request.department().empty() && call.principal().department != "*") {
    return PermissionDenied(Reason::kOtherDepartment, "Name your own department in the request.");
  }
  return absl::OkStatus();
}

asio::awaitable<absl::StatusOr<type::v1::Feed>> LatestCursors(EventLog& log, const store::KeySpace& keys,
                                                              absl::Time deadline) {
  type::v1::Feed feed;
  for (std::uint32_t partition = 0; partition < keys.partitions(); ++partition) {
    ZAMER_CO_ASSIGN_OR_RETURN(std::string latest, co_await log.Latest(partition, deadline));
    feed.add_latest_cursors(std::move(latest));
  }
  co_return feed;
}

}  // namespace zamer::events
