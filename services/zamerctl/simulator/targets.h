// What the simulated department plans.
#pragma once
#include <absl/status/status.h>
#include <absl/time/civil_time.h>

#include <asio/awaitable.hpp>

#include "services/zamerctl/simulator/options.h"
#include "services/zamerctl/simulator/team.h"
#include "services/zamerctl/simulator/zamer.h"

namespace zamer::simulator {

// Sets targets for the months from `first` to `last`, for the department and for each of its people: about what the
// clients of a month bring, so that plan and fact lie close to each other.
asio::awaitable<absl::Status> SetTargets(Zamer& zamer, Seen& seen, const Team& team, const Options& options,
                                         absl::CivilMonth first, absl::CivilMonth last);

}  // namespace zamer::simulator
