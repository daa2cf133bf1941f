#include "services/contract/domain/signing.h"

#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/contract/domain/estimate.h"
#include "services/contract/domain/first_touch.h"
#include "services/contract/domain/ledger.h"

namespace zamer::contract {
namespace {

absl::Status CheckMeetingHeld(const SignedLead& lead) {
  if (!lead.meetings.held().empty()) return absl::OkStatus();
  return FailedPrecondition(Reason::kMeetingNotHeld,
                            "No held meeting of the lead is known: record the meeting's outcome first, and send the "
                            "zamer-position of that answer with this call.",
                            {{"lead", lead.name}});
}

}  // namespace

absl::StatusOr<Signing> SignContract(const v1::Estimate& estimate, const SignedLead& lead,
                                     const v1::DepartmentTerms& terms, const Signature& signature) {
  ZAMER_RETURN_IF_ERROR(CheckOwn(signature.actor, estimate.designer()));
  ZAMER_RETURN_IF_ERROR(CheckSignable(estimate, signature.version, terms));
  ZAMER_RETURN_IF_ERROR(CheckMeetingHeld(lead));

  Signing signing{estimate, {}};
  signing.estimate.set_state(v1::Estimate::SIGNED);
  signing.estimate.set_contract(signature.contract);

  v1::Contract& contract = signing.contract;
  contract.set_name(signature.contract);
  contract.set_lead(lead.name);
  contract.set_estimate(estimate.name());
  contract.set_designer(signature.actor.name);
  *contract.mutable_sign_time() = ToTimestamp(signature.time);
  *contract.mutable_total() = estimate.total();
  *contract.mutable_list_total() = estimate.list_total();
  contract.set_first_touch(IsFirstTouch(lead.meetings, signature.time, absl::Hours(terms.first_touch_hours())));
  contract.set_meeting(lead.meetings.held(0).meeting());
  *contract.mutable_create_time() = ToTimestamp(signature.now);
  ZAMER_RETURN_IF_ERROR(Settle(contract, estimate.total().currency_code(), terms.prepaid_share_bps()));
  return signing;
}

}  // namespace zamer::contract
