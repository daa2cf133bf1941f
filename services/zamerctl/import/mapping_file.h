// Reading a mapping from its YAML.
#pragma once
#include <absl/status/statusor.h>

#include <memory>
#include <string>

#include "services/zamerctl/import/mapping.h"

namespace zamer::ctl {

// INVALID_ARGUMENT with every fault of the text, one a line and with its line number: unknown keys, missing ones,
// values of the wrong shape, names of styles and files that are not there. `department` takes the place of the text's
// id, unless it is empty. On the heap, since fields point into it.
absl::StatusOr<std::unique_ptr<const Mapping>> ParseMapping(const std::string& yaml,
                                                            const std::string& department = "");

}  // namespace zamer::ctl
