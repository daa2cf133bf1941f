// Reads the facts of subjects, and says what they add to the counters.
#pragma once
#include <absl/functional/function_ref.h>
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/store/store.h"
#include "services/metrics/domain/case_index.h"
#include "services/metrics/domain/cells.h"

namespace zamer::metrics {

// Subjects of one kind.
struct Subjects {
  std::string department;
  absl::TimeZone zone;
  SubjectKind kind = SubjectKind::kLead;
  std::vector<std::string> ids = {};
};

// Told what each of them adds, in their order; nothing for one that is gone. The credits are good for the call only.
using ToldAmounts = absl::FunctionRef<void(const std::string& id, const std::vector<Amount>& amounts)>;
// One round trip.
asio::awaitable<absl::Status> ReadContributions(store::Store& store, Subjects subjects, absl::Time deadline,
                                                ToldAmounts told);

// The resource name of what counts: the lead, the visit, or whose shift or leads it was. Spend, markets and thin hours
// have none: their day and their dimensions say what they are.
std::string SubjectName(std::string_view department, const Subject& subject, const Credit& credit);

}  // namespace zamer::metrics
