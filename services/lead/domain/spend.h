// What was spent on marketing, by local day, channel and campaign.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/civil_time.h>

#include <string>
#include <string_view>
#include <utility>
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

// Days from the first to the last.
struct DayRange {
  absl::CivilDay first;
  absl::CivilDay last;
};
// INVALID_ARGUMENT/FIELD_INVALID when a date does not exist, or the last is before the first or more than 366 days
// later.
absl::StatusOr<DayRange> DayRangeOf(const v1::ListSpendsRequest& request);

// A place in the list of spends: those of `day` up to and with `key` are before it.
struct SpendPlace {
  absl::CivilDay day;
  std::string key = {};  // channel and campaign
};

// A page of spends, by day, then channel and campaign.
class SpendPage {
 public:
  SpendPage(SpendPlace after, int size) : last_(std::move(after)), size_(size) {}

  // Takes what was spent on a day, as far as there is room. Days come in their order.
  void Add(absl::CivilDay day, const v1::SpendDay& spent);
  // Whether there was more than had room.
  bool full() const { return full_; }
  // Of the last that is in the page.
  const SpendPlace& last() const { return last_; }
  v1::ListSpendsResponse& response() { return response_; }

 private:
  SpendPlace last_;
  int size_;
  bool full_ = false;
  v1::ListSpendsResponse response_;
};

}  // namespace zamer::lead
