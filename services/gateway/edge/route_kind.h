#pragma once

#include <array>
#include <string_view>

#include "services/common/log/literal.h"
#include "services/gateway/http/exchange.h"

namespace zamer::gateway {

// What a request is for. Logs and metrics tell requests apart by this and not by their paths, which may name people.
enum class RouteKind { kPage, kCall, kSignIn, kWayIn, kHealth, kOther };

inline constexpr std::array kRouteKinds = {RouteKind::kPage,  RouteKind::kCall,   RouteKind::kSignIn,
                                           RouteKind::kWayIn, RouteKind::kHealth, RouteKind::kOther};

RouteKind RouteKindOf(const http::Request& request);

// As logs and metrics have it, such as `way_in`.
constexpr log::Literal LogName(RouteKind kind) {
  switch (kind) {
    case RouteKind::kPage:
      return "page";
    case RouteKind::kCall:
      return "call";
    case RouteKind::kSignIn:
      return "sign_in";
    case RouteKind::kWayIn:
      return "way_in";
    case RouteKind::kHealth:
      return "health";
    case RouteKind::kOther:
      break;
  }
  return "other";
}

}  // namespace zamer::gateway
