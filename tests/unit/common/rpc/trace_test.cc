#include "services/common/rpc/trace.h"

#include <gtest/gtest.h>

#include <set>

namespace zamer::rpc {
namespace {

constexpr char kParent[] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST(Trace, GoesOnWithTheCallersTraceInASpanOfItsOwn) {
  const std::string child = ChildTrace(kParent);
  EXPECT_TRUE(IsTraceParent(child));
  EXPECT_EQ(TraceIdOf(child), TraceIdOf(kParent));
  EXPECT_NE(child, kParent);
}

TEST(Trace, StartsAnewWithoutAValidParent) {
  for (const char* parent : {"", "garbage", "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                             "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                             "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                             "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                             "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01"}) {
    EXPECT_FALSE(IsTraceParent(parent)) << parent;
    EXPECT_TRUE(IsTraceParent(ChildTrace(parent))) << parent;
  }
}

TEST(Trace, DoesNotRepeatItself) {
  std::set<std::string> traces;
  for (int i = 0; i < 1000; ++i) traces.insert(ChildTrace(""));
  EXPECT_EQ(traces.size(), 1000u);
}

}  // namespace
}  // namespace zamer::rpc
