#include "services/lead/domain/one_lead.h"

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"

namespace zamer::lead {
namespace {

absl::Status CheckGoesOn(const v1::Lead& lead, const std::string& now) {
  if (lead.name() == now) return absl::OkStatus();
  return FailedPrecondition(Reason::kIllegalTransition,
                            "The lead is merged into another already: name that one instead.",
                            {{"subject", lead.name()}, {"from", "MERGED"}, {"to", "MERGED"}, {"merged_into", now}});
}

}  // namespace

absl::Status CheckNotOneLead(const v1::Lead& a, const v1::Lead& b, const std::string& a_now, const std::string& b_now) {
  if (a_now == b_now) {
    return FailedPrecondition(Reason::kMergeCycle, "The two are one lead already: work on the one that goes on.",
                              {{"lead", a.name()}, {"other", b.name()}, {"merged_into", a_now}});
  }
  ZAMER_RETURN_IF_ERROR(CheckGoesOn(a, a_now));
  return CheckGoesOn(b, b_now);
}

}  // namespace zamer::lead
