#pragma once

#include <absl/status/status.h>
#include <absl/time/time.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/security/principal.h"

namespace zamer::rpc {

// What is told about a call that is over. Ids and facts only.
struct CallRecord {
  std::string_view service;
  std::string_view method;
  absl::StatusCode code;
  // Reason of the error vocabulary; empty for OK.
  std::string_view reason;
  absl::Duration took;
  std::string_view request_id;
  // Null when the caller was not made out.
  const security::Principal* principal;
  std::string_view trace_parent;
  const std::vector<std::pair<std::string_view, std::string>>& facts;
};

// Writes the call's only log line: errors of ours (INTERNAL, UNKNOWN, DATA_LOSS) as errors, the rest as information.
void LogCall(const CallRecord& record);

}  // namespace zamer::rpc
