// A first look at all files: whether they fit the mapping, and what has to be known before rows are sent.
#pragma once
#include <absl/status/statusor.h>

#include <map>
#include <string>

#include "services/zamerctl/import/mapping.h"
#include "services/zamerctl/import/row_reader.h"

namespace zamer::ctl {

struct Survey {
  Lookups lookups;
  // Of the contents of all files.
  std::string digest;
  // Who and what is to exist before rows name it: id to what people call it.
  std::map<std::string, std::string> employees;
  std::map<std::string, std::string> channels;
};

// Reads every file that the mapping uses. INVALID_ARGUMENT with a line for each column that the mapping names and its
// file lacks, and for each pair of names that would become the same id; other errors as TableFile's.
absl::StatusOr<Survey> SurveyFiles(const Mapping& mapping, const std::string& folder);

}  // namespace zamer::ctl
