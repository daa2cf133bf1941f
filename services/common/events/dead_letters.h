// Events of other services that could not be applied: put aside with their reason, and applied again on demand.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <vector>

#include "services/common/events/consumer.h"
#include "services/common/store/store.h"
#include "zamer/type/v1/event.pb.h"

namespace zamer::events {

// Answers ListDeadLetters, oldest first. INVALID_ARGUMENT for a partition or page token that cannot be.
asio::awaitable<absl::StatusOr<type::v1::ListDeadLettersResponse>> ListDeadLetters(
    store::Store& store, type::v1::ListDeadLettersRequest request, absl::Time deadline);

// Answers Redrive: gives each letter to the consumer of its feed, oldest first; its effect and its removal are one
// commit. Those refused again stay.
asio::awaitable<absl::StatusOr<type::v1::RedriveResponse>> Redrive(store::Store& store,
                                                                   std::vector<Consumer*> consumers,
                                                                   type::v1::RedriveRequest request,
                                                                   absl::Time deadline);

// How many letters a partition holds; for metrics.
asio::awaitable<absl::StatusOr<std::int64_t>> CountDeadLetters(store::Store& store, std::uint32_t partition,
                                                               absl::Time deadline);

}  // namespace zamer::events
