// From the outcome of a command to the error vocabulary of the services.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "services/common/redis/result.h"

namespace zamer::redis {

// The reply, or why there is none:
//   not sent                  UNAVAILABLE / STORE_UNAVAILABLE; past the deadline DEADLINE_EXCEEDED / DEADLINE_EXPIRED;
//                             too many commands RESOURCE_EXHAUSTED / OVERLOADED
//   unknown                   UNAVAILABLE / OUTCOME_UNKNOWN: retry with the same request_id
//   an error reply by which Redis refuses work for now (READONLY, LOADING, NOREPLICAS, OOM, ...)
//                             UNAVAILABLE / STORE_UNAVAILABLE
//   any other error reply     INTERNAL: the command, the script or the rights are wrong
absl::StatusOr<Reply> ToReply(Result result);

// The status of an error reply, as above; OK for any other reply.
absl::Status StatusOf(const Reply& reply);

}  // namespace zamer::redis
