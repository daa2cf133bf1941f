// The types an option may have, and how each is read from text and shown in the help.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace zamer::config {

// Where something listens. IPv6 addresses are kept without brackets. Not given while `host` is empty.
struct HostPort {
  std::string host;
  std::uint16_t port = 0;
  // "host:port", with brackets around an IPv6 address; empty when not given.
  std::string ToString() const;
  friend bool operator==(const HostPort&, const HostPort&) = default;
};

// A file that could be read when the configuration was. Not given while `path` is empty.
struct FilePath {
  std::string path;
  friend bool operator==(const FilePath&, const FilePath&) = default;
};

// Text that must not be shown: always read from a file, never from a flag or the environment. It has no conversion to
// text and no operator<<, so that it cannot end up in a log by mistake.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  bool empty() const { return text_.empty(); }
  const std::string& Reveal() const { return text_; }

 private:
  std::string text_;
};

// The choices of an enum option. A specialisation has `static constexpr std::pair<std::string_view, E> kNames[]`.
template <typename E>
struct Choices;

// How a type is read, named and shown. Errors are INVALID_ARGUMENT with a sentence that completes "--flag ...".
template <typename T>
struct Value;

template <>
struct Value<bool> {
  static std::string Type() { return "true|false"; }
  static absl::StatusOr<bool> Parse(std::string_view text);
  static std::string Format(bool value) { return value ? "true" : "false"; }
};

template <>
struct Value<int> {
  static std::string Type() { return "number"; }
  static absl::StatusOr<int> Parse(std::string_view text);
  static std::string Format(int value) { return std::to_string(value); }
};

template <>
struct Value<std::string> {
  static std::string Type() { return "text"; }
  static absl::StatusOr<std::string> Parse(std::string_view text) { return std::string(text); }
  static std::string Format(const std::string& value) { return value; }
};

template <>
struct Value<absl::Duration> {
  static std::string Type() { return "duration"; }
  static absl::StatusOr<absl::Duration> Parse(std::string_view text);
  static std::string Format(absl::Duration value) { return absl::FormatDuration(value); }
};

template <>
struct Value<HostPort> {
  static std::string Type() { return "host:port"; }
  static absl::StatusOr<HostPort> Parse(std::string_view text);
  static std::string Format(const HostPort& value) { return value.ToString(); }
};

template <>
struct Value<FilePath> {
  static std::string Type() { return "file"; }
  static absl::StatusOr<FilePath> Parse(std::string_view text);
  static std::string Format(const FilePath& value) { return value.path; }
};

template <>
struct Value<Secret> {
  static std::string Type() { return "file"; }
  // `text` is the file's path; one line break at its end is not part of the secret.
  static absl::StatusOr<Secret> Parse(std::string_view text);
  static std::string Format(const Secret&) { return ""; }
};

// INVALID_ARGUMENT with the sentence "must be ...".
absl::Status MustBe(std::string_view what);

template <typename E>
  requires requires { Choices<E>::kNames; }
struct Value<E> {
  static std::string Type() {
    std::string type;
    for (const auto& [name, value] : Choices<E>::kNames) type += (type.empty() ? "" : "|") + std::string(name);
    return type;
  }
  static absl::StatusOr<E> Parse(std::string_view text) {
    for (const auto& [name, value] : Choices<E>::kNames) {
      if (name == text) return value;
    }
    return MustBe("one of " + Type());
  }
  static std::string Format(E wanted) {
    for (const auto& [name, value] : Choices<E>::kNames) {
      if (value == wanted) return std::string(name);
    }
    return "";
  }
};

}  // namespace zamer::config
