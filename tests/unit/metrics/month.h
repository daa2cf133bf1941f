// A month of a small department, with some of everything that is counted.
#pragma once
#include <absl/strings/str_cat.h>

#include <optional>
#include <string>
#include <vector>

#include "tests/unit/metrics/memory.h"

namespace zamer::metrics::testing {

// What happens to a lead, of which each has something else.
inline void AddLead(int i, std::vector<AnyEvent>& month) {
  const auto add = [&](const auto&... events) { (month.emplace_back(events), ...); };
  const std::string id = absl::StrCat("l", i);
  const std::string meeting = absl::StrCat("m", i);
  const absl::Time arrived = Noon(i % 20) + absl::Minutes(i * 37);
  add(Created(id, arrived, i % 3 == 0 ? "vk" : "site", i % 4 == 0 ? "" : "Tver"),
      Assigned(id, 2, i % 2 == 0 ? "anna" : "olga", arrived),
      Attempted(id, 3, i % 2 == 0 ? "anna" : "olga", arrived + absl::Minutes(i)));
  if (i % 2 == 0) add(PhoneCaptured(id, 4, "anna", arrived + absl::Hours(i)));
  const auto facts = MeetingOf(id, arrived + absl::Hours(48));
  if (i % 4 == 0) add(Booked(meeting, 1, arrived + absl::Hours(3), facts));
  if (i % 8 == 0) add(Held(meeting, 2, arrived + absl::Hours(50), facts));
  const auto contract =
      ContractOf(id, i % 5 == 0 ? std::nullopt : std::optional(arrived + absl::Hours(50)), 1000 + i, meeting);
  if (i % 8 == 0) add(Signed(absl::StrCat("c", i), 1, arrived + absl::Hours(50), contract));
  if (i % 24 == 0) add(Revoked(absl::StrCat("c", i), 2, arrived + absl::Hours(90), contract));
  if (i % 7 == 6) add(Merged(id, 5, absl::StrCat("l", i - 5), arrived + absl::Hours(5)));
}

inline std::vector<AnyEvent> AMonth(int leads = 40) {
  std::vector<AnyEvent> month = {Department()};
  for (int i = 0; i < leads; ++i) AddLead(i, month);
  const std::vector<AnyEvent> others = {Spent("vk", 1, absl::CivilDay(2026, 3, 2), 1000),
                                        Spent("vk", 2, absl::CivilDay(2026, 3, 2), 1500),
                                        Visited("v1", 1, Noon(), false),
                                        Visited("v2", 1, Noon(), true),
                                        Visited("v1", 2, Noon(1), true),
                                        MarketUsed("Tver", 1, 7, 0, Noon()),
                                        CityDescribed("Tver", 2, 40, Noon(1)),
                                        MarketUsed("Tver", 3, 8, 40, Noon(2)),
                                        Redistributed("r1", "anna", 2, 1, Noon(3)),
                                        CoverageTold(1, Noon(), {Noon(), Noon(1), Noon(20)}),
                                        CoverageTold(2, Noon(1), {Noon(20), Noon(29)}),
                                        Called("l0", 20, "anna", Noon(), true),
                                        FollowUpOverdue("l1", 20, "f1", "olga", Noon()),
                                        FollowUpDone("l1", 21, "f1", "olga", Noon(1), true),
                                        NextStepMissed("l2", 20, "anna", Noon())};
  month.insert(month.end(), others.begin(), others.end());
  return month;
}

}  // namespace zamer::metrics::testing
