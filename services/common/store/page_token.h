// How the next page of a list is asked for.
#pragma once
#include <absl/status/statusor.h>

#include <limits>
#include <string>
#include <vector>

namespace zamer::store {

enum class Order { kAscending, kDescending };

// What to list. `page_size` 0 means 50, more than 1000 means 1000; negative is refused before.
struct PageQuery {
  std::string department;
  std::string index;
  // The lists to merge into one, each record in one of them at most; `index` alone when empty, else `index` only names
  // the merged list for its tokens. While a record goes from one list to another, it is seen in both, or once when it
  // goes to a list that comes later here.
  std::vector<std::string> lists = {};
  Order order = Order::kAscending;
  double min_score = -std::numeric_limits<double>::infinity();  // inclusive
  double max_score = std::numeric_limits<double>::infinity();   // exclusive
  int page_size = 0;
  std::string page_token;
  // Whatever else decides what is listed; a token of another query is refused.
  std::string filter;
};

// The last that a page has given.
struct PagePlace {
  double score = 0;  // a whole number up to kLargestScore, or down to its negative
  std::string member;
};
inline constexpr double kLargestScore = 9'007'199'254'740'992;  // 2^53

// Opaque tokens: base64url of a place and of a hash of the query it belongs to. Whoever makes one up is told so, or
// gets a page of what he may list anyway.
std::string MakePageToken(const PageQuery& query, const PagePlace& place);
// INVALID_ARGUMENT/PAGE_TOKEN_INVALID for a token that this query did not give.
absl::StatusOr<PagePlace> ParsePageToken(const PageQuery& query);
absl::Status PageTokenRefused();

}  // namespace zamer::store
