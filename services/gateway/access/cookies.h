// Cookies that no script reads and no other site's page makes a browser send.
#pragma once
#include <absl/time/time.h>

#include <string>
#include <string_view>

#include "services/gateway/http/headers.h"

namespace zamer::gateway::access {

// What a cookie is for.
enum class CookieUse { kSession, kDisplay, kProvider };

// Its name. Over TLS the prefix `__Host-` makes browsers hold on to what SetCookie asks for, whatever else sets it.
std::string_view CookieName(CookieUse use, bool secure);

// What the request's cookie holds; empty when it has none.
std::string_view CookieOf(const http::Headers& headers, CookieUse use, bool secure);

// The value of `set-cookie`. A `life` of zero takes the cookie away.
std::string SetCookie(CookieUse use, bool secure, std::string_view value, absl::Duration life);

}  // namespace zamer::gateway::access
