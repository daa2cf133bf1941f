// What has to exist before rows name it.
#pragma once
#include <absl/status/statusor.h>

#include "services/zamerctl/client/session.h"
#include "services/zamerctl/import/mapping.h"
#include "services/zamerctl/import/survey.h"

namespace zamer::ctl {

// Whether the department is there.
absl::StatusOr<bool> DepartmentExists(Session& session, const Mapping& mapping);

// Creates department, employees and channels that are not there yet; those that are stay as they are.
absl::Status Prepare(Session& session, const Mapping& mapping, const Survey& survey, const std::string& run_id);

}  // namespace zamer::ctl
