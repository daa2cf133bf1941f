#pragma once

#include <string>
#include <string_view>

namespace zamer::gateway {

// The bytes in gzip (RFC 1952), as small as zlib makes them.
std::string Gzip(std::string_view bytes);

}  // namespace zamer::gateway
