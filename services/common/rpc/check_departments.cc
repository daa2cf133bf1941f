#include <google/protobuf/reflection.h>

#include <string>

#include "services/common/rpc/check_request.h"
#include "services/common/rpc/formats.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"

namespace zamer::rpc {
namespace {

using google::protobuf::Message;
using google::protobuf::Reflection;

absl::Status CheckName(std::string_view name, const security::Principal& principal) {
  const auto department = DepartmentOf(name);
  if (!department.has_value() || principal.MayTouch(*department)) return absl::OkStatus();
  return PermissionDenied(Reason::kOtherDepartment, "A name in the request belongs to a department that is not yours.");
}

absl::Status CheckNames(const FieldPlan& plan, const Message& message, const security::Principal& principal) {
  const Reflection& reflection = *message.GetReflection();
  std::string scratch;
  if (!plan.field->is_repeated()) {
    return CheckName(reflection.GetStringReference(message, plan.field, &scratch), principal);
  }
  for (int i = 0; i < reflection.FieldSize(message, plan.field); ++i) {
    ZAMER_RETURN_IF_ERROR(
        CheckName(reflection.GetRepeatedStringReference(message, plan.field, i, &scratch), principal));
  }
  return absl::OkStatus();
}

absl::Status CheckWithin(const FieldPlan& plan, const Message& message, const security::Principal& principal) {
  const Reflection& reflection = *message.GetReflection();
  if (!plan.field->is_repeated()) {
    if (!reflection.HasField(message, plan.field)) return absl::OkStatus();
    return CheckDepartments(*plan.message, reflection.GetMessage(message, plan.field), principal);
  }
  for (int i = 0; i < reflection.FieldSize(message, plan.field); ++i) {
    ZAMER_RETURN_IF_ERROR(
        CheckDepartments(*plan.message, reflection.GetRepeatedMessage(message, plan.field, i), principal));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckDepartments(const MessagePlan& plan, const Message& request, const security::Principal& principal) {
  if (!plan.holds_names || principal.department == "*") return absl::OkStatus();
  for (const FieldPlan& field : plan.fields) {
    if (field.output_only) continue;
    if (field.format == type::v1::RESOURCE_NAME) ZAMER_RETURN_IF_ERROR(CheckNames(field, request, principal));
    if (field.message != nullptr) ZAMER_RETURN_IF_ERROR(CheckWithin(field, request, principal));
  }
  return absl::OkStatus();
}

}  // namespace zamer::rpc
