#include <absl/strings/str_cat.h>
#include <google/protobuf/reflection.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "services/common/rpc/check_request.h"
#include "services/common/rpc/formats.h"
#include "services/common/rpc/update_mask.h"
#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"

namespace zamer::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Where a value is, as a list from the leaf to the root on the stack; becomes text only for a violation.
struct Place {
  const Place* parent;
  const FieldDescriptor* field;
  // Position in a repeated field, or -1.
  int index;
};

std::string PathOf(const Place& place) {
  std::string path = place.parent == nullptr ? std::string() : absl::StrCat(PathOf(*place.parent), ".");
  absl::StrAppend(&path, place.field->name());
  if (place.index >= 0) absl::StrAppend(&path, "[", place.index, "]");
  return path;
}

// The same from the resource on, as a mask writes it: without the request's own field, without positions.
std::string PathInResource(const Place& place) {
  if (place.parent->parent == nullptr) return place.field->name();
  return absl::StrCat(PathInResource(*place.parent), ".", place.field->name());
}

// One walk over one request.
class Walk {
 public:
  explicit Walk(const UpdateMask& mask) : mask_(mask) {}

  void CheckMessage(const MessagePlan& plan, Message& message, const Place* parent) {
    for (const FieldPlan& field : plan.fields) CheckField(field, message, parent);
  }
  void CheckNeeded(const MessagePlan& plan, const Message& message, const FieldDescriptor* needed) {
    if (needed == nullptr || message.GetReflection()->HasField(message, needed)) return;
    const auto reported = [&](const FieldPlan& field) { return field.field == needed && field.required; };
    if (std::ranges::none_of(plan.fields, reported)) Violate({nullptr, needed, -1}, "must be set");
  }
  absl::Status Result() const { return violations_.ToStatus(); }

 private:
  void Violate(const Place& place, std::string_view description) { violations_.Add(PathOf(place), description); }

  void CheckField(const FieldPlan& plan, Message& message, const Place* parent) {
    const Reflection& reflection = *message.GetReflection();
    const Place place{parent, plan.field, -1};
    if (plan.output_only) {
      reflection.ClearField(&message, plan.field);
    } else if (plan.field->is_repeated()) {
      CheckItems(plan, message, parent);
    } else if (reflection.HasField(message, plan.field) || (plan.zero_counts && IsAskedFor(place))) {
      CheckValue(plan, message, place);
    } else if (NamesWhatIsUpdated(place) || (plan.required && IsAskedFor(place))) {
      Violate(place, "must be set");
    }
  }

  // An update needs the fields that it changes, and the name of what it changes.
  bool IsAskedFor(const Place& place) const {
    return !mask_ || place.parent == nullptr || mask_.ChangesUnset(PathInResource(place));
  }
  bool NamesWhatIsUpdated(const Place& place) const {
    return mask_ && place.parent != nullptr && place.parent->parent == nullptr && place.field->name() == "name";
  }

  void CheckItems(const FieldPlan& plan, Message& message, const Place* parent) {
    const int size = message.GetReflection()->FieldSize(message, plan.field);
    const Place place{parent, plan.field, -1};
    if (size == 0 && plan.required && IsAskedFor(place)) Violate(place, "must have at least one item");
    if (static_cast<uint32_t>(size) > plan.max_items) {
      return Violate(place, absl::StrCat("must have at most ", plan.max_items, " items"));
    }
    for (int i = 0; i < size; ++i) CheckValue(plan, message, {parent, plan.field, i});
  }

  // Gets a value by the reflection function for a single field or for an item.
  template <class Single, class Item>
  static auto Get(const Message& message, const Place& place, Single single, Item item) {
    const Reflection& reflection = *message.GetReflection();
    return place.index < 0 ? (reflection.*single)(message, place.field)
                           : (reflection.*item)(message, place.field, place.index);
  }

