// Who sees only numbers about himself.
#pragma once
#include <absl/status/status.h>

#include "services/common/security/principal.h"
#include "zamer/metrics/v1/metrics_service.pb.h"

namespace zamer::metrics {

// Who controls, buys traffic, serves or shows sees the whole department; lead managers, office managers and designers
// see what counts for themselves. PERMISSION_DENIED/ROLE_NOT_ALLOWED, with a sentence that says what to filter by,
// unless a filter keeps nothing but the caller as a lead manager or designer.
absl::Status CheckOwn(const v1::QueryKpisRequest& request, const security::Principal& caller);
absl::Status CheckOwn(const v1::GetFunnelRequest& request, const security::Principal& caller);
// Every one of the questions.
absl::Status CheckOwn(const v1::WatchBoardRequest& request, const security::Principal& caller);
// The same for a list of targets, by its employee.
absl::Status CheckOwn(const v1::ListTargetsRequest& request, const security::Principal& caller);

}  // namespace zamer::metrics
