#include "services/gateway/http/headers.h"

#include <algorithm>

namespace zamer::gateway::http {

std::string_view Headers::Get(std::string_view name) const {
  const auto found =
      std::find_if(fields_.begin(), fields_.end(), [name](const auto& field) { return field.first == name; });
  return found == fields_.end() ? std::string_view() : std::string_view(found->second);
}

bool Headers::Has(std::string_view name) const {
  return std::any_of(fields_.begin(), fields_.end(), [name](const auto& field) { return field.first == name; });
}

}  // namespace zamer::gateway::http
