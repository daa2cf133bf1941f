#include "services/common/events/dead_letters.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <utility>

#include "services/common/events/event_log.h"
#include "services/common/redis/reply_status.h"
#include "services/common/status/errors.h"
#include "services/common/store/page_token.h"

namespace zamer::events {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 1000;

absl::Status CheckPartition(const store::Store& store, std::uint32_t partition) {
  Violations violations;
  if (partition >= store.keys().partitions()) violations.Add("partition", "must be below the number of partitions");
  return violations.ToStatus();
}

// Letters after a cursor, which is also the page token.
asio::awaitable<absl::StatusOr<std::vector<type::v1::DeadLetter>>> ReadLetters(store::Store& store,
                                                                               std::uint32_t partition,
                                                                               std::string after, int count,
                                                                               absl::Time deadline) {
  redis::Command command("XRANGE", store.keys().DeadLetters(partition));
  command.Add(after.empty() ? "-" : "(" + after).Add("+").Add("COUNT").Add(count);
  ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply reply,
                            redis::ToReply(co_await store.redis().Run(std::move(command), deadline)));
  std::vector<type::v1::DeadLetter> letters;
  for (const redis::Reply& entry : reply.elements()) {
    const std::string_view bytes = entry[1][1].text();
    type::v1::DeadLetter& letter = letters.emplace_back();
    if (!letter.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
      co_return Internal("a dead letter cannot be read");
    }
    letter.set_dead_letter_id(std::string(entry[0].text()));
  }
  co_return letters;
}

}  // namespace

asio::awaitable<absl::StatusOr<type::v1::ListDeadLettersResponse>> ListDeadLetters(
    store::Store& store, type::v1::ListDeadLettersRequest request, absl::Time deadline) {
  ZAMER_CO_RETURN_IF_ERROR(CheckPartition(store, request.partition()));
  if (!IsCursor(request.page_token())) {
    co_return store::PageTokenRefused();
  }
  const int size = request.page_size() == 0 ? kDefaultPage : std::min(request.page_size(), kLargestPage);
  ZAMER_CO_ASSIGN_OR_RETURN(std::vector<type::v1::DeadLetter> letters,
                            co_await ReadLetters(store, request.partition(), request.page_token(), size + 1, deadline));
  type::v1::ListDeadLettersResponse response;
  if (letters.size() > static_cast<std::size_t>(size)) {
    letters.pop_back();
    response.set_next_page_token(letters.back().dead_letter_id());
  }
  for (type::v1::DeadLetter& letter : letters) *response.add_dead_letters() = std::move(letter);
  co_return response;
}

asio::awaitable<absl::StatusOr<type::v1::RedriveResponse>> Redrive(store::Store& store,
                                                                   std::vector<Consumer*> consumers,
                                                                   type::v1::RedriveRequest request,
                                                                   absl::Time deadline) {
  ZAMER_CO_RETURN_IF_ERROR(CheckPartition(store, request.partition()));
  type::v1::RedriveResponse response;
  std::string cursor;
  while (true) {
    ZAMER_CO_ASSIGN_OR_RETURN(std::vector<type::v1::DeadLetter> letters,
                              co_await ReadLetters(store, request.partition(), cursor, kDefaultPage, deadline));
    if (letters.empty()) co_return response;
    cursor = letters.back().dead_letter_id();
    for (const type::v1::DeadLetter& letter : letters) {
      const auto consumer = std::ranges::find(consumers, letter.feed(), &Consumer::feed);
      const bool applied = consumer != consumers.end() &&
                           (co_await (*consumer)->ApplyLetter(request.partition(), letter, deadline)).ok();
      applied ? response.set_applied(response.applied() + 1) : response.set_failed(response.failed() + 1);
    }
  }
}

asio::awaitable<absl::StatusOr<std::int64_t>> CountDeadLetters(store::Store& store, std::uint32_t partition,
                                                               absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply reply,
                            redis::ToReply(co_await store.redis().Run(
                                redis::Command("XLEN", store.keys().DeadLetters(partition)), deadline)));
  co_return reply.integer();
}

}  // namespace zamer::events
