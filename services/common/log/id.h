// Names and ids of things, safe to log.
#pragma once
#include <string>
#include <string_view>

namespace zamer::log {

// A resource name or another id that a caller may have made up. It is shown as it is when it looks like one: 1 to 256
// characters out of a-z 0-9 / _ . : - and no part of 10 to 15 digits, which would look like a phone. Anything else is
// shown as "#" and 16 hexadecimal digits of a hash whose key lives as long as the process: lines about one thing can be
// found together, but nobody can find out what it was.
class Id {
 public:
  explicit Id(std::string_view text);
  const std::string& shown() const { return shown_; }

 private:
  std::string shown_;
};

}  // namespace zamer::log
