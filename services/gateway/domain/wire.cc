#include "services/gateway/domain/wire.h"

#include <absl/strings/ascii.h>

#include <string>

namespace zamer::gateway {
namespace {

std::string MediaType(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find(';')));
  absl::StripAsciiWhitespace(&type);
  absl::AsciiStrToLower(&type);
  return type;
}

}  // namespace

std::optional<Wire> WireOf(std::string_view content_type) {
  const std::string type = MediaType(content_type);
  if (type == "application/grpc-web" || type == "application/grpc-web+proto") return Wire::kGrpcWeb;
  if (type == "application/grpc-web-text" || type == "application/grpc-web-text+proto") return Wire::kGrpcWebText;
  if (type == "application/json") return Wire::kJson;
  return std::nullopt;
}

std::string_view ContentTypeOf(Wire wire, bool streaming) {
  switch (wire) {
    case Wire::kGrpcWeb:
      return "application/grpc-web+proto";
    case Wire::kGrpcWebText:
      return "application/grpc-web-text+proto";
    case Wire::kJson:
      return streaming ? "application/x-ndjson" : "application/json";
  }
  return "";
}

}  // namespace zamer::gateway
