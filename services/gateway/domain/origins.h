#pragma once

#include <set>
#include <string>
#include <string_view>

namespace zamer::gateway {

// Sites besides our own whose pages may call the edge and read its answers, as the operator names them.
class Origins {
 public:
  // Origins as browsers write them, such as `https://crm.example.com`.
  explicit Origins(std::set<std::string, std::less<>> allowed) : allowed_(std::move(allowed)) {}

  bool IsAllowed(std::string_view origin) const { return allowed_.contains(origin); }

 private:
  std::set<std::string, std::less<>> allowed_;
};

}  // namespace zamer::gateway
