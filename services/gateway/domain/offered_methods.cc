#include "services/gateway/domain/offered_methods.h"

#include <absl/strings/str_cat.h>

#include <algorithm>

#include "zamer/type/v1/event.pb.h"
#include "zamer/type/v1/options.pb.h"

namespace zamer::gateway {

using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;

bool IsOffered(const MethodDescriptor& method) {
  const bool feed = method.input_type() == type::v1::SubscribeRequest::descriptor();
  if (feed || method.client_streaming()) return false;
  const auto& roles = method.options().GetExtension(type::v1::policy).roles();
  return std::ranges::any_of(roles, [](int role) { return role != type::v1::SERVICE && role != type::v1::OPERATOR; });
}

std::vector<const MethodDescriptor*> OfferedMethods(const FileDescriptor& file) {
  std::vector<const MethodDescriptor*> methods;
  for (int i = 0; i < file.service_count(); ++i) {
    for (int j = 0; j < file.service(i)->method_count(); ++j) {
      const MethodDescriptor* method = file.service(i)->method(j);
      if (IsOffered(*method)) methods.push_back(method);
    }
  }
  return methods;
}

std::string PathOf(const MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

}  // namespace zamer::gateway
