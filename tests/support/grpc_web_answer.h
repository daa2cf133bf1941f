// What a client of gRPC-Web reads out of an answer's body.
#pragma once

#include <absl/status/status.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zamer::testing {

struct GrpcWebAnswer {
  std::vector<std::string> messages;
  // Of the last frame.
  std::map<std::string, std::string> trailers;
  // From the trailers, details included.
  absl::Status status;
};

// Throws std::runtime_error when the body is not messages and then trailers.
GrpcWebAnswer ReadGrpcWebAnswer(std::string_view body);

// The body of a request with this message.
std::string GrpcWebRequest(std::string_view message);

}  // namespace zamer::testing
