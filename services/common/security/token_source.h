#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace zamer {
class Clock;
}

namespace zamer::security {

// The token that a service shows to the others; asked for before each call, so it is always fresh. Loop thread only.
using TokenSource = std::function<std::string()>;

// Development: mints `services/{service}` with the role SERVICE for all departments, anew before it expires.
TokenSource DevelopmentTokens(const Clock& clock, std::string_view service);

// Production: the content of a file that the platform rotates, read again at most once every 10 s. While the file
// cannot be read, the last good token stays.
TokenSource TokensFromFile(const Clock& clock, std::string path);

}  // namespace zamer::security
