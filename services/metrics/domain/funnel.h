// The funnel: how many leads passed each step.
#pragma once
#include "services/metrics/domain/evaluate.h"
#include "services/metrics/domain/numbers.h"
#include "zamer/metrics/v1/metrics_service.pb.h"

namespace zamer::metrics {

void AddFunnelNeeds(Needs& needs);

// The steps in order; see Evaluate for the arguments.
v1::Funnel FunnelOf(const Numbers& numbers, const Numbers& undated, bool maturing, v1::Basis basis);

}  // namespace zamer::metrics
