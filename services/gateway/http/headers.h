#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zamer::gateway::http {

// Header fields of a request or an answer, in order. Names are in lower case, as HTTP/2 has them.
class Headers {
 public:
  Headers() = default;
  Headers(std::initializer_list<std::pair<std::string, std::string>> fields) : fields_(fields) {}

  void Add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  // The value of the first field of this name; empty without one.
  std::string_view Get(std::string_view name) const;
  bool Has(std::string_view name) const;

  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

}  // namespace zamer::gateway::http
