#include "services/gateway/domain/alerts/alerts_of.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include "services/common/status/errors.h"

namespace zamer::gateway {
namespace {

using google::protobuf::ListValue;
using google::protobuf::Struct;
using google::protobuf::Value;

constexpr const char* kTold[] = {"labels", "annotations", "startsAt"};

bool IsTold(const Value& alert, std::string_view department) {
  const auto& fields = alert.struct_value().fields();
  const auto labels = fields.find("labels");
  if (labels == fields.end()) return false;
  const auto& names = labels->second.struct_value().fields();
  const auto of = names.find("department");
  return of == names.end() || of->second.string_value() == department;
}

Value Excerpt(const Value& alert) {
  Value excerpt;
  for (const char* name : kTold) {
    const auto& fields = alert.struct_value().fields();
    if (const auto found = fields.find(name); found != fields.end()) {
      (*excerpt.mutable_struct_value()->mutable_fields())[name] = found->second;
    }
  }
  return excerpt;
}

}  // namespace

absl::StatusOr<std::string> AlertsOf(std::string_view alertmanager_json, std::string_view department) {
  ListValue all;
  if (!google::protobuf::util::JsonStringToMessage(std::string(alertmanager_json), &all).ok()) {
    return Unavailable(Reason::kPeerUnavailable, "Alertmanager's answer cannot be read.", absl::Seconds(10));
  }
  ListValue told;
  for (const Value& alert : all.values()) {
    if (IsTold(alert, department)) *told.add_values() = Excerpt(alert);
  }
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(told, &json).ok()) {
    return Unavailable(Reason::kPeerUnavailable, "Alertmanager's answer cannot be passed on.", absl::Seconds(10));
  }
  return json;
}

}  // namespace zamer::gateway
