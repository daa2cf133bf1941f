#include <absl/strings/str_cat.h>

#include <numeric>

#include "services/common/time/timestamps.h"
#include "services/zamerctl/simulator/journey.h"

namespace zamer::simulator {
namespace {

using contract::v1::Estimate;

constexpr int kWholeBps = 10'000;
// A discount that needs nobody's approval.
constexpr int kModestBps = 500;

type::v1::Money Rubles(std::int64_t minor_units) {
  type::v1::Money money;
  money.set_currency_code(kCurrency);
  money.set_minor_units(minor_units);
  return money;
}

type::v1::Money DiscountOf(const ContractPlan& plan, int bps) {
  const std::int64_t list = std::accumulate(plan.prices.begin(), plan.prices.end(), std::int64_t{0});
  return Rubles(list / kWholeBps * bps);
}

}  // namespace

asio::awaitable<bool> Journey::MakeEstimate() {
  if (!plan_.contract.estimate || !co_await Pass(absl::Minutes(20))) co_return false;
  contract::v1::CreateEstimateRequest request;
  request.set_parent(world_.team.department());
  request.mutable_estimate()->set_lead(lead_);
  for (const std::int64_t price : plan_.contract.prices) {
    contract::v1::Line& line = *request.mutable_estimate()->add_lines();
    line.set_product("kitchen");
    line.set_quantity_milli(1000);
    *line.mutable_unit_price() = Rubles(price);
  }
  *request.mutable_estimate()->mutable_discount() = DiscountOf(plan_.contract, plan_.contract.discount_bps);
  auto estimate =
      co_await Ask(world_.team.Designer(meeting_.designer()), &ContractApi::CreateEstimate, std::move(request));
  if (!estimate) co_return false;
  estimate_ = *std::move(estimate);
  ++facts_.estimates;
  co_return co_await SettleDiscount();
}

// Over the designer's limit the sales head decides; after a no the designer offers less.
asio::awaitable<bool> Journey::SettleDiscount() {
  if (estimate_.state() != Estimate::APPROVAL_PENDING) co_return true;
  if (!co_await Pass(absl::Minutes(10))) co_return false;
  std::optional<Estimate> settled;
  if (plan_.contract.approved) {
    contract::v1::ApproveEstimateRequest request;
    request.set_name(estimate_.name());
    request.set_etag(estimate_.etag());
    settled = co_await Ask(world_.team.sales_head(), &ContractApi::ApproveEstimate, std::move(request));
  } else {
    contract::v1::RejectEstimateRequest request;
    request.set_name(estimate_.name());
    request.set_etag(estimate_.etag());
    const auto rejected = co_await Ask(world_.team.sales_head(), &ContractApi::RejectEstimate, std::move(request));
    if (!rejected) co_return false;
    contract::v1::UpdateEstimateRequest update;
    update.mutable_estimate()->set_name(rejected->name());
    update.mutable_estimate()->set_etag(rejected->etag());
    *update.mutable_estimate()->mutable_discount() = DiscountOf(plan_.contract, kModestBps);
    update.mutable_update_mask()->add_paths("discount");
    settled = co_await Ask(world_.team.Designer(meeting_.designer()), &ContractApi::UpdateEstimate, std::move(update));
  }
  if (!settled) co_return false;
  estimate_ = *std::move(settled);
  co_return true;
}

asio::awaitable<bool> Journey::Sign() {
  if (!plan_.contract.signs || !co_await Pass(plan_.contract.until_signature)) co_return false;
  contract::v1::SignContractRequest request;
  request.set_estimate(estimate_.name());
  *request.mutable_occurred_time() = ToTimestamp(now_);
  auto signed_contract =
      co_await Ask(world_.team.Designer(meeting_.designer()), &ContractApi::SignContract, std::move(request));
  if (!signed_contract) co_return false;
  contract_ = *std::move(signed_contract);
  facts_.contracts.emplace_back().name = contract_.name();
  co_return true;
}

asio::awaitable<bool> Journey::Pay() {
  const int payments = plan_.contract.payments;
  const int share_bps = plan_.contract.paid_enough ? 6000 : 2000;
  for (int i = 0; i < payments; ++i) {
    if (!co_await Pass(absl::Hours(5))) co_return false;
    contract::v1::RecordPaymentRequest request;
    request.set_parent(contract_.name());
    contract::v1::LedgerEntry& entry = *request.mutable_entry();
    entry.set_external_id(absl::StrCat("payment-", i + 1));
    entry.set_kind(contract::v1::LedgerEntry::PAYMENT);
    *entry.mutable_amount() = Rubles(contract_.total().minor_units() / kWholeBps * share_bps / payments);
    *entry.mutable_occurred_time() = ToTimestamp(now_);
    const std::int64_t amount = entry.amount().minor_units();
    auto paid =
        co_await Ask(world_.team.Designer(meeting_.designer()), &ContractApi::RecordPayment, std::move(request));
    if (!paid) co_return false;
    contract_ = *std::move(paid);
    facts_.contracts.back().payments.push_back(absl::StrCat("payment-", i + 1));
    facts_.contracts.back().paid += amount;
  }
  co_return true;
}

// By the designer when enough is paid; else now and then the sales head makes an exception.
asio::awaitable<bool> Journey::HandOver() {
  const bool prepaid = contract_.state() == contract::v1::Contract::PREPAID;
  if (!plan_.contract.hands_over || (!prepaid && plan_.luck % 4 != 0)) co_return true;
  if (!co_await Pass(absl::Hours(1))) co_return false;
  contract::v1::HandOverToProductionRequest request;
  request.set_name(contract_.name());
  request.set_force(!prepaid);
  const Person& who = prepaid ? world_.team.Designer(meeting_.designer()) : world_.team.sales_head();
  const auto order = co_await Ask(who, &ContractApi::HandOverToProduction, std::move(request));
  if (!order) co_return false;
  facts_.contracts.back().production_order = order->name();
  co_return true;
}

// After production began only the sales head may.
asio::awaitable<void> Journey::CancelContract() {
  if (!plan_.contract.cancels || !co_await Pass(absl::Hours(4))) co_return;
  contract::v1::CancelContractRequest request;
  request.set_name(contract_.name());
  request.set_reason("changed-mind");
  *request.mutable_occurred_time() = ToTimestamp(now_);
  if (!co_await Ask(world_.team.sales_head(), &ContractApi::CancelContract, std::move(request))) co_return;
  facts_.contracts.back().cancelled = true;
}

}  // namespace zamer::simulator
