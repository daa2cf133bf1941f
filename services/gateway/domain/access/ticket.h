// What a browser keeps to be known again.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace zamer::gateway::access {

// Whose record holds the hash of a secret, and the secret. As text, in a cookie or a link,
// `<department>.<owner>.<secret>` of letters, digits, `-`, `_` and the two dots.
struct Ticket {
  std::string department;
  // Id of the employee or of the display.
  std::string owner;
  // 256 random bits in base64url.
  std::string secret;

  // Nothing for text that ToString does not write.
  static std::optional<Ticket> Parse(std::string_view text);
  std::string ToString() const;
};

}  // namespace zamer::gateway::access
