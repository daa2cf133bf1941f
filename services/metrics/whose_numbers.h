// Whose numbers a caller may ask for.
#pragma once
#include <absl/status/status.h>

#include "services/common/security/principal.h"
#include "zamer/metrics/v1/metrics_service.pb.h"

namespace zamer::metrics {

// Who controls, buys traffic or serves may ask for everybody's. A screen on the wall may ask for the department's, of
// which nobody's name is part: neither split nor filtered by lead manager or designer. Lead managers, office managers
// and designers may ask for their own: a filter keeps nothing but the caller as a lead manager or designer. Else
// PERMISSION_DENIED/ROLE_NOT_ALLOWED, with a sentence that says what to ask for instead.
absl::Status CheckMayAsk(const v1::QueryKpisRequest& request, const security::Principal& caller);
absl::Status CheckMayAsk(const v1::GetFunnelRequest& request, const security::Principal& caller);
// Every one of the questions.
absl::Status CheckMayAsk(const v1::WatchBoardRequest& request, const security::Principal& caller);
// The same for what a number counts, but that each case is somebody's: a screen may not ask for any.
absl::Status CheckMayAsk(const v1::ListCasesRequest& request, const security::Principal& caller);
// The same for a list of targets, by its employee. Without one it is of the department, and tells people's targets only
// to who sees everybody's.
absl::Status CheckMayAsk(const v1::ListTargetsRequest& request, const security::Principal& caller);

bool SeesEverybodys(const security::Principal& caller);

}  // namespace zamer::metrics
