// Protobuf messages without what is personal.
#pragma once
#include <string>

namespace google::protobuf {
class Message;
}  // namespace google::protobuf

namespace zamer::log {

// A message as JSON for the log. Fields with the option (zamer.type.v1.rules).personal are "…", whatever they hold; of
// the rest, texts are cut at 128 bytes, lists at 8 items and nesting at 6 levels, and bytes show only their number.
// Unknown fields are left out: nobody says whether they are personal.
class RedactedMessage {
 public:
  const std::string& json() const { return json_; }

 private:
  friend RedactedMessage Redacted(const google::protobuf::Message& message);
  explicit RedactedMessage(std::string json) : json_(std::move(json)) {}
  std::string json_;
};

RedactedMessage Redacted(const google::protobuf::Message& message);

}  // namespace zamer::log
