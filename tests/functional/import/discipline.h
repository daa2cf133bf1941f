// What the lead service says of the department's discipline, asked lead by lead.
#pragma once
#include <absl/status/statusor.h>

#include <cstdint>
#include <ostream>
#include <string>

#include "tests/support/caller.h"

namespace zamer::testing {

struct Discipline {
  // Leads that nobody ever tried to reach.
  std::int64_t never_called = 0;
  std::int64_t open = 0;
  // Open leads without an attempt in the 14 days before the last call of all.
  std::int64_t stale = 0;
  // People whose last call is more than 30 days before the last call of all.
  std::int64_t gone = 0;
  // Open leads that are theirs.
  std::int64_t of_gone = 0;
  // Leads that arrived after their owner's last call.
  std::int64_t after_last_call = 0;

  friend bool operator==(const Discipline&, const Discipline&) = default;
};

std::ostream& operator<<(std::ostream& out, const Discipline& numbers);

absl::StatusOr<Discipline> AskDiscipline(Caller& caller, const std::string& department);

}  // namespace zamer::testing
