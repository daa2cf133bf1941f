// What benches measure and how they tell it.
#pragma once
#include <absl/time/time.h>

#include <string_view>
#include <vector>

namespace zamer::bench {

// The smallest value that at least this share of all is not above; nearest rank. Zero for none.
absl::Duration Quantile(std::vector<absl::Duration> values, double share);
double Median(std::vector<double> values);

// One line: what was measured, its value, and whether it is within the limit.
//   PrintAtLeast("CreateLead / Redis", 0.86, 0.8) → "CreateLead / Redis  0.86  (limit: at least 0.80)  ok"
// Each returns whether the limit was kept.
bool PrintAtLeast(std::string_view what, double value, double limit);
bool PrintAtMost(std::string_view what, double value, double limit);
// A line without a limit.
void Print(std::string_view what, double value, std::string_view unit);

}  // namespace zamer::bench
