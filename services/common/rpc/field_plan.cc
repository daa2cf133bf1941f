#include "services/common/rpc/field_plan.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "google/api/field_behavior.pb.h"

namespace zamer::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr uint32_t kDefaultMaxBytes = 256;
constexpr uint32_t kDefaultMaxItems = 100;

bool HasBehavior(const FieldDescriptor& field, google::api::FieldBehavior behavior) {
  const auto& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == behavior) return true;
  }
  return false;
}

bool CanBeSeenUnset(const FieldDescriptor& field) {
  return field.is_repeated() || field.has_presence() || field.cpp_type() == FieldDescriptor::CPPTYPE_STRING ||
         field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
}

bool IsFloating(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE || field.cpp_type() == FieldDescriptor::CPPTYPE_FLOAT;
}

// The field that is written in the proto: for a value of a map the map, since nothing can be written at the value
// itself.
const FieldDescriptor& Written(const FieldDescriptor& field) {
  const Descriptor& type = *field.containing_type();
  if (!type.options().map_entry() || &field != type.map_value()) return field;
  const Descriptor& holder = *type.containing_type();
  for (int i = 0; i < holder.field_count(); ++i) {
    if (holder.field(i)->message_type() == &type) return *holder.field(i);
  }
  return field;
}

const type::v1::FieldRules& RulesOf(const FieldDescriptor& field) {
  return Written(field).options().GetExtension(type::v1::rules);
}

// Whether any value of the field could break a rule; a plan skips the others.
bool NeedsCheck(const FieldPlan& plan) {
  const FieldDescriptor& field = *plan.field;
  return plan.required || plan.output_only || plan.bounded || plan.message != nullptr || field.is_repeated() ||
         field.cpp_type() == FieldDescriptor::CPPTYPE_STRING || field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM ||
         IsFloating(field);
}

MessagePlan::WellKnown WellKnownOf(const Descriptor& type) {
  if (type.full_name() == "google.protobuf.Timestamp") return MessagePlan::WellKnown::kTimestamp;
  if (type.full_name() == "google.protobuf.Duration") return MessagePlan::WellKnown::kDuration;
  return MessagePlan::WellKnown::kNone;
}

const FieldDescriptor* UpdateMaskOf(const Descriptor& type) {
  const FieldDescriptor* field = type.FindFieldByName("update_mask");
  const bool is_mask = field != nullptr && !field->is_repeated() && field->message_type() != nullptr &&
                       field->message_type()->full_name() == "google.protobuf.FieldMask";
  return is_mask ? field : nullptr;
}

// Compiles plans; types that refer to themselves or to one another are met again in `plans_`.
class Plans {
 public:
  const MessagePlan& Get(const Descriptor& type) {
    std::lock_guard lock(mutex_);
    const MessagePlan& plan = Compile(type);
    while (SpreadNames()) {
    }
    return plan;
  }

 private:
  MessagePlan& Compile(const Descriptor& type) {
    std::unique_ptr<MessagePlan>& plan = plans_[&type];
    if (plan != nullptr) return *plan;
    plan = std::make_unique<MessagePlan>();
    MessagePlan& result = *plan;
    result.type = &type;
    result.well_known = WellKnownOf(type);
    result.update_mask = UpdateMaskOf(type);
    if (result.well_known != MessagePlan::WellKnown::kNone) return result;
    for (int i = 0; i < type.field_count(); ++i) {
      FieldPlan field = CompileField(*type.field(i));
      if (NeedsCheck(field)) result.fields.push_back(std::move(field));
    }
    return result;
  }

  FieldPlan CompileField(const FieldDescriptor& field) {
    const type::v1::FieldRules& rules = RulesOf(field);
    const bool required = HasBehavior(field, google::api::REQUIRED);
    FieldPlan plan{.field = &field,
                   .required = required && CanBeSeenUnset(field),
                   .zero_counts = required && !CanBeSeenUnset(field),
                   .output_only = HasBehavior(field, google::api::OUTPUT_ONLY),
                   .format = rules.format(),
                   .pattern = rules.resource(),
                   .max_bytes = rules.max_bytes() == 0 ? kDefaultMaxBytes : rules.max_bytes(),
                   .max_items = rules.max_items() == 0 ? kDefaultMaxItems : rules.max_items(),
                   .bounded = rules.bounded(),
                   .min = rules.min(),
                   .max = rules.max()};
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) plan.message = &Compile(*field.message_type());
    return plan;
  }

  // One step of the fixed point of `holds_names`; true while something changed.
  bool SpreadNames() {
    bool changed = false;
    for (auto& [type, plan] : plans_) {
      if (plan->holds_names) continue;
      plan->holds_names = std::ranges::any_of(plan->fields, [](const FieldPlan& field) {
        return !field.output_only &&
               (field.format == type::v1::RESOURCE_NAME || (field.message != nullptr && field.message->holds_names));
      });
      changed |= plan->holds_names;
    }
    return changed;
  }

  std::mutex mutex_;
  std::map<const Descriptor*, std::unique_ptr<MessagePlan>> plans_;
};

}  // namespace

const MessagePlan& PlanOf(const Descriptor& type) {
  static Plans& plans = *new Plans;  // never destroyed: calls may outlive main()
  return plans.Get(type);
}

}  // namespace zamer::rpc
