#include "services/gateway/bridge/json_codec.h"

#include <absl/strings/str_cat.h>
#include <google/protobuf/util/json_util.h>

#include <memory>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/gateway/domain/json_fault.h"
#include "services/gateway/http/error_response.h"

namespace zamer::gateway {
namespace {

using google::protobuf::Message;

const Message& PrototypeOf(const google::protobuf::Descriptor& type) {
  return *google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type);
}

http::Response With(http::Response response, const Fields& metadata) {
  for (const auto& [name, value] : metadata) response.headers.Add(name, value);
  return response;
}

}  // namespace

JsonCodec::JsonCodec(const google::protobuf::MethodDescriptor& method)
    : request_(PrototypeOf(*method.input_type())), response_(PrototypeOf(*method.output_type())) {}

absl::StatusOr<std::string> JsonCodec::ReadRequest(const std::string& body, std::size_t most_bytes) const {
  const std::unique_ptr<Message> message(request_.New());
  const auto read = google::protobuf::util::JsonStringToMessage(body, message.get());
  if (!read.ok()) return JsonFault({read.message().data(), static_cast<std::size_t>(read.message().size())});
  std::string bytes = message->SerializeAsString();
  if (bytes.size() > most_bytes) {
    return ResourceExhausted(Reason::kMessageTooLarge, "Send a smaller message.", absl::ZeroDuration(),
                             {{"most_bytes", absl::StrCat(most_bytes)}});
  }
  return bytes;
}

absl::StatusOr<http::Response> JsonCodec::Answer(std::string_view message, const Fields& metadata) const {
  ZAMER_ASSIGN_OR_RETURN(std::string json, JsonOf(message));
  return With({.status = 200, .body = std::move(json)}, metadata);
}

http::Response JsonCodec::Refusal(const absl::Status& error, const Fields& metadata) const {
  return With(http::ErrorResponse(error), metadata);
}

std::string JsonCodec::Piece(std::string_view message) const {
  const absl::StatusOr<std::string> json = JsonOf(message);
  return json.ok() ? absl::StrCat("{\"result\":", *json, "}\n") : Ending(json.status(), {});
}

std::string JsonCodec::Ending(const absl::Status& status, const Fields&) const {
  return status.ok() ? "" : absl::StrCat("{\"error\":", http::ErrorResponse(status).body, "}\n");
}

absl::StatusOr<std::string> JsonCodec::JsonOf(std::string_view message) const {
  const std::unique_ptr<Message> read(response_.New());
  std::string json;
  if (!read->ParseFromArray(message.data(), static_cast<int>(message.size())) ||
      !google::protobuf::util::MessageToJsonString(*read, &json).ok()) {
    return Internal("A service's answer cannot be shown as JSON.");
  }
  return json;
}

}  // namespace zamer::gateway
