// What Redis answered: an owning tree of values.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace zamer::redis {

// A value. The accessors of another kind give the empty value (0, "", no elements), so a surprising reply is never
// undefined behaviour; ask for the kind where it matters.
class Reply {
 public:
  enum class Kind : std::uint8_t { kNil, kInteger, kString, kStatus, kError, kArray };

  Reply() = default;
  static Reply Integer(std::int64_t value) { return Reply(Kind::kInteger, value); }
  static Reply String(std::string text) { return Reply(Kind::kString, std::move(text)); }
  static Reply Status(std::string text) { return Reply(Kind::kStatus, std::move(text)); }
  static Reply Error(std::string text) { return Reply(Kind::kError, std::move(text)); }
  static Reply Array(std::vector<Reply> elements) { return Reply(Kind::kArray, std::move(elements)); }

  Kind kind() const { return kind_; }
  bool is_nil() const { return kind_ == Kind::kNil; }
  bool is_integer() const { return kind_ == Kind::kInteger; }
  bool is_string() const { return kind_ == Kind::kString; }
  bool is_error() const { return kind_ == Kind::kError; }
  bool is_array() const { return kind_ == Kind::kArray; }
  // The status "OK", the answer of most writes.
  bool is_ok() const { return kind_ == Kind::kStatus && text() == "OK"; }

  std::int64_t integer() const;
  // Of a string, a status or an error. Lives as long as the reply.
  std::string_view text() const;
  // The same, moved out; leaves the reply's text empty.
  std::string TakeText();
  // The first word of an error, such as "NOSCRIPT"; empty for other kinds.
  std::string_view error_code() const;

  // Of an array.
  std::span<const Reply> elements() const;
  std::span<Reply> mutable_elements();
  std::size_t size() const { return elements().size(); }
  // The element, or a nil reply past the end.
  const Reply& operator[](std::size_t index) const;

  friend bool operator==(const Reply&, const Reply&) = default;

 private:
  friend class ReplyReader;
  using Value = std::variant<std::int64_t, std::string, std::vector<Reply>>;

  Reply(Kind kind, Value value) : kind_(kind), value_(std::move(value)) {}

  Kind kind_ = Kind::kNil;
  Value value_;
};

}  // namespace zamer::redis
