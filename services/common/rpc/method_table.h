#pragma once

#include <google/protobuf/descriptor.h>

#include <map>
#include <string>
#include <string_view>

#include "services/common/metrics/call_metrics.h"
#include "services/common/rpc/field_plan.h"
#include "services/common/security/principal.h"

namespace zamer::rpc {

class Host;

// What is known about one method before any call.
struct Method {
  const google::protobuf::MethodDescriptor* descriptor;
  bool streaming;
  // Who may call it; empty: nobody.
  security::RoleSet roles;
  // Whether a request must carry a `request_id`.
  bool mutating;
  // The roles as they are named in an error.
  std::string role_names;
  const MessagePlan* plan;
  // The request's `request_id`; null where it has none.
  const google::protobuf::FieldDescriptor* request_id;
  // Counting changes what the references lead to, not the method.
  mutable metrics::MethodMetrics metrics;
};

// The methods of one service, read from its descriptor. Immutable, so any thread may look a method up.
class MethodTable {
 public:
  // `service`: full name of a service that is linked into the program; ends the process otherwise, since only a mistake
  // in the code can cause it.
  MethodTable(Host& host, std::string_view service);

  // The method of this name; ends the process when the service has none, for the same reason.
  const Method& Find(std::string_view name) const;

 private:
  std::map<std::string, Method, std::less<>> methods_;
};

}  // namespace zamer::rpc
