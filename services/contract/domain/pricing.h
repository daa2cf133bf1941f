// What an estimate comes to.
#pragma once
#include <absl/status/status.h>

#include <string_view>

#include "zamer/contract/v1/contract.pb.h"

namespace zamer::contract {

// Fills the lines' totals, the list total, the total and the discount's share from the lines and the discounts. The
// discount on the whole is split over the lines by what each costs after its own, so the lines sum to the total
// exactly.
//
// INVALID_ARGUMENT: CURRENCY_MISMATCH for an amount in another currency than `currency`; AMOUNT_OUT_OF_RANGE for one
// that is negative, too large, or a discount larger than what it is taken from.
absl::Status Price(v1::Estimate& estimate, std::string_view currency);

}  // namespace zamer::contract
