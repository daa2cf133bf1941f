#include "services/scheduling/domain/belongs.h"

#include "services/common/names/names.h"

namespace zamer::scheduling {

void CheckBelongs(std::string_view name, std::string_view parent, std::string_view field, Violations& violations) {
  if (name.empty() || DepartmentOf(name) == DepartmentOf(parent)) return;
  violations.Add(field, "must be of the department that the request names");
}

}  // namespace zamer::scheduling
