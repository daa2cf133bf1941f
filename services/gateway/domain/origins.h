#pragma once

#include <set>
#include <string>
#include <string_view>

namespace zamer::gateway {

// Whose pages may call the edge: its own, and those of the sites that the operator names.
class Origins {
 public:
  // Origins as browsers write them, such as `https://crm.example.com`.
  explicit Origins(std::set<std::string, std::less<>> allowed) : allowed_(std::move(allowed)) {}

  // Whether this is one of the sites that were named.
  bool IsAllowed(std::string_view origin) const { return allowed_.contains(origin); }

  // Whether a page of `origin` may act in the name of who is signed in: `host` as the request has it. The scheme is not
  // compared, since TLS may end before the edge does.
  bool MayAct(std::string_view origin, std::string_view host) const;

 private:
  std::set<std::string, std::less<>> allowed_;
};

}  // namespace zamer::gateway
