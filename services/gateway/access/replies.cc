#include "services/gateway/access/replies.h"

#include <google/protobuf/util/json_util.h>

#include <utility>

namespace zamer::gateway::access {

http::Response JsonReply(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(message, &json, options);  // our own messages always can
  return {.status = 200,
          .headers = {{"content-type", "application/json"}, {"cache-control", "no-store"}},
          .body = std::move(json)};
}

http::Response Redirect(std::string path) {
  // The path that was left may hold a secret, which must not be told to where it leads.
  return {
      .status = 303,
      .headers = {{"location", std::move(path)}, {"cache-control", "no-store"}, {"referrer-policy", "no-referrer"}}};
}

}  // namespace zamer::gateway::access
