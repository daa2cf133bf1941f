#include "services/zamerctl/commands/period.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <array>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"

namespace zamer::ctl {
namespace {

using metrics::v1::Dimension;

constexpr std::array<std::pair<std::string_view, Dimension>, 6> kDimensions = {
    {{"channel", metrics::v1::CHANNEL},
     {"campaign", metrics::v1::CAMPAIGN},
     {"city", metrics::v1::CITY},
     {"lead-manager", metrics::v1::LEAD_MANAGER},
     {"designer", metrics::v1::DESIGNER},
     {"loss-reason", metrics::v1::LOSS_REASON}}};

}  // namespace

void PeriodOptions::Declare(CLI::App& command) {
  command.add_option("--department", department, "Id of the department")->required();
  command.add_option("--from", from, "First day, such as 2024-01-01")->required();
  command.add_option("--to", to, "Last day, included")->required();
  command.add_option("--basis", basis, "cohort: by the day the lead came; event: by the day of each step")
      ->check(CLI::IsMember({"cohort", "event"}))
      ->capture_default_str();
  command.add_option("--filter", filters, "Keeps one value, such as channel=facebook-ads; may be given again");
}

template <typename Request>
absl::Status SetPeriod(const PeriodOptions& options, Request& request) {
  request.set_parent(DepartmentNameOf(options.department));
  ZAMER_ASSIGN_OR_RETURN(const absl::CivilDay first, ParseDay(options.from));
  ZAMER_ASSIGN_OR_RETURN(const absl::CivilDay last, ParseDay(options.to));
  *request.mutable_period()->mutable_start_date() = ToDate(first);
  *request.mutable_period()->mutable_end_date() = ToDate(last);
  request.set_basis(options.basis == "event" ? metrics::v1::EVENT_DATE : metrics::v1::COHORT);
  for (const std::string& filter : options.filters) {
    const std::size_t equals = filter.find('=');
    const Dimension dimension = DimensionOf(std::string_view(filter).substr(0, equals));
    if (equals == std::string::npos || dimension == metrics::v1::DIMENSION_UNSPECIFIED) {
      return absl::InvalidArgumentError("--filter must be a dimension, =, and a value, such as channel=facebook-ads");
    }
    *request.add_filters() = FilterOf(options.department, dimension, filter.substr(equals + 1));
  }
  return absl::OkStatus();
}

template absl::Status SetPeriod(const PeriodOptions&, metrics::v1::GetFunnelRequest&);
template absl::Status SetPeriod(const PeriodOptions&, metrics::v1::QueryKpisRequest&);
template absl::Status SetPeriod(const PeriodOptions&, metrics::v1::ListCasesRequest&);

Dimension DimensionOf(std::string_view name) {
  for (const auto& [known, dimension] : kDimensions) {
    if (known == name) return dimension;
  }
  return metrics::v1::DIMENSION_UNSPECIFIED;
}

std::vector<std::string> DimensionNames() {
  std::vector<std::string> names;
  for (const auto& [name, dimension] : kDimensions) names.emplace_back(name);
  return names;
}

metrics::v1::DimensionFilter FilterOf(const std::string& department, Dimension dimension, const std::string& value) {
  metrics::v1::DimensionFilter filter;
  filter.set_dimension(dimension);
  const bool is_text =
      dimension == metrics::v1::CAMPAIGN || dimension == metrics::v1::CITY || dimension == metrics::v1::LOSS_REASON;
  const bool is_name = value.find('/') != std::string::npos || value.empty();
  const std::string_view collection = dimension == metrics::v1::CHANNEL ? "channels" : "employees";
  filter.add_values(is_text || is_name ? value : Child(DepartmentNameOf(department), collection, value));
  return filter;
}

std::string ShowValue(std::string_view value) {
  return value.empty() ? "(none)" : std::string(value.starts_with("departments/") ? LastSegment(value) : value);
}

std::string ShowRate(const metrics::v1::Ratio& ratio) {
  return ratio.has_rate() ? absl::StrFormat("%.2f %%", ratio.rate() * 100) : "-";
}

std::string ShowInterval(const metrics::v1::Ratio& ratio) {
  if (!ratio.has_lower() || !ratio.has_upper()) return "-";
  return absl::StrFormat("%.2f .. %.2f %%", ratio.lower() * 100, ratio.upper() * 100);
}

}  // namespace zamer::ctl
