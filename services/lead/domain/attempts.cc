#include "services/lead/domain/attempts.h"

#include <set>

#include "services/common/time/timestamps.h"
#include "services/lead/domain/first_response.h"

namespace zamer::lead {

bool SaysUnreachable(const std::string& reason, const Rules& rules) { return reason == rules.unreachable_reason; }

bool TooFewAttempts(const std::vector<v1::Interaction>& history, const Rules& rules, absl::TimeZone zone) {
  int attempts = 0;
  std::set<absl::CivilDay> days;
  for (const v1::Interaction& interaction : history) {
    if (!IsAttempt(interaction)) continue;
    ++attempts;
    days.insert(absl::ToCivilDay(FromTimestamp(interaction.occurred_time()), zone));
  }
  return attempts < rules.required_attempts || static_cast<int>(days.size()) < rules.required_attempt_days;
}

}  // namespace zamer::lead
