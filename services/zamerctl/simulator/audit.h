// Reads everything back and holds it against the ledger.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <string>
#include <vector>

#include "services/zamerctl/simulator/ledger.h"
#include "services/zamerctl/simulator/team.h"
#include "services/zamerctl/simulator/zamer.h"

namespace zamer::simulator {

// A sentence for each acknowledged write that is not there exactly once; names of resources only. `seen`: of all
// clients. Fails when something cannot be read.
asio::awaitable<absl::StatusOr<std::vector<std::string>>> Audit(Zamer& zamer, const Team& team, Seen& seen,
                                                                const Ledger& ledger);

}  // namespace zamer::simulator
