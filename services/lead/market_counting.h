// Counting how much of the cities' markets is used.
#pragma once
#include <absl/status/status.h>

#include <asio/awaitable.hpp>
#include <optional>
#include <vector>

#include "services/lead/domain/market.h"

namespace zamer::lead {

class LeadWork;

// Where a lead counted before a commit, and where it counts after it.
struct MarketMove {
  std::optional<MarketPlace> before;
  std::optional<MarketPlace> after;
};

// Counts the moves and tells the months that they change. A commit without moves reads nothing, and one of a department
// that has described no city only that there is none, which is known without a round trip.
asio::awaitable<absl::Status> CountMarket(LeadWork& work, std::vector<MarketMove> moves);

}  // namespace zamer::lead
