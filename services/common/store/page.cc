#include "services/common/store/page.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

#include "services/common/redis/reply_status.h"
#include "services/common/status/errors.h"
#include "services/common/text/number.h"

namespace zamer::store {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 1000;

int PageSize(int asked) { return asked == 0 ? kDefaultPage : std::min(asked, kLargestPage); }

std::string ScoreText(double score) {
  if (std::isinf(score)) return score < 0 ? "-inf" : "+inf";
  return absl::StrFormat("%.17g", score);
}

struct Member {
  std::string id;
  double score;
};

// One list of a page, as far as it was read.
struct List {
  std::string index;
  std::vector<Member> members = {};
  std::size_t offset = 0;
  bool ended = false;
};

std::string LowText(const PageQuery& query) { return ScoreText(query.min_score); }
std::string HighText(const PageQuery& query) {
  return std::isinf(query.max_score) ? "+inf" : absl::StrCat("(", ScoreText(query.max_score));
}

// Members in the query's order from a score on, skipping some of the same score.
redis::Command RangeCommand(const Store& store, const PageQuery& query, const List& list,
                            const std::optional<PagePlace>& place, std::size_t count) {
  const bool ascending = query.order == Order::kAscending;
  std::string low = LowText(query);
  std::string high = HighText(query);
  if (place) (ascending ? low : high) = ScoreText(place->score);
  redis::Command command("ZRANGE", store.keys().Sorted(query.department, list.index));
  command.Add(ascending ? low : high).Add(ascending ? high : low).Add("BYSCORE");
  if (!ascending) command.Add("REV");
  command.Add("LIMIT").Add(list.offset).Add(count).Add("WITHSCORES");
  return command;
}

bool IsAfter(const Member& member, const std::optional<PagePlace>& place, Order order) {
  if (!place || member.score != place->score) return true;
  return order == Order::kAscending ? member.id > place->member : member.id < place->member;
}

absl::Status Take(List& list, const redis::Reply& reply, const PageQuery& query, const std::optional<PagePlace>& place,
                  std::size_t asked) {
  for (std::size_t i = 0; i + 1 < reply.size(); i += 2) {
    const std::optional<double> score = ParseNumber<double>(reply[i + 1].text());
    if (!score) return Internal("a sorted index holds a score that is no number");
    Member member{std::string(reply[i].text()), *score};
    if (IsAfter(member, place, query.order)) list.members.push_back(std::move(member));
  }
  const std::size_t got = reply.size() / 2;
  list.offset += got;
  list.ended = got < asked;
  return absl::OkStatus();
}

// Reads each list until it has `wanted` members or ends; all in one round trip, unless many have the place's score.
asio::awaitable<absl::Status> ReadLists(Store& store, const PageQuery& query, std::vector<List>& lists,
                                        const std::optional<PagePlace>& place, std::size_t wanted,
                                        absl::Time deadline) {
  while (true) {
    std::vector<List*> unread;
    std::vector<redis::Command> commands;
    for (List& list : lists) {
      if (list.ended || list.members.size() >= wanted) continue;
      unread.push_back(&list);
      commands.push_back(RangeCommand(store, query, list, place, wanted));
    }
    if (unread.empty()) co_return absl::OkStatus();
    std::vector<redis::Result> results = co_await store.redis().RunAll(std::move(commands), deadline);
    for (std::size_t i = 0; i < unread.size(); ++i) {
      ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply reply, redis::ToReply(std::move(results[i])));
      ZAMER_CO_RETURN_IF_ERROR(Take(*unread[i], reply, query, place, wanted));
    }
  }
}

// All members in the query's order, each once.
std::vector<Member> Merge(std::vector<List> lists, Order order) {
  if (lists.size() == 1) return std::move(lists.front().members);
  std::vector<Member> members;
  for (List& list : lists) std::ranges::move(list.members, std::back_inserter(members));
  std::ranges::sort(members, [&](const Member& a, const Member& b) {
    const auto order_of = [](const Member& member) { return std::tie(member.score, member.id); };
    return order == Order::kAscending ? order_of(a) < order_of(b) : order_of(b) < order_of(a);
  });
  const auto repeated = std::ranges::unique(members, {}, &Member::id);
  members.erase(repeated.begin(), repeated.end());
  return members;
}

}  // namespace

asio::awaitable<absl::StatusOr<IdPage>> ListIds(Store& store, PageQuery query, absl::Time deadline) {
  std::optional<PagePlace> place;
  if (!query.page_token.empty()) {
    ZAMER_CO_ASSIGN_OR_RETURN(place, ParsePageToken(query));
  }
  if (query.lists.empty()) query.lists.push_back(query.index);
  std::vector<List> lists;
  lists.reserve(query.lists.size());
  for (const std::string& index : query.lists) lists.push_back({index});
  const std::size_t size = static_cast<std::size_t>(PageSize(query.page_size));
  // One more than the page has, to know whether there is another.
  ZAMER_CO_RETURN_IF_ERROR(co_await ReadLists(store, query, lists, place, size + 1, deadline));
  std::vector<Member> members = Merge(std::move(lists), query.order);
  IdPage page;
  if (members.size() > size)
    page.next_page_token = MakePageToken(query, {members[size - 1].score, members[size - 1].id});
  page.ids.reserve(std::min(members.size(), size));
  for (std::size_t i = 0; i < std::min(members.size(), size); ++i) page.ids.push_back(std::move(members[i].id));
  co_return page;
}

asio::awaitable<absl::StatusOr<std::vector<std::int64_t>>> CountIds(Store& store, PageQuery query,
                                                                    absl::Time deadline) {
  std::vector<redis::Command> commands;
  commands.reserve(query.lists.size());
  for (const std::string& index : query.lists) {
    redis::Command& command = commands.emplace_back("ZCOUNT", store.keys().Sorted(query.department, index));
    command.Add(LowText(query)).Add(HighText(query));
  }
  std::vector<std::int64_t> counts;
  counts.reserve(query.lists.size());
  for (redis::Result& result : co_await store.redis().RunAll(std::move(commands), deadline)) {
    ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply reply, redis::ToReply(std::move(result)));
    counts.push_back(reply.integer());
  }
  co_return counts;
}

}  // namespace zamer::store
