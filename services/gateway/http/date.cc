#include "services/gateway/http/date.h"

#include <absl/time/clock.h>
#include <absl/time/time.h>

#include <cstdint>

namespace zamer::gateway::http {

std::string DateOfNow() {
  // Formatting costs more than all the rest of an answer's head; it changes once a second.
  thread_local std::int64_t second = 0;
  thread_local std::string text;
  const absl::Time now = absl::Now();
  if (const std::int64_t this_second = absl::ToUnixSeconds(now); this_second != second) {
    second = this_second;
    text = absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT", now, absl::UTCTimeZone());
  }
  return text;
}

}  // namespace zamer::gateway::http
