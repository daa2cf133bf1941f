#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/message.h>

#include <string_view>

namespace zamer::rpc {

// What a request changes of its resource, by its `update_mask` (AIP-134): the fields that the mask names, `*` for all;
// without a mask, the fields of the resource that are populated. A view into the request.
class UpdateMask {
 public:
  // `field`: the mask of the request's type; null for a type without one, which changes whatever it may.
  UpdateMask(const google::protobuf::FieldDescriptor* field, const google::protobuf::Message& request);

  // Whether the request is an update at all.
  explicit operator bool() const { return mask_ != nullptr; }

  // Whether a field that is not set, at a path from the resource on such as `settings.hold_time`, is nevertheless
  // changed: it, or something above or below it, is named.
  bool ChangesUnset(std::string_view path) const;

 private:
  const google::protobuf::FieldMask* mask_ = nullptr;
};

}  // namespace zamer::rpc
