#include "services/common/update/update.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/field_mask_util.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "google/api/field_behavior.pb.h"
#include "services/common/status/errors.h"

namespace zamer {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::util::FieldMaskUtil;

bool IsForCallers(const FieldDescriptor& field) {
  for (int i = 0; i < field.options().ExtensionSize(google::api::field_behavior); ++i) {
    const auto behavior = field.options().GetExtension(google::api::field_behavior, i);
    if (behavior == google::api::OUTPUT_ONLY || behavior == google::api::IMMUTABLE) return false;
  }
  return field.name() != "etag";
}

// Whether the first part of a path is a field that callers may change and the path leads somewhere.
bool IsChangeable(const Descriptor& type, const std::string& path) {
  const FieldDescriptor* field = type.FindFieldByName(path.substr(0, path.find('.')));
  std::vector<const FieldDescriptor*> steps;
  return field != nullptr && IsForCallers(*field) && FieldMaskUtil::GetFieldDescriptors(&type, path, &steps);
}

FieldMask AllFields(const Descriptor& type) {
  FieldMask all;
  for (int i = 0; i < type.field_count(); ++i) {
    if (IsForCallers(*type.field(i))) all.add_paths(type.field(i)->name());
  }
  return all;
}

bool HasLists(const Descriptor& type) {
  for (int i = 0; i < type.field_count(); ++i) {
    if (type.field(i)->is_repeated()) return true;
  }
  return false;
}

// Adds what is set in `changes`. A message with lists is named field by field, since its lists would be joined to the
// current ones otherwise.
void AddSetFields(const Message& changes, const std::string& prefix, FieldMask& set) {
  std::vector<const FieldDescriptor*> fields;
  changes.GetReflection()->ListFields(changes, &fields);
  for (const FieldDescriptor* field : fields) {
    if (!IsForCallers(*field)) continue;
    const std::string path = prefix + field->name();
    const bool is_part = !field->is_repeated() && field->message_type() != nullptr && HasLists(*field->message_type());
    if (!is_part) {
      set.add_paths(path);
    } else {
      AddSetFields(changes.GetReflection()->GetMessage(changes, field), path + ".", set);
    }
  }
}

FieldMask SetFields(const Message& changes) {
  FieldMask set;
  AddSetFields(changes, {}, set);
  return set;
}

}  // namespace

absl::Status ApplyUpdate(const Message& changes, const FieldMask& mask, std::string_view field, Message& current) {
  const Descriptor& type = *changes.GetDescriptor();
  const bool all = std::ranges::find(mask.paths(), "*") != mask.paths().end();
  Violations violations;
  for (const std::string& path : mask.paths()) {
    if (path != "*" && !IsChangeable(type, path)) {
      violations.Add("update_mask", "must name fields of `" + std::string(field) + "` that a caller may change");
    }
  }
  if (!violations.empty()) return violations.ToStatus();
  FieldMaskUtil::MergeOptions options;
  options.set_replace_repeated_fields(true);
  options.set_replace_message_fields(!mask.paths().empty());
  const FieldMask& named = mask.paths().empty() ? SetFields(changes) : all ? AllFields(type) : mask;
  FieldMaskUtil::MergeMessageTo(changes, named, options, &current);
  return absl::OkStatus();
}

}  // namespace zamer
