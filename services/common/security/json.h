#pragma once

#include <memory>
#include <string>
#include <string_view>

struct json_t;

namespace zamer::security {

// Owns a value of libjansson, the JSON library under libjose.
struct JsonDeleter {
  void operator()(json_t* value) const;
};
using Json = std::unique_ptr<json_t, JsonDeleter>;

// An object parsed from text; null when the text is anything else or names a member twice.
Json ParseObject(std::string_view text);

// Whether the object has a member of this name, of whatever type.
bool HasMember(const json_t& object, const char* name);

// A string member; empty when it is absent or no string. The view lives as long as the object.
std::string_view StringMember(const json_t& object, const char* name);

// base64url without padding, as JOSE writes it. Decoding gives false for anything else.
bool DecodeBase64Url(std::string_view text, std::string& bytes);
std::string EncodeBase64Url(std::string_view bytes);

}  // namespace zamer::security
