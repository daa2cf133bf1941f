// Names in a request that must be of one department.
#pragma once
#include <string_view>

#include "services/common/status/errors.h"

namespace zamer::scheduling {

// Adds a violation of `field` unless `name` is empty or belongs to the department `parent`.
void CheckBelongs(std::string_view name, std::string_view parent, std::string_view field, Violations& violations);

}  // namespace zamer::scheduling
