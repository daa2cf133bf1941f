// What is counted, as the tests of contributions ask for it.
#pragma once
#include <absl/strings/str_format.h>

#include <cstdint>
#include <string>

#include "services/metrics/domain/contribution.h"
#include "tests/unit/metrics/memory.h"

namespace zamer::metrics::testing {

// The counter of a measure in total, on a day of March 2026.
inline std::int64_t Event(const Memory& memory, Measure measure, int day) {
  return memory.Count(absl::StrFormat("event/total/2026-03-%02d", day), std::string(CodeOf(measure)));
}
inline std::int64_t Cohort(const Memory& memory, Measure measure, int day) {
  return memory.Count(absl::StrFormat("cohort/total/2026-03-%02d", day), std::string(CodeOf(measure)));
}
inline std::int64_t Undated(const Memory& memory, Measure measure) {
  return memory.Count("event/total/unknown", std::string(CodeOf(measure)));
}
inline std::int64_t By(const Memory& memory, const std::string& dimension, const std::string& value, Measure measure,
                       int day) {
  return memory.Count(absl::StrFormat("event/%s/2026-03-%02d", dimension, day),
                      value + kFieldSeparator + std::string(CodeOf(measure)));
}

}  // namespace zamer::metrics::testing
