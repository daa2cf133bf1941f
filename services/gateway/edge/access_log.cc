#include "services/gateway/edge/access_log.h"

#include <string_view>
#include <vector>

#include "services/gateway/edge/route_kind.h"

namespace zamer::gateway {
namespace {

constexpr std::size_t kMostFields = 8;
constexpr int kServerError = 500;

log::Literal HttpMethod(std::string_view method) {
  if (method == "GET") return "GET";
  if (method == "HEAD") return "HEAD";
  if (method == "POST") return "POST";
  if (method == "OPTIONS") return "OPTIONS";
  return "other";
}

// Probes come every few seconds and say nothing.
log::Level LevelOf(RouteKind kind, int status) {
  if (status == kServerError) return log::Level::kError;
  return kind == RouteKind::kHealth ? log::Level::kDebug : log::Level::kInfo;
}

}  // namespace

void LogRequest(log::Logger& logger, const http::Answered& answered, const google::protobuf::MethodDescriptor* method) {
  const RouteKind kind = RouteKindOf(answered.request);
  const log::Level level = LevelOf(kind, answered.status);
  if (!logger.IsOn(level)) return;
  std::vector<log::Field> fields;
  fields.reserve(kMostFields);
  fields.push_back({"http_method", HttpMethod(answered.request.method)});
  fields.push_back({"route", kind});
  if (method != nullptr) fields.push_back({"method", *method});
  fields.push_back({"status", answered.status});
  fields.push_back({"received_bytes", answered.request.body.size()});
  fields.push_back({"sent_bytes", answered.body_bytes});
  fields.push_back({"took_ms", answered.took});
  if (answered.broken_off) fields.push_back({"broken_off", true});
  logger.Log(level, "request", fields);
}

}  // namespace zamer::gateway
