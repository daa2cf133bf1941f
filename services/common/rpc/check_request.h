#pragma once

#include <absl/status/status.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "services/common/rpc/field_plan.h"
#include "services/common/security/principal.h"

namespace zamer::rpc {

// PERMISSION_DENIED/OTHER_DEPARTMENT when a RESOURCE_NAME anywhere in the request lies in a department that the caller
// may not touch. Fields that a caller cannot set (OUTPUT_ONLY) do not count.
absl::Status CheckDepartments(const MessagePlan& plan, const google::protobuf::Message& request,
                              const security::Principal& principal);

// Clears what the caller cannot set and checks the rest; INVALID_ARGUMENT/FIELD_INVALID lists all violations at once.
// In a request with an `update_mask`, REQUIRED holds for what is changed of the resource (see UpdateMask), and the
// resource's `name` must be set always.
// `needed`: a field of the request that must be set whatever its own options say, or null.
absl::Status CheckFields(const MessagePlan& plan, google::protobuf::Message& request,
                         const google::protobuf::FieldDescriptor* needed);

}  // namespace zamer::rpc
