#include "services/common/store/timeline.h"

#include <utility>

#include "services/common/redis/reply_status.h"
#include "services/common/status/errors.h"

namespace zamer::store {

asio::awaitable<absl::StatusOr<TimelinePage>> ReadTimeline(Store& store, Key key, std::int64_t begin, int count,
                                                           absl::Time deadline) {
  redis::Command range("LRANGE", store.keys().Timeline(key));
  // One more than the page has, to know whether it is the last.
  range.Add(begin).Add(begin + count);
  ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply cursors,
                            redis::ToReply(co_await store.redis().Run(std::move(range), deadline)));
  const std::string log = store.keys().Events(store.keys().PartitionOf(key.department));
  std::vector<redis::Command> commands;
  for (std::size_t i = 0; i < cursors.size() && i < static_cast<std::size_t>(count); ++i) {
    commands.emplace_back("XRANGE", log).Add(cursors[i].text()).Add(cursors[i].text());
  }
  TimelinePage page{.events = {}, .last = cursors.size() <= static_cast<std::size_t>(count)};
  page.events.reserve(commands.size());
  for (redis::Result& result : co_await store.redis().RunAll(std::move(commands), deadline)) {
    ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply entries, redis::ToReply(std::move(result)));
    // [[id, ["e", event]]]
    if (entries.size() != 1 || entries[0].size() != 2 || entries[0][1].size() != 2) {
      co_return Internal("a timeline names an event that is not in the log");
    }
    page.events.emplace_back(entries[0][1][1].text());
  }
  co_return page;
}

}  // namespace zamer::store
