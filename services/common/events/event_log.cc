#include "services/common/events/event_log.h"

#include <absl/strings/numbers.h>
#include <absl/time/clock.h>

#include <utility>

#include "services/common/redis/reply_status.h"
#include "services/common/status/errors.h"
#include "services/common/store/newest_event.h"
#include "services/common/text/number.h"

namespace zamer::events {
namespace {

// The cursor of an empty log.
constexpr char kBeforeAll[] = "0-0";

constexpr int kBlockMs = 2000;
constexpr absl::Duration kPatience = absl::Seconds(5);

struct Place {
  std::uint64_t ms = 0;
  std::uint64_t sequence = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

std::optional<Place> ParsePlace(std::string_view text) {
  if (text.empty()) return Place{};
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto ms = ParseNumber<std::uint64_t>(text.substr(0, dash));
  const auto sequence = ParseNumber<std::uint64_t>(text.substr(dash + 1));
  if (!ms || !sequence) return std::nullopt;
  return Place{*ms, *sequence};
}

}  // namespace

bool IsCursor(std::string_view text) { return ParsePlace(text).has_value(); }

int CompareCursors(std::string_view a, std::string_view b) {
  const auto order = ParsePlace(a).value_or(Place{}) <=> ParsePlace(b).value_or(Place{});
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

EventLog::EventLog(store::Store& store, redis::Client& tail)
    : store_(store), tail_(tail), grown_(store.keys().partitions()) {
  store.OnEvents([this](std::uint32_t partition) { grown_[partition].Notify(); });
}

asio::awaitable<void> EventLog::Follow() {
  const std::uint32_t partitions = store_.keys().partitions();
  std::vector<std::string> latest(partitions, "$");
  while (true) {
    redis::Command command("XREAD", "COUNT", 1, "BLOCK", kBlockMs, "STREAMS");
    for (std::uint32_t p = 0; p < partitions; ++p) command.Add(store_.keys().Events(p));
    for (const std::string& cursor : latest) command.Add(cursor);
    const absl::Time deadline = absl::Now() + absl::Milliseconds(kBlockMs) + kPatience;
    const redis::Result result = co_await tail_.Run(std::move(command), deadline);
    if (const redis::NotSent* why = result.not_sent(); why != nullptr && *why == redis::NotSent::kClosed) co_return;
    if (const redis::Unknown* why = result.unknown(); why != nullptr && *why == redis::Unknown::kClosed) co_return;
    if (!result.answered() || result.reply()->is_nil()) continue;
    for (std::uint32_t p = 0; p < partitions; ++p) {
      absl::StatusOr<std::string> newest = co_await Latest(p, absl::Now() + kPatience);
      if (!newest.ok()) continue;
      if (newest->empty()) *newest = kBeforeAll;
      if (std::exchange(latest[p], *newest) != *newest) grown_[p].Notify();
    }
  }
}

asio::awaitable<absl::StatusOr<std::vector<LoggedEvent>>> EventLog::Read(std::uint32_t partition, std::string cursor,
                                                                         int limit, absl::Time deadline) {
  if (!IsCursor(cursor)) {
    co_return OutOfRange(Reason::kCursorUnknown, "This is no cursor of this log; subscribe from an empty one.");
  }
  redis::Command command("XRANGE", store_.keys().Events(partition));
  command.Add(cursor.empty() ? "-" : "(" + cursor).Add("+").Add("COUNT").Add(limit);
  ZAMER_CO_ASSIGN_OR_RETURN(redis::Reply reply,
                            redis::ToReply(co_await store_.redis().Run(std::move(command), deadline)));
  std::vector<LoggedEvent> events;
  events.reserve(reply.size());
  for (redis::Reply& entry : reply.mutable_elements()) {
    auto parts = entry.mutable_elements();
    if (parts.size() != 2 || parts[1].size() != 2) co_return Internal("an entry of the event log has another shape");
    events.push_back({parts[0].TakeText(), parts[1].mutable_elements()[1].TakeText()});
  }
  co_return events;
}

asio::awaitable<absl::StatusOr<std::string>> EventLog::Latest(std::uint32_t partition, absl::Time deadline) {
  co_return co_await store::NewestEvent(store_.redis(), store_.keys().Events(partition), deadline);
}

}  // namespace zamer::events
