#include "services/lead/domain/rules.h"

#include "services/common/time/timestamps.h"

namespace zamer::lead {

Rules RulesOf(const scheduling::v1::DepartmentSettings& settings) {
  Rules rules;
  rules.pull = settings.assignment_mode() == scheduling::v1::DepartmentSettings::PULL;
  if (settings.has_next_step_grace()) rules.next_step_grace = FromProtoDuration(settings.next_step_grace());
  if (settings.has_confirm_before()) rules.focus.confirm_before = FromProtoDuration(settings.confirm_before());
  if (settings.has_stale_after()) rules.focus.stale_after = FromProtoDuration(settings.stale_after());
  if (!settings.unreachable_reason().empty()) rules.unreachable_reason = settings.unreachable_reason();
  if (settings.has_required_attempts()) rules.required_attempts = settings.required_attempts();
  if (settings.has_required_attempt_days()) rules.required_attempt_days = settings.required_attempt_days();
  return rules;
}

}  // namespace zamer::lead
