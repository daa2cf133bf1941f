#include "services/common/redis/reply.h"

namespace zamer::redis {

std::int64_t Reply::integer() const {
  const std::int64_t* value = std::get_if<std::int64_t>(&value_);
  return value == nullptr ? 0 : *value;
}

std::string_view Reply::text() const {
  const std::string* value = std::get_if<std::string>(&value_);
  return value == nullptr ? std::string_view() : std::string_view(*value);
}

std::string Reply::TakeText() {
  std::string* value = std::get_if<std::string>(&value_);
  return value == nullptr ? std::string() : std::exchange(*value, std::string());
}

std::string_view Reply::error_code() const {
  return is_error() ? text().substr(0, text().find(' ')) : std::string_view();
}

std::span<const Reply> Reply::elements() const {
  const std::vector<Reply>* value = std::get_if<std::vector<Reply>>(&value_);
  return value == nullptr ? std::span<const Reply>() : std::span<const Reply>(*value);
}

std::span<Reply> Reply::mutable_elements() {
  std::vector<Reply>* value = std::get_if<std::vector<Reply>>(&value_);
  return value == nullptr ? std::span<Reply>() : std::span<Reply>(*value);
}

const Reply& Reply::operator[](std::size_t index) const {
  static const Reply nil;
  return index < size() ? elements()[index] : nil;
}

}  // namespace zamer::redis
