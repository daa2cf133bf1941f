#include "services/gateway/intake/options.h"

#include <absl/strings/str_cat.h>

#include <optional>
#include <string>
#include <utility>

#include "services/gateway/domain/intake/ways_in_file.h"

namespace zamer::gateway::intake {
namespace {

constexpr absl::Duration kDay = absl::Hours(24);

}  // namespace

void IntakeOptions::Declare(config::Options& options) {
  options.Group("Ways in for channels");
  options.Add("ways-in-file", ways_in_file, "YAML file of the places at which channels deliver; see docs/ways-in.md.");
  options.Add("intake-keep-rejected", keep_rejected,
              "How long what was rejected is kept to be delivered again; personal data.",
              config::Between(kDay, 365 * kDay));
  options.Check([this]() -> std::optional<std::string> {
    if (ways_in_file.path.empty()) return std::nullopt;
    absl::StatusOr<WaysIn> read = ReadWaysInFile(ways_in_file.path);
    if (!read.ok()) return absl::StrCat("--ways-in-file has faults:\n", read.status().message());
    ways = *std::move(read);
    return std::nullopt;
  });
}

}  // namespace zamer::gateway::intake
