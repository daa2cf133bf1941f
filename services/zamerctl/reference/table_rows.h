// Walking a small table of reference data.
#pragma once
#include <absl/functional/function_ref.h>
#include <absl/status/status.h>

#include <string>
#include <string_view>
#include <vector>

#include "services/zamerctl/import/table_file.h"

namespace zamer::ctl {

// Gives each row of a UTF-8 CSV file to `take`, until one is refused. NOT_FOUND when there is no such file;
// INVALID_ARGUMENT when it lacks one of the columns, or a row cannot be read.
absl::Status ForEachRow(const std::string& path, const std::vector<std::string>& columns,
                        absl::FunctionRef<absl::Status(const Row&)> take);

// INVALID_ARGUMENT that names the line and the column.
absl::Status RowFault(const Row& row, std::string_view column, std::string_view message);

}  // namespace zamer::ctl
