// What the scheduling service keeps of the lead service's events: who must not be contacted.
#pragma once
#include <absl/status/status.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/common/events/consumer.h"
#include "services/common/store/transaction.h"

namespace zamer::scheduling {

// For events::Consumer::Apply: keeps whether a lead's person asked not to be contacted, also through merges. Other
// facts are passed over.
asio::awaitable<absl::Status> ApplyLeadEvent(store::Transaction& tx, const events::FeedEvent& event);

// DO_NOT_CONTACT for a lead (its resource name) whose person asked for it.
asio::awaitable<absl::Status> CheckMayBeContacted(store::Transaction& tx, std::string lead);

}  // namespace zamer::scheduling
