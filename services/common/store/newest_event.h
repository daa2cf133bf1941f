// The end of a log of events.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/common/redis/client.h"

namespace zamer::store {

// Cursor of the newest event of the log at this key (KeySpace::Events); empty before the first.
asio::awaitable<absl::StatusOr<std::string>> NewestEvent(redis::Client& redis, std::string log, absl::Time deadline);

}  // namespace zamer::store
