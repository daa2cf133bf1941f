// The forms in which a call arrives over HTTP.
#pragma once

#include <optional>
#include <string_view>

namespace zamer::gateway {

enum class Wire {
  // gRPC-Web, the frames as they are.
  kGrpcWeb,
  // gRPC-Web, the frames in base64: for clients that cannot read bytes as they arrive.
  kGrpcWebText,
  // The request and the answer as JSON.
  kJson,
};

// The wire that a content type announces, parameters such as `charset` aside; nothing for what the edge does not speak.
// A browser lets no page send any of them to another site without asking that site first.
std::optional<Wire> WireOf(std::string_view content_type);

// The content type of an answer, of one message or of a stream.
std::string_view ContentTypeOf(Wire wire, bool streaming);

}  // namespace zamer::gateway
