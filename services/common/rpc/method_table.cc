#include "services/common/rpc/method_table.h"

#include <absl/strings/str_cat.h>

#include <cstdio>
#include <cstdlib>

#include "services/common/rpc/host.h"
#include "zamer/type/v1/options.pb.h"

namespace zamer::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;
using metrics::MethodMetrics;

[[noreturn]] void Die(std::string_view what, std::string_view name) {
  std::fprintf(stderr, "%.*s: %.*s\n", static_cast<int>(what.size()), what.data(), static_cast<int>(name.size()),
               name.data());
  std::abort();
}

const FieldDescriptor* RequestIdOf(const Descriptor& request) {
  const FieldDescriptor* field = request.FindFieldByName("request_id");
  const bool usable = field != nullptr && field->type() == FieldDescriptor::TYPE_STRING && !field->is_repeated();
  return usable ? field : nullptr;
}

Method Compile(Host& host, const MethodDescriptor& descriptor) {
  const type::v1::MethodPolicy& policy = descriptor.options().GetExtension(type::v1::policy);
  security::RoleSet roles;
  std::string role_names;
  for (const int role : policy.roles()) {
    roles.Add(static_cast<type::v1::Role>(role));
    absl::StrAppend(&role_names, role_names.empty() ? "" : ",", type::v1::Role_Name(role));
  }
  const FieldDescriptor* request_id = RequestIdOf(*descriptor.input_type());
  if (policy.mutating() && request_id == nullptr) Die("a mutating method needs a request_id", descriptor.full_name());
  const bool streaming = descriptor.server_streaming();
  return Method{.descriptor = &descriptor,
                .streaming = streaming,
                .roles = roles,
                .mutating = policy.mutating(),
                .role_names = role_names,
                .plan = &PlanOf(*descriptor.input_type()),
                .request_id = request_id,
                .metrics = MethodMetrics(host.metrics(), descriptor.service()->full_name(), descriptor.name(),
                                         streaming ? MethodMetrics::Type::kServerStream : MethodMetrics::Type::kUnary)};
}

}  // namespace

MethodTable::MethodTable(Host& host, std::string_view service) {
  const auto* descriptor = DescriptorPool::generated_pool()->FindServiceByName(std::string(service));
  if (descriptor == nullptr) Die("this gRPC service is not linked into the program", service);
  for (int i = 0; i < descriptor->method_count(); ++i) {
    methods_.emplace(descriptor->method(i)->name(), Compile(host, *descriptor->method(i)));
  }
}

const Method& MethodTable::Find(std::string_view name) const {
  const auto found = methods_.find(name);
  if (found == methods_.end()) Die("Calls::Unary and Stream are called in the generated method itself, not in", name);
  return found->second;
}

}  // namespace zamer::rpc
