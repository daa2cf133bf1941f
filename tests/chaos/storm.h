// What the tests of faults have in common.
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/simulate.h"

namespace zamer::testing {

// Faults per run: enough to hit many kinds of moments, few enough that the clients get through.
inline constexpr int kMostFaults = 6;

// Clients who try again, always with the same request id, until they know.
inline simulator::Options StormOptions(const Cluster& cluster) {
  simulator::Options options = OptionsFor(cluster);
  options.leads = 150;
  options.concurrency = 12;
  options.try_time = absl::Seconds(2);
  return options;
}

// Everything acknowledged is there exactly once, the funnel is what the clients know they did, and nobody was refused.
inline void ExpectExact(const simulator::Report& report) {
  EXPECT_TRUE(report.exact()) << Describe(report);
  EXPECT_THAT(report.refusals, ::testing::IsEmpty()) << Describe(report);
  EXPECT_EQ(report.unknown_outcomes, 0);
  EXPECT_GT(report.known.at("hand_overs"), 0);
}

}  // namespace zamer::testing
