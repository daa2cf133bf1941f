// Ids made from texts.
#pragma once
#include <string>
#include <string_view>

namespace zamer::ctl {

// The first half of the text's SHA-256, 32 hexadecimal digits.
std::string Digest(std::string_view text);

// A resource id that follows from the text: lower-case letters and digits, the rest as single hyphens. Where letters of
// other scripts are lost, or nothing is left, digits of the digest keep different texts apart.
std::string IdOf(std::string_view text);

}  // namespace zamer::ctl
