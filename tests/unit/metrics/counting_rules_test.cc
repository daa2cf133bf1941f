// Whoever changes what is counted has it counted again where it was counted otherwise.
#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "services/common/store/mutation.h"
#include "services/metrics/domain/partition.h"
#include "tests/unit/metrics/month.h"

namespace zamer::metrics {
namespace {

std::string DigestOf(const testing::CounterMap& counters) {
  std::string text;
  for (const auto& [place, amount] : counters)
    absl::StrAppend(&text, place.first, " ", place.second, " ", amount, "\n");
  return absl::BytesToHexString(store::DigestOf(text));
}

TEST(CountingRules, HaveAnotherNumberOnceTheSameEventsAddToOtherCounters) {
  testing::Memory memory;
  for (const testing::AnyEvent& event : testing::AMonth()) memory.Tell(event);
  const std::pair<int, std::string> known = {2, "e3584f9c506532b5"};
  EXPECT_EQ(std::pair(kCountingRules, DigestOf(memory.counters())), known)
      << "raise kCountingRules, then write here what it is and the digest that was seen";
}

}  // namespace
}  // namespace zamer::metrics
