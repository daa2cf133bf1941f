#pragma once

#include <absl/status/status.h>
#include <absl/time/time.h>
#include <google/protobuf/descriptor.h>

#include <optional>
#include <string_view>
#include <vector>

#include "services/common/log/field.h"
#include "services/common/log/logger.h"
#include "services/common/security/principal.h"
#include "services/common/status/reasons.h"

namespace zamer::rpc {

// What is told about a call that is over.
struct CallRecord {
  const google::protobuf::MethodDescriptor& method;
  absl::StatusCode code;
  std::optional<Reason> reason;
  absl::Duration took;
  std::string_view request_id;
  std::string_view trace_parent;
  // Null when the caller was not made out.
  const security::Principal* principal;
  const std::vector<log::Field>& facts;
};

// Writes the call's only log line. What we have to mend (INTERNAL, UNKNOWN, DATA_LOSS) is an error, the rest is
// information: a refusal is the caller's business.
void LogCall(log::Logger& logger, const CallRecord& record);

}  // namespace zamer::rpc
