#include "services/common/store/page.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <cmath>
#include <utility>

#include "services/common/redis/reply_status.h"
#include "services/common/status/errors.h"

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

// Members in the query's order from a score on, skipping some of the same score.
redis::Command RangeCommand(const Store& store, const PageQuery& query, const std::optional<PagePlace>& place,
                            std::size_t offset, int count) {
  const bool ascending = query.order == Order::kAscending;
  std::string low = ScoreText(query.min_score);
  std::string high = absl::StrCat("(", ScoreText(query.max_score));
  if (std::isinf(query.max_score)) high = "+inf";
  if (place) (ascending ? low : high) = ScoreText(place->score);
  redis::Command command("ZRANGE", store.keys().Sorted(query.department, query.index));
  command.Add(ascending ? low : high).Add(ascending ? high : low).Add("BYSCORE");
  if (!ascending) command.Add("REV");
  command.Add("LIMIT").Add(offset).Add(count).Add("WITHSCORES");
  return command;
}

bool IsAfter(const Member& member, const std::optional<PagePlace>& place, Order order) {
  if (!place || member.score != place->score) return true;
  return order == Order::kAscending ? member.id > place->member : member.id < place->member;
}

}  // namespace

asio::awaitable<absl::StatusOr<IdPage>> ListIds(Store& store, PageQuery query, absl::Time deadline) {
  std::optional<PagePlace> place;
  if (!query.page_token.empty()) {
    ZAMER_CO_ASSIGN_OR_RETURN(place, ParsePageToken(query));
  }
  const std::size_t size = static_cast<std::size_t>(PageSize(query.page_size));
  const int wanted = static_cast<int>(size) + 1;  // one more, to know whether there is another page
  std::vector<Member> members;
  for (std::size_t offset = 0; members.size() <= size;) {
    ZAMER_CO_ASSIGN_OR_RETURN(redis::Reply reply, redis::ToReply(co_await store.redis().Run(
                                                      RangeCommand(store, query, place, offset, wanted), deadline)));
    for (std::size_t i = 0; i + 1 < reply.size(); i += 2) {
      Member member{std::string(reply[i].text()), 0};
      if (!absl::SimpleAtod(absl::string_view(reply[i + 1].text().data(), reply[i + 1].text().size()), &member.score)) {
        co_return Internal("a sorted index holds a score that is no number");
      }
      if (IsAfter(member, place, query.order)) members.push_back(std::move(member));
    }
    const std::size_t got = reply.size() / 2;
    offset += got;
    if (got < static_cast<std::size_t>(wanted)) break;
  }
  IdPage page;
  if (members.size() > size)
    page.next_page_token = MakePageToken(query, {members[size - 1].score, members[size - 1].id});
  for (std::size_t i = 0; i < std::min(members.size(), size); ++i) page.ids.push_back(std::move(members[i].id));
  co_return page;
}

}  // namespace zamer::store
