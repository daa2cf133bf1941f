// A Redis command: a name and its arguments, encoded while they are added.
#pragma once
#include <charconv>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

namespace zamer::redis {

// Arguments are binary safe. Each is copied once, into one growing buffer, so a command of thirty arguments costs a few
// allocations. A value: copy it to send it twice.
//
//   Command command("SET", key, value);
//   command.Add("PX").Add(ttl_ms);
class Command {
 public:
  template <typename... Args>
  explicit Command(std::string_view name, const Args&... args) {
    Add(name);
    (Add(args), ...);
  }

  Command& Add(std::string_view arg);
  Command& Add(const std::string& arg) { return Add(std::string_view(arg)); }
  Command& Add(const char* arg) { return Add(std::string_view(arg)); }
  // Whole numbers travel as decimal text.
  template <std::integral Integer>
    requires(!std::same_as<Integer, bool> && !std::same_as<Integer, char>)
  Command& Add(Integer number) {
    char digits[24];
    return Add(std::string_view(digits, std::to_chars(digits, std::end(digits), number).ptr - digits));
  }

  // Makes room for `bytes` more of arguments; only worth it for large values.
  void Reserve(std::size_t bytes) { arguments_.reserve(arguments_.size() + bytes); }

  // Number of arguments, the name included.
  std::size_t size() const { return count_; }
  // About what the command occupies on the wire, in bytes.
  std::size_t bytes() const { return arguments_.size() + kHeaderBytes; }

  // Appends the command in the RESP encoding.
  void AppendTo(std::string& out) const;

 private:
  static constexpr std::size_t kHeaderBytes = 16;

  std::string arguments_;  // each as $<length>\r\n<bytes>\r\n
  std::size_t count_ = 0;
};

}  // namespace zamer::redis
