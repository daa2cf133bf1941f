// What the intake is told by flags and environment.
#pragma once
#include <absl/time/time.h>

#include "services/common/config/options.h"
#include "services/gateway/domain/intake/way_in.h"

namespace zamer::gateway::intake {

struct IntakeOptions {
  // Empty: there are no ways in.
  config::FilePath ways_in_file = {};
  absl::Duration keep_rejected = absl::Hours(24 * 30);
  // What the file says, once the options are read.
  WaysIn ways = {};

  // Must outlive the Options.
  void Declare(config::Options& options);
};

}  // namespace zamer::gateway::intake
