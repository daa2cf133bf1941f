#include "services/common/redis/reply_status.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "services/common/status/errors.h"

namespace zamer::redis {
namespace {

constexpr absl::Duration kRetryAfter = absl::Milliseconds(200);

// Redis refused without doing anything, and a later try may succeed.
constexpr std::string_view kRefusedForNow[] = {"READONLY", "LOADING",     "MASTERDOWN", "NOREPLICAS", "MISCONF",
                                               "OOM",      "CLUSTERDOWN", "TRYAGAIN",   "BUSY",       "UNBLOCKED"};

// The text of a script's error names a line of the script. Other texts may repeat arguments of the command, which may
// be personal data, so of those only the code is told.
std::string SafeText(const Reply& error) {
  constexpr std::size_t kLongest = 300;
  const bool from_script = error.text().find("script: ") != std::string_view::npos;
  return std::string(from_script ? error.text().substr(0, kLongest) : error.error_code());
}

absl::Status StatusOf(NotSent why) {
  switch (why) {
    case NotSent::kDeadline:
      return DeadlineExceeded(Reason::kDeadlineExpired,
                              "The deadline passed before the store was asked; nothing was changed. Retry.");
    case NotSent::kOverloaded:
      return ResourceExhausted(Reason::kOverloaded, "Too many calls wait for the store; slow down and retry.",
                               kRetryAfter);
    case NotSent::kDisconnected:
      return Unavailable(Reason::kStoreUnavailable, "There is no connection to Redis; nothing was changed. Retry.",
                         kRetryAfter);
    case NotSent::kClosed:
      return Unavailable(Reason::kDraining, "The process is shutting down; nothing was changed. Retry elsewhere.",
                         kRetryAfter);
  }
}

}  // namespace

absl::Status StatusOf(const Reply& reply) {
  if (!reply.is_error()) return absl::OkStatus();
  if (std::ranges::find(kRefusedForNow, reply.error_code()) != std::end(kRefusedForNow)) {
    return Unavailable(Reason::kStoreUnavailable,
                       absl::StrCat("Redis takes no work now (", std::string(reply.error_code()), "). Retry."),
                       kRetryAfter);
  }
  return Internal(absl::StrCat("Redis refused a command: ", SafeText(reply)));
}

absl::StatusOr<Reply> ToReply(Result result) {
  if (Reply* reply = result.mutable_reply()) {
    if (absl::Status status = StatusOf(*reply); !status.ok()) return status;
    return std::move(*reply);
  }
  if (const NotSent* why = result.not_sent()) return StatusOf(*why);
  return Unavailable(Reason::kOutcomeUnknown,
                     "Redis did not answer, so the change may or may not have been made. Retry with the same "
                     "request_id.",
                     kRetryAfter);
}

}  // namespace zamer::redis
