// How attempts to sign in that failed slow down the next ones.
#pragma once
#include <absl/time/time.h>

namespace zamer::gateway::access {

// Failed attempts that still count.
struct Failures {
  int count = 0;
  absl::Time last = absl::InfinitePast();
};

// How much one may fail before one has to wait, and how long then.
struct SlowDown {
  // So many failures cost nothing: people mistype.
  int free = 0;
  // After the first one more; each further one doubles it.
  absl::Duration first_wait;
  // No wait is longer: whoever fails on purpose in somebody else's name must not lock him out for good.
  absl::Duration longest_wait;
  // Failures are forgotten so long after the last one; longer than the longest wait.
  absl::Duration memory;
};

// By one login, from wherever.
inline constexpr SlowDown kPerLogin{
    .free = 5, .first_wait = absl::Seconds(1), .longest_wait = absl::Minutes(5), .memory = absl::Hours(1)};
// From one address, by whatever login; an office shares one.
inline constexpr SlowDown kPerPeer{
    .free = 30, .first_wait = absl::Seconds(1), .longest_wait = absl::Minutes(5), .memory = absl::Hours(1)};

// How long the next attempt has to wait from now on; zero when it may be made.
absl::Duration WaitFor(const SlowDown& rule, const Failures& failures, absl::Time now);

// The failures with one more now.
Failures WithFailure(const SlowDown& rule, const Failures& failures, absl::Time now);

// The failures without the last one, which turned out to be none.
Failures WithoutFailure(const Failures& failures);

}  // namespace zamer::gateway::access
