// Lists of records by a sorted index, in pages that stay right while records come and go.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/store/store.h"

namespace zamer::store {

enum class Order { kAscending, kDescending };

// What to list. `page_size` 0 means 50, more than 1000 means 1000; negative is refused before.
struct PageQuery {
  std::string department;
  std::string index;
  Order order = Order::kAscending;
  double min_score = -std::numeric_limits<double>::infinity();  // inclusive
  double max_score = std::numeric_limits<double>::infinity();   // exclusive
  int page_size = 0;
  std::string page_token;
  // Whatever else decides what is listed; a token of another query is refused.
  std::string filter;
};

struct IdPage {
  std::vector<std::string> ids;
  std::string next_page_token;  // empty on the last page
};

// The ids of a page. INVALID_ARGUMENT/PAGE_TOKEN_INVALID for a token that this query did not give.
asio::awaitable<absl::StatusOr<IdPage>> ListIds(Store& store, PageQuery query, absl::Time deadline);

// Opaque tokens: base64url of a place and of a hash of the query it belongs to.
struct PagePlace {
  double score = 0;
  std::string member;
};
std::string MakePageToken(const PageQuery& query, const PagePlace& place);
absl::StatusOr<PagePlace> ParsePageToken(const PageQuery& query);

}  // namespace zamer::store
