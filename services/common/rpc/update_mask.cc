#include "services/common/rpc/update_mask.h"

#include <algorithm>

namespace zamer::rpc {
namespace {

using google::protobuf::FieldMask;

// Whether `path` is `top` or lies below it.
bool IsWithin(std::string_view path, std::string_view top) {
  return path.starts_with(top) && (path.size() == top.size() || path[top.size()] == '.');
}

}  // namespace

UpdateMask::UpdateMask(const google::protobuf::FieldDescriptor* field, const google::protobuf::Message& request) {
  if (field == nullptr) return;
  mask_ = static_cast<const FieldMask*>(&request.GetReflection()->GetMessage(request, field));
}

bool UpdateMask::ChangesUnset(std::string_view path) const {
  if (mask_ == nullptr) return true;
  // What is not set is changed only as a part of something that is.
  if (mask_->paths().empty()) return path.find('.') != std::string_view::npos;
  return std::ranges::any_of(mask_->paths(), [&](std::string_view named) {
    return named == "*" || IsWithin(path, named) || IsWithin(named, path);
  });
}

}  // namespace zamer::rpc
