// Secrets that are typed or piped in: never on the command line, where everybody on the machine can read them.
#pragma once
#include <absl/status/statusor.h>

#include <string>

namespace zamer::ctl {

// The first line of the file; without a file, of standard input, which a terminal then does not show. NOT_FOUND when
// there is none.
absl::StatusOr<std::string> ReadSecret(const std::string& file, const std::string& prompt);

}  // namespace zamer::ctl
