// Text that was written into the program, so it cannot be about a person.
#pragma once
#include <cstddef>
#include <string_view>

namespace zamer::log {

// Made from string literals and other constants only, at compile time; at most 200 bytes.
class Literal {
 public:
  template <std::size_t size>
  // NOLINTNEXTLINE(google-explicit-constructor): made to be written as a plain literal.
  consteval Literal(const char (&text)[size]) : text_(text, size - 1) {
    if (size > 201) throw "a log message is a short sentence";
  }
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

}  // namespace zamer::log
