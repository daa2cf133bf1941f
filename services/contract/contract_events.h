// What the contract service keeps of other services' events.
#pragma once
#include <absl/status/status.h>

#include <asio/awaitable.hpp>

#include "services/common/events/consumer.h"
#include "services/common/store/transaction.h"

namespace zamer::contract {

// For events::Consumer::Apply. Facts that contracts do not need are passed over.

// Held meetings and the terms of departments.
asio::awaitable<absl::Status> ApplySchedulingEvent(store::Transaction& tx, const events::FeedEvent& event);

// Merges: what a merged lead had follows its survivor.
asio::awaitable<absl::Status> ApplyLeadEvent(store::Transaction& tx, const events::FeedEvent& event);

}  // namespace zamer::contract
