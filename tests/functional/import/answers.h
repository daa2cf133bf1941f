// What Zamer says, asked of the metrics service.
#pragma once
#include <absl/status/statusor.h>

#include <string>

#include "tests/functional/import/numbers.h"
#include "tests/support/caller.h"

namespace zamer::testing {

// Notes the ends of the feeds of leads and contracts as seen, so that questions wait until all of it is counted.
absl::Status SeeAll(const Cluster& cluster, Seen& seen);

// Checks besides that every rate and interval follows from its numerator and denominator, by a formula of the test's
// own; Google Test tells where one does not. Asks again while the service has not counted all that was seen.
absl::StatusOr<Answer> Ask(Caller& caller, const std::string& department, const Question& question);

}  // namespace zamer::testing
