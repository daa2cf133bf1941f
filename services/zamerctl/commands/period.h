// Flags that questions about a period share.
#pragma once
#include <absl/status/statusor.h>

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "zamer/metrics/v1/metrics_service.pb.h"

namespace zamer::ctl {

struct PeriodOptions {
  std::string department;
  std::string from;
  std::string to;
  std::string basis = "cohort";
  // `channel=facebook-ads`; values of channels and people are bare ids.
  std::vector<std::string> filters;

  void Declare(CLI::App& command);
};

// Sets parent, period, basis and filters. INVALID_ARGUMENT for days that are none and filters of another shape.
template <typename Request>
absl::Status SetPeriod(const PeriodOptions& options, Request& request);

// A dimension by the name of the flags: channel, campaign, city, lead-manager, designer.
metrics::v1::Dimension DimensionOf(std::string_view name);
// Those names.
std::vector<std::string> DimensionNames();
// A filter that keeps one value; bare ids of channels and people become names.
metrics::v1::DimensionFilter FilterOf(const std::string& department, metrics::v1::Dimension dimension,
                                      const std::string& value);
// A value as people read it: the last part of a name; `(none)` for an empty one.
std::string ShowValue(std::string_view value);

// A share as people read it: `3.97 %`; `-` for none.
std::string ShowRate(const metrics::v1::Ratio& ratio);
// `2.9 .. 8.6 %`; `-` for none.
std::string ShowInterval(const metrics::v1::Ratio& ratio);

}  // namespace zamer::ctl
