#include "services/gateway/router.h"

#include "services/common/status/errors.h"
#include "services/gateway/http/error_response.h"

namespace zamer::gateway {
namespace {

http::Response NotAllowed(const std::map<std::string, http::Handler, std::less<>>& methods) {
  std::string allowed;
  for (const auto& [method, handler] : methods) {
    if (!allowed.empty()) allowed += ", ";
    allowed += method;
  }
  http::Response response = http::ErrorResponse(
      InvalidArgument(Reason::kHttpRequestInvalid, "The path does not take this HTTP method: use one of `allow`."));
  response.status = 405;
  response.headers.Add("allow", std::move(allowed));
  return response;
}

}  // namespace

void Router::Add(std::string method, std::string path, http::Handler handler) {
  auto& paths = path.ends_with('/') ? below_ : exact_;
  paths[std::move(path)].insert_or_assign(std::move(method), std::move(handler));
}

const Router::ByMethod* Router::Find(std::string_view path) const {
  if (const auto exact = exact_.find(path); exact != exact_.end()) return &exact->second;
  for (size_t slash = path.rfind('/'); slash != std::string_view::npos; slash = path.rfind('/', slash - 1)) {
    if (const auto below = below_.find(path.substr(0, slash + 1)); below != below_.end()) return &below->second;
    if (slash == 0) break;
  }
  return nullptr;
}

asio::awaitable<absl::Status> Router::Route(http::Exchange& exchange) const {
  const http::Request& request = exchange.request();
  const ByMethod* methods = Find(request.path);
  if (methods == nullptr) {
    co_return NotFound(Reason::kPathNotFound, "Nothing is served at this path.");
  }
  const auto handler = methods->find(request.method);
  if (handler == methods->end()) {
    co_return co_await exchange.Respond(NotAllowed(*methods));
  }
  co_return co_await handler->second(exchange);
}

}  // namespace zamer::gateway
