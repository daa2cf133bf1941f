#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <google/protobuf/descriptor.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "services/gateway/domain/grpc_web.h"
#include "services/gateway/domain/wire.h"
#include "services/gateway/http/exchange.h"

namespace zamer::gateway {

// How one method's messages and errors travel over HTTP. What comes after a call, such as `zamer-position`, goes along
// as `metadata`.
class Codec {
 public:
  virtual ~Codec() = default;

  // The message in a request's body. HTTP_REQUEST_INVALID, FIELD_INVALID, MESSAGE_TOO_LARGE.
  virtual absl::StatusOr<std::string> ReadRequest(const std::string& body, std::size_t most_bytes) const = 0;

  // The answer of a call that went well, with its one message.
  virtual absl::StatusOr<http::Response> Answer(std::string_view message, const Fields& metadata) const = 0;
  // The answer of a call that did not, or that was not even made.
  virtual http::Response Refusal(const absl::Status& error, const Fields& metadata) const = 0;

  // Of a stream: a message, and what follows the last one.
  virtual std::string Piece(std::string_view message) const = 0;
  virtual std::string Ending(const absl::Status& status, const Fields& metadata) const = 0;
};

// The codec of a method for a wire. `method` is of the pool of what is compiled in.
std::unique_ptr<Codec> MakeCodec(Wire wire, const google::protobuf::MethodDescriptor& method);

}  // namespace zamer::gateway