  void CheckValue(const FieldPlan& plan, Message& message, const Place& place) {
    switch (plan.field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return CheckString(plan, message, place);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return CheckSubmessage(plan, message, place);
      case FieldDescriptor::CPPTYPE_ENUM:
        return CheckEnum(Get(message, place, &Reflection::GetEnumValue, &Reflection::GetRepeatedEnumValue), place);
      case FieldDescriptor::CPPTYPE_INT32:
        return CheckBounds(plan, Get(message, place, &Reflection::GetInt32, &Reflection::GetRepeatedInt32), place);
      case FieldDescriptor::CPPTYPE_INT64:
        return CheckBounds(plan, Get(message, place, &Reflection::GetInt64, &Reflection::GetRepeatedInt64), place);
      case FieldDescriptor::CPPTYPE_UINT32:
        return CheckBounds(plan, Get(message, place, &Reflection::GetUInt32, &Reflection::GetRepeatedUInt32), place);
      case FieldDescriptor::CPPTYPE_UINT64:
        return CheckBounds(plan, Get(message, place, &Reflection::GetUInt64, &Reflection::GetRepeatedUInt64), place);
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return CheckReal(plan, Get(message, place, &Reflection::GetDouble, &Reflection::GetRepeatedDouble), place);
      case FieldDescriptor::CPPTYPE_FLOAT:
        return CheckReal(plan, Get(message, place, &Reflection::GetFloat, &Reflection::GetRepeatedFloat), place);
      case FieldDescriptor::CPPTYPE_BOOL:
        return;
    }
  }

  void CheckString(const FieldPlan& plan, const Message& message, const Place& place) {
    const Reflection& reflection = *message.GetReflection();
    std::string scratch;
    const std::string& value = place.index < 0
                                   ? reflection.GetStringReference(message, place.field, &scratch)
                                   : reflection.GetRepeatedStringReference(message, place.field, place.index, &scratch);
    if (value.size() > plan.max_bytes) {
      return Violate(place, absl::StrCat("must have at most ", plan.max_bytes, " bytes"));
    }
    if (plan.field->type() == FieldDescriptor::TYPE_BYTES) return;
    if (!IsUtf8(value)) return Violate(place, "must be valid UTF-8");
    if (plan.format == type::v1::FORMAT_UNSPECIFIED || HasFormat(plan.format, plan.pattern, value)) return;
    const std::string_view format = DescribeFormat(plan.format);
    const absl::string_view wanted(format.data(), format.size());
    Violate(place, plan.pattern.empty() ? absl::StrCat("must be ", wanted)
                                        : absl::StrCat("must be ", wanted, " like ", plan.pattern));
  }

  void CheckSubmessage(const FieldPlan& plan, Message& message, const Place& place) {
    const Reflection& reflection = *message.GetReflection();
    if (plan.message->well_known == MessagePlan::WellKnown::kNone && plan.message->fields.empty()) return;
    Message& value = place.index < 0 ? *reflection.MutableMessage(&message, place.field)
                                     : *reflection.MutableRepeatedMessage(&message, place.field, place.index);
    switch (plan.message->well_known) {
      case MessagePlan::WellKnown::kTimestamp:
        if (!IsValid(static_cast<const google::protobuf::Timestamp&>(value))) {
          Violate(place, "must be a time of the years 1 to 9999");
        }
        return;
      case MessagePlan::WellKnown::kDuration:
        if (!IsValid(static_cast<const google::protobuf::Duration&>(value))) {
          Violate(place, "must be a duration within 10,000 years, its parts of one sign");
        }
        return;
      case MessagePlan::WellKnown::kNone:
        CheckMessage(*plan.message, value, &place);
    }
  }

  void CheckEnum(int value, const Place& place) {
    if (place.field->enum_type()->FindValueByNumber(value) == nullptr) Violate(place, "must be a value of its enum");
  }

  template <class Integer>
  void CheckBounds(const FieldPlan& plan, Integer value, const Place& place) {
    if (plan.bounded && (std::cmp_less(value, plan.min) || std::cmp_greater(value, plan.max))) {
      Violate(place, absl::StrCat("must be from ", plan.min, " to ", plan.max));
    }
  }

  void CheckReal(const FieldPlan& plan, double value, const Place& place) {
    if (!std::isfinite(value)) return Violate(place, "must be a finite number");
    if (plan.bounded && (value < static_cast<double>(plan.min) || value > static_cast<double>(plan.max))) {
      Violate(place, absl::StrCat("must be from ", plan.min, " to ", plan.max));
    }
  }

  const UpdateMask& mask_;
  Violations violations_;
};

}  // namespace

absl::Status CheckFields(const MessagePlan& plan, Message& request, const FieldDescriptor* needed) {
  const UpdateMask mask(plan.update_mask, request);
  Walk walk(mask);
  walk.CheckMessage(plan, request, nullptr);
  walk.CheckNeeded(plan, request, needed);
  return walk.Result();
}

}  // namespace zamer::rpc
