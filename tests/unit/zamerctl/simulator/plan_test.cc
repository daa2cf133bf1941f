#include "services/zamerctl/simulator/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "tests/support/fakes.h"

namespace zamer::simulator {
namespace {

using testing::TestNow;

Options OptionsOf(int leads, int days, std::uint64_t seed = 7) {
  Options options;
  options.leads = leads;
  options.days = days;
  options.seed = seed;
  return options;
}

TEST(PlanClients, TheSameSeedMakesTheSameClients) {
  const auto first = PlanClients(OptionsOf(200, 2), TestNow());
  const auto again = PlanClients(OptionsOf(200, 2), TestNow());
  ASSERT_EQ(first.size(), 200);
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].index, again[i].index);
    EXPECT_EQ(first[i].arrive, again[i].arrive);
    EXPECT_EQ(first[i].contract.prices, again[i].contract.prices);
    EXPECT_EQ(first[i].luck, again[i].luck);
  }
}

TEST(PlanClients, AnotherSeedMakesOtherClients) {
  const auto first = PlanClients(OptionsOf(50, 1, 1), TestNow());
  const auto other = PlanClients(OptionsOf(50, 1, 2), TestNow());
  EXPECT_FALSE(std::ranges::equal(first, other, {}, &ClientPlan::arrive, &ClientPlan::arrive));
}

TEST(PlanClients, TheyComeInOrderWithinTheDays) {
  const auto plans = PlanClients(OptionsOf(500, 3), TestNow());
  EXPECT_TRUE(std::ranges::is_sorted(plans, {}, &ClientPlan::arrive));
  EXPECT_GE(plans.front().arrive, TestNow());
  EXPECT_LT(plans.back().arrive, TestNow() + absl::Hours(3 * 24));
}

TEST(PlanClients, EverySourceAndEveryTurnOccursInADay) {
  std::set<Source> sources;
  std::set<Again> agains;
  std::set<GivenUp> given_up;
  int over_limit = 0;
  int ahead = 0;
  for (const ClientPlan& plan : PlanClients(OptionsOf(300, 1), TestNow())) {
    sources.insert(plan.source);
    agains.insert(plan.again);
    given_up.insert(plan.given_up);
    over_limit += plan.contract.discount_bps > 1000 ? 1 : 0;
    ahead += plan.meeting.ahead ? 1 : 0;
  }
  EXPECT_EQ(sources.size(), std::size(kSources));
  EXPECT_EQ(agains.size(), 3);
  EXPECT_EQ(given_up.size(), 3);
  EXPECT_GT(over_limit, 0);
  EXPECT_GT(ahead, 0);
}

TEST(PlanClients, NobodyWhoGaveNoPhoneBooks) {
  for (const ClientPlan& plan : PlanClients(OptionsOf(1'000, 1), TestNow())) {
    EXPECT_TRUE(plan.gives_phone || !plan.books);
    EXPECT_TRUE(plan.given_up == GivenUp::kNo || !plan.books);
  }
}

}  // namespace
}  // namespace zamer::simulator
