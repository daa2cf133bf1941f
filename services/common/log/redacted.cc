#include "services/common/log/redacted.h"

#include <absl/strings/str_cat.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <vector>

#include "services/common/log/json.h"
#include "zamer/type/v1/options.pb.h"

namespace zamer::log {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr std::string_view kHidden = "\"…\"";
constexpr std::size_t kLongestText = 128;
constexpr int kMostItems = 8;
constexpr int kDeepest = 6;

// Cuts between characters, so that the text stays UTF-8.
std::string_view Cut(std::string_view text) {
  if (text.size() <= kLongestText) return text;
  std::size_t end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

// Writes one message; walks at most kDeepest levels and kMostItems of each list, so the cost is bounded.
class Writer {
 public:
  std::string Write(const Message& message) {
    AppendMessage(message, 0);
    return std::move(out_);
  }

 private:
  void AppendMessage(const Message& message, int depth) {
    if (depth > kDeepest) {
      out_ += kHidden;
      return;
    }
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    out_ += '{';
    for (const FieldDescriptor* field : fields) {
      if (field != fields.front()) out_ += ',';
      AppendJsonString(out_, field->name());
      out_ += ':';
      AppendField(message, *field, depth);
    }
    out_ += '}';
  }

  void AppendField(const Message& message, const FieldDescriptor& field, int depth) {
    if (field.options().GetExtension(type::v1::rules).personal()) {
      out_ += kHidden;
    } else if (field.is_repeated()) {
      AppendList(message, field, depth);
    } else {
      AppendValue(message, field, -1, depth);
    }
  }

  void AppendList(const Message& message, const FieldDescriptor& field, int depth) {
    const int size = message.GetReflection()->FieldSize(message, &field);
    out_ += '[';
    for (int i = 0; i < std::min(size, kMostItems); ++i) {
      if (i > 0) out_ += ',';
      AppendValue(message, field, i, depth);
    }
    if (size > kMostItems) absl::StrAppend(&out_, ",\"and ", size - kMostItems, " more\"");
    out_ += ']';
  }

  // Item `index` of a list, or the field itself when it is negative.
  void AppendValue(const Message& message, const FieldDescriptor& field, int index, int depth) {
    const Reflection& reflection = *message.GetReflection();
#define ZAMER_VALUE_OF(Type) \
  (index < 0 ? reflection.Get##Type(message, &field) : reflection.GetRepeated##Type(message, &field, index))
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        absl::StrAppend(&out_, ZAMER_VALUE_OF(Int32));
        return;
      case FieldDescriptor::CPPTYPE_INT64:
        absl::StrAppend(&out_, ZAMER_VALUE_OF(Int64));
        return;
      case FieldDescriptor::CPPTYPE_UINT32:
        absl::StrAppend(&out_, ZAMER_VALUE_OF(UInt32));
        return;
      case FieldDescriptor::CPPTYPE_UINT64:
        absl::StrAppend(&out_, ZAMER_VALUE_OF(UInt64));
        return;
      case FieldDescriptor::CPPTYPE_DOUBLE:
        out_ += JsonNumber(ZAMER_VALUE_OF(Double));
        return;
      case FieldDescriptor::CPPTYPE_FLOAT:
        out_ += JsonNumber(ZAMER_VALUE_OF(Float));
        return;
      case FieldDescriptor::CPPTYPE_BOOL:
        out_ += ZAMER_VALUE_OF(Bool) ? "true" : "false";
        return;
      case FieldDescriptor::CPPTYPE_ENUM:
        AppendJsonString(out_, ZAMER_VALUE_OF(Enum)->name());
        return;
      case FieldDescriptor::CPPTYPE_STRING:
        AppendText(field, ZAMER_VALUE_OF(String));
        return;
      case FieldDescriptor::CPPTYPE_MESSAGE:
        AppendMessage(
            index < 0 ? reflection.GetMessage(message, &field) : reflection.GetRepeatedMessage(message, &field, index),
            depth + 1);
        return;
    }
#undef ZAMER_VALUE_OF
  }

  void AppendText(const FieldDescriptor& field, const std::string& text) {
    if (field.type() == FieldDescriptor::TYPE_BYTES) {
      absl::StrAppend(&out_, "\"", text.size(), " bytes\"");
    } else {
      AppendJsonString(out_, Cut(text));
    }
  }

  std::string out_;
};

}  // namespace

RedactedMessage Redacted(const Message& message) { return RedactedMessage(Writer().Write(message)); }

}  // namespace zamer::log
