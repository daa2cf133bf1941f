// What a browser says it can take or has already.
#pragma once

#include <string_view>

namespace zamer::gateway {

// Whether an `accept-encoding` takes gzip.
bool AcceptsGzip(std::string_view accept_encoding);

// Whether an `if-none-match` has this tag, of a weak or a strong kind.
bool HasTag(std::string_view if_none_match, std::string_view tag);

}  // namespace zamer::gateway
