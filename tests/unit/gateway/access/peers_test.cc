#include "services/gateway/domain/access/peers.h"

#include <absl/strings/str_cat.h>
#include <gtest/gtest.h>

#include "tests/support/fakes.h"

namespace zamer::gateway::access {
namespace {

using testing::TestNow;

constexpr SlowDown kRule{
    .free = 1, .first_wait = absl::Seconds(4), .longest_wait = absl::Seconds(60), .memory = absl::Minutes(10)};

TEST(PeerOf, IsTheNetworkThatOnePersonHas) {
  struct Row {
    const char* address;
    const char* peer;
  };
  for (const Row row : {Row{"192.0.2.1", "192.0.2.1"},
                        {"::ffff:192.0.2.1", "192.0.2.1"},
                        {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"},
                        {"2001:db8:1:2::9", "2001:db8:1:2::"},
                        {"2001:db8:1:3::9", "2001:db8:1:3::"},
                        {"fe80::1%eth0", "fe80::"},
                        {"", ""},
                        {"nonsense", "nonsense"}}) {
    EXPECT_EQ(PeerOf(row.address), row.peer) << row.address;
  }
}

TEST(Peers, MakeAnAddressWaitThatFailsTooOften) {
  Peers peers(10, kRule);
  peers.Failed("192.0.2.1", TestNow());
  EXPECT_EQ(peers.WaitFor("192.0.2.1", TestNow()), absl::ZeroDuration());
  peers.Failed("192.0.2.1", TestNow());
  EXPECT_EQ(peers.WaitFor("192.0.2.1", TestNow()), absl::Seconds(4));
  EXPECT_EQ(peers.WaitFor("192.0.2.2", TestNow()), absl::ZeroDuration());
}

TEST(Peers, ForgiveWhatWasRight) {
  Peers peers(10, kRule);
  for (int i = 0; i < 100; ++i) {
    peers.Failed("192.0.2.1", TestNow());
    peers.Forgive("192.0.2.1");
  }
  EXPECT_EQ(peers.WaitFor("192.0.2.1", TestNow()), absl::ZeroDuration());
  peers.Forgive("192.0.2.9");  // nobody
}

TEST(Peers, KeepTheOnesThatFailedLastAndNoMore) {
  Peers peers(3, kRule);
  for (int i = 0; i < 2; ++i) peers.Failed("192.0.2.1", TestNow());
  for (int i = 2; i < 100; ++i) {
    peers.Failed(absl::StrCat("192.0.2.", i), TestNow());
    peers.Failed("192.0.2.1", TestNow());
    EXPECT_LE(peers.size(), 3);
  }
  EXPECT_GT(peers.WaitFor("192.0.2.1", TestNow()), absl::ZeroDuration());
}

}  // namespace
}  // namespace zamer::gateway::access
