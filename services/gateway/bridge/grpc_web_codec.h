#pragma once

#include "services/gateway/bridge/codec.h"

namespace zamer::gateway {

// gRPC-Web: bytes go through as they are. Every answer is a 200; how the call went is in its trailers.
class GrpcWebCodec final : public Codec {
 public:
  explicit GrpcWebCodec(Wire wire) : wire_(wire) {}

  absl::StatusOr<std::string> ReadRequest(const std::string& body, std::size_t most_bytes) const override;
  absl::StatusOr<http::Response> Answer(std::string_view message, const Fields& metadata) const override;
  http::Response Refusal(const absl::Status& error, const Fields& metadata) const override;
  std::string Piece(std::string_view message) const override;
  std::string Ending(const absl::Status& status, const Fields& metadata) const override;

 private:
  std::string Coded(std::string bytes) const;
  http::Response Ok(std::string body) const;

  Wire wire_;
};

}  // namespace zamer::gateway
