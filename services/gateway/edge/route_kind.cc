#include "services/gateway/edge/route_kind.h"

#include "services/gateway/domain/wire.h"

namespace zamer::gateway {

RouteKind RouteKindOf(const http::Request& request) {
  const std::string_view path = request.path;
  if (path == "/healthz" || path == "/readyz") return RouteKind::kHealth;
  if (path.starts_with("/auth/")) return RouteKind::kSignIn;
  if (path.starts_with("/in/")) return RouteKind::kWayIn;
  if (request.method == "GET" || request.method == "HEAD") return RouteKind::kPage;
  const bool call = request.method == "POST" && WireOf(request.headers.Get("content-type")).has_value();
  return call ? RouteKind::kCall : RouteKind::kOther;
}

}  // namespace zamer::gateway
