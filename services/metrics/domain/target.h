// Plan and fact: what a target may be, and how far one is reached.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/civil_time.h>

#include <optional>
#include <string_view>

#include "services/metrics/domain/cells.h"
#include "zamer/metrics/v1/target.pb.h"

namespace zamer::metrics {

// Months from the first to the last.
struct MonthRange {
  absl::CivilMonth first;
  absl::CivilMonth last;
};
// INVALID_ARGUMENT/FIELD_INVALID for what is no month, or more than two years of them.
absl::StatusOr<MonthRange> MonthRangeOf(const v1::ListTargetsRequest& request);

// NOT_FOUND/KPI_NOT_FOUND; INVALID_ARGUMENT/FIELD_INVALID for a KPI that no target can be set for, a value of another
// kind than the KPI's, a person without a dimension or a dimension without a person.
absl::Status CheckTarget(const v1::SetTargetRequest& request);
// INVALID_ARGUMENT/CURRENCY_MISMATCH or AMOUNT_OUT_OF_RANGE unless an amount is above zero and in the department's
// currency.
absl::Status CheckAmount(const v1::Target& target, std::string_view currency_code);

// The target's value and the fact's, in the unit in which both count: cases, minor units, or a share of 1. A share of
// nothing is no number, and neither is an amount in a currency that the department had before.
double ValueOf(const v1::Target& target);
std::optional<double> FactOf(const v1::Target& target, const v1::KpiValue& fact);

// How far the target is reached.
v1::TargetProgress ProgressOf(const v1::Target& target, v1::KpiValue fact, const v1::WorkingMonth& month);

}  // namespace zamer::metrics
