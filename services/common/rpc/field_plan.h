#pragma once

#include <google/protobuf/descriptor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "zamer/type/v1/options.pb.h"

namespace zamer::rpc {

struct MessagePlan;

// What one field must satisfy, read from its options once.
struct FieldPlan {
  const google::protobuf::FieldDescriptor* field;
  // (google.api.field_behavior) REQUIRED and seen to be unset when it is.
  bool required = false;
  // REQUIRED, but a number without presence: its zero cannot be told from unset, so zero has to lie within the bounds.
  bool zero_counts = false;
  // OUTPUT_ONLY: whatever a caller sends is dropped, unchecked.
  bool output_only = false;
  type::v1::Format format = type::v1::FORMAT_UNSPECIFIED;
  // Pattern of a resource name.
  std::string pattern;
  // Most bytes of a string or bytes.
  uint32_t max_bytes;
  // Most items of a repeated field or a map.
  uint32_t max_items;
  bool bounded = false;
  int64_t min = 0;
  int64_t max = 0;
  // Plan of a message field's type, or of a map's entry; null for other fields.
  const MessagePlan* message = nullptr;
};

// What a message of one type must satisfy: only the fields that have anything to check.
struct MessagePlan {
  enum class WellKnown { kNone, kTimestamp, kDuration };

  const google::protobuf::Descriptor* type;
  WellKnown well_known = WellKnown::kNone;
  std::vector<FieldPlan> fields;
  // Whether a RESOURCE_NAME can be found in it, at any depth.
  bool holds_names = false;
  // Of a request that updates a resource: its `update_mask`, a google.protobuf.FieldMask. Null for all others.
  const google::protobuf::FieldDescriptor* update_mask = nullptr;
};

// The plan of a message type and of all types within it. Compiled at the first call and kept for the life of the
// process, since descriptors are. Thread-safe; meant for set-up.
const MessagePlan& PlanOf(const google::protobuf::Descriptor& type);

}  // namespace zamer::rpc
