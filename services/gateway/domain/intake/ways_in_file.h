// The file in which the operator names the ways in: docs/ways-in.md.
#pragma once
#include <absl/status/statusor.h>

#include <string>

#include "services/gateway/domain/intake/way_in.h"

namespace zamer::gateway::intake {

// Reads YAML. INVALID_ARGUMENT with one line for each fault, in the order of the file; no line repeats a secret.
absl::StatusOr<WaysIn> ParseWaysIn(const std::string& yaml);

// The same from a file. NOT_FOUND when it cannot be read.
absl::StatusOr<WaysIn> ReadWaysInFile(const std::string& path);

}  // namespace zamer::gateway::intake
