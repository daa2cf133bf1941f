// Lists of records by a sorted index, in pages that stay right while records come and go.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "services/common/store/page_token.h"
#include "services/common/store/store.h"

namespace zamer::store {

struct IdPage {
  std::vector<std::string> ids;
  std::string next_page_token;  // empty on the last page
};

// The ids of a page. INVALID_ARGUMENT/PAGE_TOKEN_INVALID for a token that this query did not give.
asio::awaitable<absl::StatusOr<IdPage>> ListIds(Store& store, PageQuery query, absl::Time deadline);

// How many ids each of the query's lists has within its scores, in their order; one round trip.
asio::awaitable<absl::StatusOr<std::vector<std::int64_t>>> CountIds(Store& store, PageQuery query, absl::Time deadline);

}  // namespace zamer::store
