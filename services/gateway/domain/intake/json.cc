#include "services/gateway/domain/intake/json.h"

#include <jansson.h>

#include <cstdlib>

#include "services/common/text/number.h"

namespace zamer::gateway::intake {
namespace {

// Takes over a text that jansson has allocated.
std::string Taken(char* text) {
  const std::unique_ptr<char, decltype(&std::free)> owned(text, &std::free);
  return owned == nullptr ? std::string() : std::string(owned.get());
}

}  // namespace

JsonView::operator bool() const { return value_ != nullptr && !json_is_null(value_); }
bool JsonView::IsObject() const { return json_is_object(value_); }
bool JsonView::IsList() const { return json_is_array(value_); }
bool JsonView::IsTrue() const { return json_is_true(value_); }

JsonView JsonView::operator[](const char* name) const { return JsonView(json_object_get(value_, name)); }

JsonView JsonView::FirstOf(std::initializer_list<const char*> names) const {
  for (const char* name : names) {
    if (const JsonView member = (*this)[name]) return member;
  }
  return {};
}

std::vector<JsonView> JsonView::Items() const {
  std::vector<JsonView> items;
  const std::size_t size = json_array_size(value_);
  items.reserve(size);
  for (std::size_t i = 0; i < size; ++i) items.emplace_back(json_array_get(value_, i));
  return items;
}

std::vector<std::pair<std::string, JsonView>> JsonView::Members() const {
  std::vector<std::pair<std::string, JsonView>> members;
  if (!IsObject()) return members;
  json_t* object = const_cast<json_t*>(value_);  // iterators of jansson may write, these do not
  for (void* at = json_object_iter(object); at != nullptr; at = json_object_iter_next(object, at)) {
    members.emplace_back(json_object_iter_key(at), JsonView(json_object_iter_value(at)));
  }
  return members;
}

std::string JsonView::Text() const {
  if (json_is_string(value_)) return {json_string_value(value_), json_string_length(value_)};
  return json_is_number(value_) || json_is_boolean(value_) ? Dump() : std::string();
}

std::optional<std::int64_t> JsonView::Integer() const {
  if (json_is_integer(value_)) return json_integer_value(value_);
  return json_is_string(value_) ? ParseNumber<std::int64_t>(Text()) : std::nullopt;
}

std::string JsonView::Dump() const {
  return value_ == nullptr ? "null" : Taken(json_dumps(value_, JSON_COMPACT | JSON_ENCODE_ANY));
}

void Json::Release::operator()(json_t* value) const { json_decref(value); }

std::optional<Json> Json::Parse(std::string_view text) {
  json_error_t error;
  Json parsed(json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES, &error));
  if (!parsed.view().IsObject()) return std::nullopt;
  return parsed;
}

std::string DumpFields(const std::vector<std::pair<std::string, std::string>>& fields) {
  const std::unique_ptr<json_t, decltype(&json_decref)> object(json_object(), &json_decref);
  for (const auto& [name, value] : fields) {
    json_object_set_new(object.get(), name.c_str(), json_stringn(value.data(), value.size()));
  }
  return Taken(json_dumps(object.get(), JSON_COMPACT));
}

}  // namespace zamer::gateway::intake
