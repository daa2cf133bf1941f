// Time and ids that tests decide.
#pragma once
#include <absl/strings/str_cat.h>
#include <absl/time/time.h>

#include <string>

#include "services/common/time/ids.h"
#include "services/common/time/manual_clock.h"

namespace zamer::testing {

// Monday 2026-03-02, 10:00 UTC: an ordinary working hour everywhere from Moscow to Almaty.
inline constexpr std::int64_t kTestNowSeconds = 1'772'445'600;
inline absl::Time TestNow() { return absl::FromUnixSeconds(kTestNowSeconds); }

// Stands still until told to move; see ManualClock.
using FakeClock = ManualClock;

// "id-1", "id-2", and so on.
class FakeIds final : public IdSource {
 public:
  std::string NextId() override { return absl::StrCat("id-", ++last_); }

 private:
  int last_ = 0;
};

}  // namespace zamer::testing
