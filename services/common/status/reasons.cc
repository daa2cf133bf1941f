#include "services/common/status/reasons.h"

#include <algorithm>

namespace zamer {

std::optional<Reason> ParseReason(std::string_view name) {
  const auto entry = std::ranges::find(AllReasons(), name, &ReasonEntry::name);
  if (entry == AllReasons().end()) return std::nullopt;
  return entry->reason;
}

}  // namespace zamer
