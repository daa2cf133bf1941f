#include "services/gateway/bridge/cors.h"

#include <string>

namespace zamer::gateway {
namespace {

constexpr char kAllowedHeaders[] =
    "authorization, content-type, connect-protocol-version, connect-timeout-ms, grpc-timeout, traceparent, "
    "x-grpc-web, x-user-agent, zamer-position";
constexpr char kExposedHeaders[] = "grpc-message, grpc-status, grpc-status-details-bin, retry-after, zamer-position";
constexpr char kPreflightSeconds[] = "7200";

}  // namespace

http::Response PreflightAnswer(const Origins& origins, const http::Request& request) {
  http::Response response{.status = 204};
  AddCorsHeaders(origins, request, response.headers);
  if (!origins.IsAllowed(request.headers.Get("origin"))) return response;
  response.headers.Add("access-control-allow-methods", "POST");
  response.headers.Add("access-control-allow-headers", kAllowedHeaders);
  response.headers.Add("access-control-max-age", kPreflightSeconds);
  return response;
}

void AddCorsHeaders(const Origins& origins, const http::Request& request, http::Headers& headers) {
  headers.Add("vary", "origin");
  const std::string_view origin = request.headers.Get("origin");
  if (!origins.IsAllowed(origin)) return;
  headers.Add("access-control-allow-origin", std::string(origin));
  headers.Add("access-control-allow-credentials", "true");
  headers.Add("access-control-expose-headers", kExposedHeaders);
}

}  // namespace zamer::gateway
