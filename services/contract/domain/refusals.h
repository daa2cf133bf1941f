// Errors about one field of a request; its path is also in the metadata as `field`.
#pragma once
#include <absl/status/status.h>

#include <string_view>

namespace zamer::contract {

// INVALID_ARGUMENT/FIELD_INVALID. `description` says what the field must be: "must not be in the future".
absl::Status FieldRefused(std::string_view field, std::string_view description);
// INVALID_ARGUMENT/AMOUNT_OUT_OF_RANGE.
absl::Status AmountRefused(std::string_view field, std::string_view description);
// INVALID_ARGUMENT/CURRENCY_MISMATCH: the amount must be in `currency`.
absl::Status CurrencyRefused(std::string_view field, std::string_view currency);

}  // namespace zamer::contract
