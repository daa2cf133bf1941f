#include "services/gateway/bridge/grpc_web_codec.h"

#include <utility>

#include "services/common/status/macros.h"
#include "services/gateway/domain/trailers.h"

namespace zamer::gateway {
namespace {

std::string FrameOf(std::string_view message) { return MessageHead(message.size()).append(message); }

}  // namespace

absl::StatusOr<std::string> GrpcWebCodec::ReadRequest(const std::string& body, std::size_t most_bytes) const {
  std::string decoded;
  if (wire_ == Wire::kGrpcWebText) {
    ZAMER_ASSIGN_OR_RETURN(decoded, DecodeText(body));
  }
  ZAMER_ASSIGN_OR_RETURN(const std::string_view message,
                         ReadRequestFrame(wire_ == Wire::kGrpcWebText ? decoded : body, most_bytes));
  return std::string(message);
}

absl::StatusOr<http::Response> GrpcWebCodec::Answer(std::string_view message, const Fields& metadata) const {
  return Ok(Coded(FrameOf(message) + TrailersFrame(TrailersOf(absl::OkStatus(), metadata))));
}

http::Response GrpcWebCodec::Refusal(const absl::Status& error, const Fields& metadata) const {
  return Ok(Ending(error, metadata));
}

std::string GrpcWebCodec::Piece(std::string_view message) const { return Coded(FrameOf(message)); }

std::string GrpcWebCodec::Ending(const absl::Status& status, const Fields& metadata) const {
  return Coded(TrailersFrame(TrailersOf(status, metadata)));
}

std::string GrpcWebCodec::Coded(std::string bytes) const {
  return wire_ == Wire::kGrpcWebText ? EncodeText(bytes) : std::move(bytes);
}

http::Response GrpcWebCodec::Ok(std::string body) const { return {.status = 200, .body = std::move(body)}; }

}  // namespace zamer::gateway
