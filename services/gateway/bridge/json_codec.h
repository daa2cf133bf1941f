#pragma once

#include <google/protobuf/message.h>

#include "services/gateway/bridge/codec.h"

namespace zamer::gateway {

// Messages as proto3 has them in JSON, for curl and for whoever has no generated client. An error is a
// google.rpc.Status with the HTTP status of its code. A stream is a line `{"result": …}` for each message; an error
// that ends it is a last line `{"error": …}`.
class JsonCodec final : public Codec {
 public:
  explicit JsonCodec(const google::protobuf::MethodDescriptor& method);

  absl::StatusOr<std::string> ReadRequest(const std::string& body, std::size_t most_bytes) const override;
  absl::StatusOr<http::Response> Answer(std::string_view message, const Fields& metadata) const override;
  http::Response Refusal(const absl::Status& error, const Fields& metadata) const override;
  std::string Piece(std::string_view message) const override;
  std::string Ending(const absl::Status& status, const Fields& metadata) const override;

 private:
  absl::StatusOr<std::string> JsonOf(std::string_view message) const;

  const google::protobuf::Message& request_;
  const google::protobuf::Message& response_;
};

}  // namespace zamer::gateway
