// Whether a browser sent a request from one of our own pages.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace zamer::gateway::access {

// What tells it.
struct Sender {
  // The header `origin`; empty when there is none, as with navigations and programs.
  std::string_view origin;
  // The header `host` of the request.
  std::string_view host;
  // Whether it came over TLS.
  bool secure = false;
};

// Whether a request that relies on a cookie may be answered. `allowed`: other origins whose pages are ours, such as the
// public one where TLS ends before the edge.
bool IsOwnOrigin(const Sender& sender, const std::vector<std::string>& allowed);

// Whether this is a path of ours to go on to, and not a way of writing another site's address: for what came with a
// request.
bool IsLocalPath(std::string_view path);

}  // namespace zamer::gateway::access
