// Partial updates by field mask.
#pragma once
#include <absl/status/status.h>
#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/message.h>

#include <string_view>

namespace zamer {

// Copies fields of `changes` to `current`, two messages of one type. A mask names what to change, `*` for all; it
// replaces each whole, clearing what `changes` leaves unset. Without a mask every field set in `changes` is merged in,
// lists replaced. Fields that a caller may not set (OUTPUT_ONLY, IMMUTABLE, the etag) stay as they are.
// INVALID_ARGUMENT/FIELD_INVALID for a path that names no field a caller may change. `field` is what `changes` is
// called in the request.
absl::Status ApplyUpdate(const google::protobuf::Message& changes, const google::protobuf::FieldMask& mask,
                         std::string_view field, google::protobuf::Message& current);

}  // namespace zamer
