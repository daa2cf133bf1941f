#include "services/zamerctl/reference/table_rows.h"

#include <absl/strings/str_cat.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "services/common/status/macros.h"

namespace zamer::ctl {

absl::Status ForEachRow(const std::string& path, const std::vector<std::string>& columns,
                        absl::FunctionRef<absl::Status(const Row&)> take) {
  const std::filesystem::path file(path);
  ZAMER_ASSIGN_OR_RETURN(const std::unique_ptr<TableFile> table,
                         TableFile::Open(file.parent_path().string(), {.path = file.filename().string()}));
  for (const std::string& column : columns) {
    if (table->columns().contains(column)) continue;
    return absl::InvalidArgumentError(absl::StrCat(path, ": has no column ", column));
  }
  while (true) {
    ZAMER_ASSIGN_OR_RETURN(const std::optional<Row> row, table->Next());
    if (!row) return absl::OkStatus();
    if (!row->fault().empty()) {
      return absl::InvalidArgumentError(absl::StrCat(path, ": line ", row->line(), ": ", row->fault()));
    }
    ZAMER_RETURN_IF_ERROR(take(*row));
  }
}

absl::Status RowFault(const Row& row, std::string_view column, std::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat("line ", row.line(), ": ", std::string(column), " ", std::string(message)));
}

}  // namespace zamer::ctl
