#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "services/gateway/http/exchange.h"

namespace zamer::gateway {

// Finds who answers a request by method and path. Paths are compared as they were sent: no decoding, no `..`, so that
// nothing can be reached by another spelling.
class Router {
 public:
  // `path` alone, or with everything below it when it ends in `/`. The longest path that fits wins.
  void Add(std::string method, std::string path, http::Handler handler);

  // Has the request answered: NOT_FOUND/PATH_NOT_FOUND where nobody does, 405 where somebody does for other methods.
  asio::awaitable<absl::Status> Route(http::Exchange& exchange) const;

 private:
  using ByMethod = std::map<std::string, http::Handler, std::less<>>;

  const ByMethod* Find(std::string_view path) const;

  std::map<std::string, ByMethod, std::less<>> exact_;
  std::map<std::string, ByMethod, std::less<>> below_;
};

}  // namespace zamer::gateway
