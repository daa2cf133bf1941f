#pragma once

#include <google/protobuf/descriptor.h>

#include "services/common/log/logger.h"
#include "services/gateway/http/server.h"

namespace zamer::gateway {

// Writes a line for a request that was answered. Of its path it tells no more than the method of a call, null for
// others: paths and queries may hold names, tokens and whatever else somebody asked for.
void LogRequest(log::Logger& logger, const http::Answered& answered, const google::protobuf::MethodDescriptor* method);

}  // namespace zamer::gateway
