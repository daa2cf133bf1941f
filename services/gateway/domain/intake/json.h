// JSON that somebody else has written: read without ever trusting that a member is there or of the expected type.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct json_t;

namespace zamer::gateway::intake {

// A value of a document, or nothing: of what is not there, everything is empty. Lives as long as its document.
class JsonView {
 public:
  JsonView() = default;
  explicit JsonView(const json_t* value) : value_(value) {}

  // Whether there is a value that is not null.
  explicit operator bool() const;
  bool IsObject() const;
  bool IsList() const;
  bool IsTrue() const;

  // A member of an object.
  JsonView operator[](const char* name) const;
  // The first of these members that has a value.
  JsonView FirstOf(std::initializer_list<const char*> names) const;
  // Items of a list.
  std::vector<JsonView> Items() const;
  // Members of an object, in order.
  std::vector<std::pair<std::string, JsonView>> Members() const;

  // Text as it is, numbers and words as JSON writes them; empty for lists and objects.
  std::string Text() const;
  // A whole number, also one that was written as text.
  std::optional<std::int64_t> Integer() const;
  // The value as JSON, on one line; nothing is `null`.
  std::string Dump() const;

 private:
  const json_t* value_ = nullptr;
};

// Owns what was parsed.
class Json {
 public:
  // An object; nothing for any other text, one that is not UTF-8, one that names a member twice, or one with a number
  // too large to be read.
  static std::optional<Json> Parse(std::string_view text);

  JsonView view() const { return JsonView(value_.get()); }

 private:
  struct Release {
    void operator()(json_t* value) const;
  };
  explicit Json(json_t* value) : value_(value) {}

  std::unique_ptr<json_t, Release> value_;
};

// An object of texts.
std::string DumpFields(const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace zamer::gateway::intake
