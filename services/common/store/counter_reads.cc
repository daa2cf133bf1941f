#include "services/common/store/counter_reads.h"

#include <optional>
#include <utility>

#include "services/common/redis/reply_status.h"
#include "services/common/status/errors.h"
#include "services/common/store/counters.h"

namespace zamer::store {

asio::awaitable<absl::StatusOr<std::vector<Store::Counters>>> ReadCountersAtOnce(Store& store, std::string department,
                                                                                 std::vector<std::string> names,
                                                                                 absl::Time deadline) {
  std::vector<redis::Command> commands;
  commands.reserve(names.size() + 2);
  commands.emplace_back("MULTI");
  for (const std::string& name : names) commands.emplace_back("HGETALL", store.keys().Counters(department, name));
  commands.emplace_back("EXEC");
  std::vector<redis::Result> results = co_await store.redis().RunAll(std::move(commands), deadline);
  ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply replies, redis::ToReply(std::move(results.back())));
  if (replies.size() != names.size()) co_return Internal("EXEC answered another number of replies");
  std::vector<Store::Counters> counters;
  counters.reserve(names.size());
  for (const redis::Reply& reply : replies.elements()) {
    ZAMER_CO_ASSIGN_OR_RETURN(counters.emplace_back(), ParseCounters(reply));
  }
  co_return counters;
}

absl::StatusOr<Store::Counters> ParseCounters(const redis::Reply& reply) {
  ZAMER_RETURN_IF_ERROR(redis::StatusOf(reply));
  Store::Counters counters;
  for (std::size_t field = 0; field + 1 < reply.size(); field += 2) {
    const std::optional<Columns> columns = UnpackRow(reply[field + 1].text());
    if (!columns) return Internal("a row of counters cannot be read");
    for (const auto& [column, value] : *columns) counters.emplace_back(FieldAt(reply[field].text(), column), value);
  }
  return counters;
}

}  // namespace zamer::store
