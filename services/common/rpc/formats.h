#pragma once

#include <optional>
#include <string_view>

#include "zamer/type/v1/options.pb.h"

namespace zamer::rpc {

// Whether a text has the form that (zamer.type.v1.rules).format asks for.
//
//   RESOURCE_NAME  segments divided by '/', as `pattern` says: a literal stands for itself, '*' for an id. An id is a
//                  RESOURCE_ID; the last one may also be 1 to 64 letters, digits and ". _ ~ -", since ids that others
//                  give (payments, deliveries) keep their case. Without a pattern: at least two segments, all ids.
//   RESOURCE_ID    lower-case letters, digits and '-', the first not '-', 1 to 63 characters
//   TOKEN          printable ASCII without spaces, 1 to 64 characters
//   TIME_ZONE      an IANA zone that this machine knows
//   CURRENCY       three upper-case letters
//   ETAG           a version in double quotes: 1 to 19 digits
//   PAGE_TOKEN     base64url, as a list gave it
bool HasFormat(type::v1::Format format, std::string_view pattern, std::string_view text);

// What the format asks for, to complete the sentence "must be …".
std::string_view DescribeFormat(type::v1::Format format);

// The department that a resource name lies in: `d1` of `departments/d1/leads/l1`, well-formed or not. Nothing for a
// name that is not below `departments/`.
std::optional<std::string_view> DepartmentOf(std::string_view resource_name);

// Whether the bytes are UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
bool IsUtf8(std::string_view text);

}  // namespace zamer::rpc
