#include "services/contract/domain/estimate.h"

#include <absl/strings/str_cat.h>

#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/contract/domain/pricing.h"
#include "services/contract/domain/refusals.h"

namespace zamer::contract {
namespace {

using v1::Estimate;

absl::Status Illegal(const Estimate& estimate, Estimate::State to) {
  return IllegalTransition(estimate.name(), Estimate::State_Name(estimate.state()), Estimate::State_Name(to));
}

bool MayChange(Estimate::State state) {
  return state == Estimate::DRAFT || state == Estimate::APPROVAL_PENDING || state == Estimate::APPROVED ||
         state == Estimate::REJECTED;
}

absl::Status OverLimit(const Estimate& estimate, const v1::DepartmentTerms& terms, std::string_view sentence) {
  return FailedPrecondition(Reason::kDiscountOverLimit, sentence,
                            {{"discount_bps", absl::StrCat(estimate.discount_bps())},
                             {"limit_bps", absl::StrCat(terms.designer_discount_limit_bps())}});
}

// Prices a version that nobody has approved yet.
absl::StatusOr<Estimate> Offer(Estimate estimate, const Actor& actor, const v1::DepartmentTerms& terms) {
  ZAMER_RETURN_IF_ERROR(Price(estimate, terms.currency_code()));
  const bool over = estimate.discount_bps() > terms.designer_discount_limit_bps();
  estimate.set_state(over ? Estimate::APPROVAL_PENDING : Estimate::DRAFT);
  estimate.set_changed_by(actor.name);
  estimate.clear_approved_version();
  estimate.clear_decided_by();
  return estimate;
}

}  // namespace

absl::StatusOr<Estimate> CreateEstimate(const Estimate& input, std::string name, std::string lead, const Actor& actor,
                                        const v1::DepartmentTerms& terms, absl::Time now) {
  Estimate estimate;
  estimate.set_name(std::move(name));
  estimate.set_lead(std::move(lead));
  estimate.set_designer(actor.name);
  *estimate.mutable_lines() = input.lines();
  if (input.has_discount()) *estimate.mutable_discount() = input.discount();
  *estimate.mutable_create_time() = ToTimestamp(now);
  return Offer(std::move(estimate), actor, terms);
}

absl::StatusOr<Estimate> UpdateEstimate(const Estimate& current, const Estimate& input, OfferParts parts,
                                        const Actor& actor, const v1::DepartmentTerms& terms) {
  ZAMER_RETURN_IF_ERROR(CheckOwn(actor, current.designer()));
  if (!MayChange(current.state())) return Illegal(current, Estimate::DRAFT);
  // Without a mask an update means the whole offer, though it does not name the lines.
  if (parts.lines && input.lines().empty()) return FieldRefused("estimate.lines", "must have at least one item");
  Estimate next = current;
  if (parts.lines) *next.mutable_lines() = input.lines();
  if (parts.discount) {
    next.clear_discount();
    if (input.has_discount()) *next.mutable_discount() = input.discount();
  }
  return Offer(std::move(next), actor, terms);
}

absl::StatusOr<Estimate> ApproveEstimate(const Estimate& current, const Actor& actor, std::string version) {
  if (current.state() != Estimate::APPROVAL_PENDING) return Illegal(current, Estimate::APPROVED);
  if (actor.name == current.designer() || actor.name == current.changed_by()) {
    return FailedPrecondition(Reason::kApproverIsRequester,
                              "You made this version of the estimate; ask another sales head to approve it.");
  }
  Estimate next = current;
  next.set_state(Estimate::APPROVED);
  next.set_approved_version(std::move(version));
  next.set_decided_by(actor.name);
  return next;
}

absl::StatusOr<Estimate> RejectEstimate(const Estimate& current, const Actor& actor) {
  if (current.state() != Estimate::APPROVAL_PENDING) return Illegal(current, Estimate::REJECTED);
  Estimate next = current;
  next.set_state(Estimate::REJECTED);
  next.set_decided_by(actor.name);
  return next;
}

absl::Status CheckSignable(const Estimate& estimate, std::string_view version, const v1::DepartmentTerms& terms) {
  const Estimate::State state = estimate.state();
  if (state == Estimate::DRAFT) {
    if (estimate.discount_bps() <= terms.designer_discount_limit_bps()) return absl::OkStatus();
    return OverLimit(estimate, terms, "The limit is lower by now: lower the discount, or update to ask for approval.");
  }
  if (state == Estimate::APPROVED) {
    if (estimate.approved_version() == version) return absl::OkStatus();
    return FailedPrecondition(Reason::kApprovalStale, "Another version was approved: update to ask for approval.");
  }
  if (state == Estimate::APPROVAL_PENDING) {
    return OverLimit(estimate, terms, "The sales head has not approved the discount yet: wait, or lower it.");
  }
  if (state == Estimate::REJECTED) {
    return OverLimit(estimate, terms, "The sales head refused the discount: lower it.");
  }
  if (state == Estimate::SIGNED) {
    return AlreadyExists(Reason::kContractAlreadyExists, "The estimate is signed already: open its contract.",
                         {{"contract", estimate.contract()}});
  }
  if (state == Estimate::EXPIRED) {
    return FailedPrecondition(Reason::kQuoteExpired, "The offer's validity is over: make a new estimate.");
  }
  return Illegal(estimate, Estimate::SIGNED);
}

}  // namespace zamer::contract
