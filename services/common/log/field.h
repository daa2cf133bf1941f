// What a log line may hold. Personal data are kept out by type: a field takes only the types below, so a std::string
// of unknown origin, a std::string_view, a const char* or a protobuf message does not compile. Names and ids go through
// Id, messages through Redacted.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/generated_enum_reflection.h>
#include <google/protobuf/generated_enum_util.h>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include "services/common/log/id.h"
#include "services/common/log/json.h"
#include "services/common/log/literal.h"
#include "services/common/log/redacted.h"
#include "services/common/status/errors.h"

namespace zamer::log {

// Numbers; no characters, which are pieces of text, and no bool, which is shown as a word.
template <typename T>
concept Integer = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
                  !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

template <typename T>
concept ProtoEnum = google::protobuf::is_proto_enum<T>::value;

// An enum of ours with `Literal LogName(E)` beside it.
template <typename T>
concept NamedEnum = std::is_enum_v<T> && requires(T value) {
  { LogName(value) } -> std::same_as<Literal>;
};

// A key and a value, rendered when it is made.
class Field {
 public:
  Field(Literal key, std::same_as<bool> auto value) : Field(key, Rendered{value ? "true" : "false"}) {}
  Field(Literal key, Integer auto value) : Field(key, Rendered{std::to_string(value)}) {}
  Field(Literal key, std::floating_point auto value) : Field(key, Rendered{JsonNumber(static_cast<double>(value))}) {}
  Field(Literal key, Literal value) : Field(key, Rendered{JsonString(value.text())}) {}
  Field(Literal key, const Id& value) : Field(key, Rendered{JsonString(value.shown())}) {}
  Field(Literal key, const RedactedMessage& value) : Field(key, Rendered{value.json()}) {}
  // In milliseconds.
  Field(Literal key, absl::Duration value) : Field(key, Rendered{JsonNumber(absl::ToDoubleMilliseconds(value))}) {}
  // RFC 3339, UTC, milliseconds.
  Field(Literal key, absl::Time value);
  // The canonical name, such as "NOT_FOUND".
  Field(Literal key, absl::StatusCode value) : Field(key, Rendered{JsonString(absl::StatusCodeToString(value))}) {}
  Field(Literal key, Reason value) : Field(key, Rendered{JsonString(ReasonName(value))}) {}
  // {"code": ..., "reason": ...}; not the message, which may come from elsewhere.
  Field(Literal key, const absl::Status& value);
  // The full name, such as "zamer.lead.v1.LeadService.GetLead": it was written into a proto, not by a caller.
  Field(Literal key, const google::protobuf::MethodDescriptor& value)
      : Field(key, Rendered{JsonString(value.full_name())}) {}
  // The name, or the number of a value that this build does not know.
  template <ProtoEnum E>
  Field(Literal key, E value) : Field(key, EnumJson(value)) {}
  template <NamedEnum E>
  Field(Literal key, E value) : Field(key, LogName(value)) {}

  std::string_view key() const { return key_; }
  // Valid JSON.
  const std::string& json() const { return json_; }

 private:
  // Finished JSON; a type of its own, so that no text is taken for it.
  struct Rendered {
    std::string json;
  };
  Field(Literal key, Rendered value) : key_(key.text()), json_(std::move(value.json)) {}

  template <ProtoEnum E>
  static Rendered EnumJson(E value) {
    const auto* known = google::protobuf::GetEnumDescriptor<E>()->FindValueByNumber(value);
    return {known == nullptr ? std::to_string(static_cast<int>(value)) : JsonString(known->name())};
  }

  std::string_view key_;
  std::string json_;
};

}  // namespace zamer::log
