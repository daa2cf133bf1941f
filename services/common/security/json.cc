#include "services/common/security/json.h"

extern "C" {
#include <jose/b64.h>
}

#include <jansson.h>

#include <cstdint>
#include <utility>

namespace zamer::security {

void JsonDeleter::operator()(json_t* value) const { json_decref(value); }

Json ParseObject(std::string_view text) {
  json_error_t error;
  Json value(json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES, &error));
  return json_is_object(value.get()) ? std::move(value) : nullptr;
}

bool HasMember(const json_t& object, const char* name) { return json_object_get(&object, name) != nullptr; }

std::string_view StringMember(const json_t& object, const char* name) {
  const json_t* member = json_object_get(&object, name);
  if (!json_is_string(member)) return {};
  return {json_string_value(member), json_string_length(member)};
}

bool DecodeBase64Url(std::string_view text, std::string& bytes) {
  const size_t size = jose_b64_dec_buf(nullptr, text.size(), nullptr, 0);
  if (size == SIZE_MAX) return false;
  bytes.resize(size);
  return jose_b64_dec_buf(text.data(), text.size(), bytes.data(), size) == size;
}

std::string EncodeBase64Url(std::string_view bytes) {
  std::string text(jose_b64_enc_buf(nullptr, bytes.size(), nullptr, 0), '\0');
  jose_b64_enc_buf(bytes.data(), bytes.size(), text.data(), text.size());
  return text;
}

}  // namespace zamer::security
