// Estimates, contracts and people for the tests of contract's domain.
#pragma once
#include <absl/strings/str_cat.h>
#include <absl/time/time.h>

#include <string>
#include <vector>

#include "services/common/time/timestamps.h"
#include "services/contract/domain/actor.h"
#include "services/contract/domain/estimate.h"
#include "services/contract/domain/ledger.h"
#include "services/contract/domain/money.h"
#include "tests/support/fakes.h"
#include "zamer/contract/v1/contract.pb.h"
#include "zamer/contract/v1/contract_records.pb.h"

namespace zamer::contract {

using testing::TestNow;

inline const std::string kLead = "departments/d1/leads/l1";
inline const std::string kContract = "departments/d1/contracts/c1";
inline const std::string kEstimate = "departments/d1/estimates/e1";
inline const std::string kOrder = "departments/d1/productionOrders/c1";

inline Actor Anna() { return {.name = "departments/d1/employees/anna"}; }
inline Actor Boris() { return {.name = "departments/d1/employees/boris"}; }
inline Actor Head() { return {.name = "departments/d1/employees/head", .sales_head = true}; }
inline Actor Deputy() { return {.name = "departments/d1/employees/deputy", .sales_head = true}; }
inline Actor Bank() { return {.name = "services/bank", .service = true}; }

inline type::v1::Money Rub(std::int64_t minor_units) { return MakeMoney("RUB", minor_units); }

// 24 hours, 10 %, 50 %.
inline v1::DepartmentTerms Terms() {
  v1::DepartmentTerms terms;
  terms.set_version(1);
  terms.set_currency_code("RUB");
  terms.set_first_touch_hours(24);
  terms.set_designer_discount_limit_bps(1000);
  terms.set_prepaid_share_bps(5000);
  return terms;
}

inline v1::Line LineOf(std::int64_t quantity_milli, std::int64_t price, std::int64_t discount = 0) {
  v1::Line line;
  line.set_product("kitchen");
  line.set_quantity_milli(quantity_milli);
  *line.mutable_unit_price() = Rub(price);
  if (discount != 0) *line.mutable_discount() = Rub(discount);
  return line;
}

// An offer of these lines, as a caller sends it.
inline v1::Estimate OfferOf(const std::vector<v1::Line>& lines, std::int64_t discount = 0) {
  v1::Estimate offer;
  offer.set_lead(kLead);
  for (const v1::Line& line : lines) *offer.add_lines() = line;
  if (discount != 0) *offer.mutable_discount() = Rub(discount);
  return offer;
}

// One line of 100,000.00 with this discount on the whole.
inline v1::Estimate OfferWithDiscount(std::int64_t discount) { return OfferOf({LineOf(1000, 10'000'000)}, discount); }

// Anna's estimate over 100,000.00, put into a state.
inline v1::Estimate EstimateIn(v1::Estimate::State state, std::int64_t discount = 0) {
  v1::Estimate estimate =
      CreateEstimate(OfferWithDiscount(discount), kEstimate, kLead, Anna(), Terms(), TestNow()).value();
  estimate.set_state(state);
  if (state == v1::Estimate::APPROVED) estimate.set_approved_version("v1");
  if (state == v1::Estimate::SIGNED) estimate.set_contract(kContract);
  return estimate;
}

inline v1::LedgerEntry Entry(std::string id, v1::LedgerEntry::Kind kind, std::int64_t minor_units) {
  v1::LedgerEntry entry;
  entry.set_external_id(std::move(id));
  entry.set_kind(kind);
  *entry.mutable_amount() = Rub(minor_units);
  return entry;
}

inline v1::LedgerEntry Payment(std::string id, std::int64_t minor_units) {
  return Entry(std::move(id), v1::LedgerEntry::PAYMENT, minor_units);
}

// Anna's contract over 1,000.00, signed an hour ago, with this ledger.
inline v1::Contract ContractWith(const std::vector<v1::LedgerEntry>& ledger) {
  v1::Contract contract;
  contract.set_name(kContract);
  contract.set_lead(kLead);
  contract.set_designer(Anna().name);
  *contract.mutable_total() = Rub(100'000);
  *contract.mutable_list_total() = Rub(110'000);
  *contract.mutable_sign_time() = ToTimestamp(TestNow() - absl::Hours(1));
  for (const v1::LedgerEntry& entry : ledger) *contract.add_ledger() = entry;
  EXPECT_TRUE(Settle(contract, "RUB", Terms().prepaid_share_bps()).ok());
  return contract;
}

// The same put into a state, with a ledger that fits it.
inline v1::Contract ContractIn(v1::Contract::State state) {
  const std::int64_t paid = state == v1::Contract::SIGNED ? 0 : state == v1::Contract::PARTLY_PREPAID ? 1'000 : 50'000;
  v1::Contract contract = paid == 0 ? ContractWith({}) : ContractWith({Payment("p1", paid)});
  if (state == v1::Contract::IN_PRODUCTION || state == v1::Contract::CLOSED) contract.set_production_order(kOrder);
  contract.set_state(state);
  return contract;
}

// Meetings of the lead, as pairs of start and end.
inline v1::LeadMeetings Held(const std::vector<std::pair<absl::Time, absl::Time>>& times) {
  v1::LeadMeetings meetings;
  for (const auto& [start, end] : times) {
    v1::HeldMeeting& held = *meetings.add_held();
    held.set_meeting(absl::StrCat("departments/d1/meetings/m", meetings.held_size()));
    *held.mutable_start_time() = ToTimestamp(start);
    *held.mutable_end_time() = ToTimestamp(end);
  }
  return meetings;
}

}  // namespace zamer::contract
