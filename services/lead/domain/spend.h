// What was spent on marketing, by local day, channel and campaign.
#pragma once
#include <absl/status/status.h>

#include <string>
#include <string_view>
#include <vector>

#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/lead/v1/lead_records.pb.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// INVALID_ARGUMENT when a day is no date from 2000 to 2100, an amount is negative or of another currency, a channel is
// of another department, or a key comes twice.
absl::Status CheckSpends(const v1::RecordSpendRequest& request, const std::string& currency);

// Replaces what the day knows of the spend's channel and campaign. True when that is a change; then `fact` says it.
bool RecordSpend(v1::SpendDay& day, const v1::Spend& spend, v1::SpendRecorded& fact);

}  // namespace zamer::lead
