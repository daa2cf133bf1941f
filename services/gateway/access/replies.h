// Answers of the paths that sign people in.
#pragma once
#include <google/protobuf/message.h>

#include <string>

#include "services/gateway/http/exchange.h"

namespace zamer::gateway::access {

// The message in JSON, fields without a value included.
http::Response JsonReply(const google::protobuf::Message& message);

// Has the browser go on there.
http::Response Redirect(std::string path);

}  // namespace zamer::gateway::access
