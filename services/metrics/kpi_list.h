// Answers ListKpis.
#pragma once
#include <absl/status/statusor.h>

#include "zamer/metrics/v1/metrics_service.pb.h"

namespace zamer::metrics {

// A page of the catalogue. INVALID_ARGUMENT/PAGE_TOKEN_INVALID.
absl::StatusOr<v1::ListKpisResponse> DefinitionsOf(const v1::ListKpisRequest& request);

}  // namespace zamer::metrics
