#include "tests/support/sample.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_replace.h>
#include <google/protobuf/field_mask.pb.h>

#include <algorithm>

#include "google/api/field_behavior.pb.h"
#include "services/common/time/clock.h"
#include "services/common/time/timestamps.h"
#include "tests/support/cluster.h"

namespace zamer::testing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;
using google::protobuf::Reflection;

constexpr int kDeepest = 8;  // levels of messages

bool Behaves(const FieldDescriptor& field, google::api::FieldBehavior behavior) {
  for (int i = 0; i < field.options().ExtensionSize(google::api::field_behavior); ++i) {
    if (field.options().GetExtension(google::api::field_behavior, i) == behavior) return true;
  }
  return false;
}

bool IsTime(const Descriptor& type) {
  return type.full_name() == "google.protobuf.Timestamp" || type.full_name() == "google.protobuf.Duration";
}

google::protobuf::FieldMask EveryField() {
  google::protobuf::FieldMask mask;
  mask.add_paths("*");
  return mask;
}

class Filler {
 public:
  explicit Filler(const SampleOptions& options) : options_(options) {}

  void Fill(Message& message, int depth) {
    const Descriptor& type = *message.GetDescriptor();
    if (type.full_name() == "google.protobuf.Timestamp") {
      message.CopyFrom(ToTimestamp(SystemClock().Now() - absl::Hours(1)));
      return;
    }
    if (type.full_name() == "google.protobuf.FieldMask") {
      message.CopyFrom(EveryField());
      return;
    }
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      const bool later_member =
          field.real_containing_oneof() != nullptr && field.real_containing_oneof()->field(0) != &field;
      if (!later_member && !field.is_map() && !IsOutputOnly(field)) FillField(message, field, depth);
    }
  }

 private:
  void FillField(Message& message, const FieldDescriptor& field, int depth) {
    const Reflection& reflection = *message.GetReflection();
    const bool list = field.is_repeated();
    const std::int64_t number = RulesOf(field).bounded() ? std::max<std::int64_t>(RulesOf(field).min(), 1) : 1;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        if (depth == kDeepest) return;
        return Fill(list ? *reflection.AddMessage(&message, &field) : *reflection.MutableMessage(&message, &field),
                    depth + 1);
      case FieldDescriptor::CPPTYPE_STRING: {
        const std::string text = TextFor(field);
        if (text.empty()) return;
        return list ? reflection.AddString(&message, &field, text) : reflection.SetString(&message, &field, text);
      }
      case FieldDescriptor::CPPTYPE_ENUM:
        return list ? reflection.AddEnumValue(&message, &field, 1) : reflection.SetEnumValue(&message, &field, 1);
      case FieldDescriptor::CPPTYPE_INT32:
        return reflection.SetInt32(&message, &field, static_cast<std::int32_t>(number));
      case FieldDescriptor::CPPTYPE_INT64:
        return reflection.SetInt64(&message, &field, number);
      case FieldDescriptor::CPPTYPE_UINT32:
        return reflection.SetUInt32(&message, &field, static_cast<std::uint32_t>(number));
      case FieldDescriptor::CPPTYPE_UINT64:
        return reflection.SetUInt64(&message, &field, static_cast<std::uint64_t>(number));
      case FieldDescriptor::CPPTYPE_BOOL:
        return reflection.SetBool(&message, &field, true);
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return reflection.SetDouble(&message, &field, 1);
      case FieldDescriptor::CPPTYPE_FLOAT:
        return reflection.SetFloat(&message, &field, 1);
    }
  }

  std::string TextFor(const FieldDescriptor& field) const {
    switch (static_cast<int>(RulesOf(field).format())) {
      case type::v1::RESOURCE_NAME:
        return NameFor(RulesOf(field).resource());
      case type::v1::RESOURCE_ID:
        return "x1";
      case type::v1::TOKEN:
        return "token-1";
      case type::v1::TIME_ZONE:
        return "Europe/Moscow";
      case type::v1::CURRENCY:
        return "RUB";
      case type::v1::ETAG:
        return "\"1\"";
      case type::v1::PAGE_TOKEN:
        return "";
      default:
        break;
    }
    const std::string text = options_.text ? options_.text(field) : std::string();
    return text.empty() ? "x" : text;
  }

  // `departments/*/leads/*` becomes `departments/d1/leads/x1`.
  std::string NameFor(const std::string& pattern) const {
    const std::size_t first = pattern.find('*');
    return absl::StrCat(pattern.substr(0, first), options_.department,
                        absl::StrReplaceAll(pattern.substr(first + 1), {{"*", "x1"}}));
  }

  const SampleOptions& options_;
};

void AddPlaces(Message& message, const std::string& prefix, std::vector<FieldPlace>& places) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string path = absl::StrCat(prefix, field->name());
    places.push_back({path, &message, field});
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field->is_map() || IsTime(*field->message_type())) {
      continue;
    }
    if (!field->is_repeated()) {
      AddPlaces(*reflection.MutableMessage(&message, field), path + ".", places);
    } else {
      AddPlaces(*reflection.MutableRepeatedMessage(&message, field, 0), path + "[0].", places);
    }
  }
}

}  // namespace

const type::v1::FieldRules& RulesOf(const FieldDescriptor& field) {
  return field.options().GetExtension(type::v1::rules);
}

bool IsRequired(const FieldDescriptor& field) { return Behaves(field, google::api::REQUIRED); }

bool IsOutputOnly(const FieldDescriptor& field) { return Behaves(field, google::api::OUTPUT_ONLY); }

std::unique_ptr<Message> MakeSample(const Descriptor& type, const SampleOptions& options) {
  std::unique_ptr<Message> message(MessageFactory::generated_factory()->GetPrototype(&type)->New());
  Filler(options).Fill(*message, 0);
  return message;
}

std::vector<FieldPlace> PlacesIn(Message& message) {
  std::vector<FieldPlace> places;
  AddPlaces(message, "", places);
  return places;
}

std::vector<const MethodDescriptor*> AllMethods() {
  std::vector<const MethodDescriptor*> methods;
  for (const Service service : kServices) {
    const auto* const descriptor =
        DescriptorPool::generated_pool()->FindServiceByName(std::string(GrpcNameOf(service)));
    for (int i = 0; i < descriptor->method_count(); ++i) methods.push_back(descriptor->method(i));
  }
  return methods;
}

std::string PathOf(const MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

const type::v1::MethodPolicy& PolicyOf(const MethodDescriptor& method) {
  return method.options().GetExtension(type::v1::policy);
}

}  // namespace zamer::testing
