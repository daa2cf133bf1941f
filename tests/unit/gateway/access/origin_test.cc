#include "services/gateway/domain/access/origin.h"

#include <gtest/gtest.h>

namespace zamer::gateway::access {
namespace {

TEST(IsOwnOrigin, FollowsTheTable) {
  struct Row {
    const char* origin;
    const char* host;
    bool secure;
    bool own;
  };
  const std::vector<std::string> allowed{"https://sales.example"};
  for (const Row& row : {Row{"", "zamer.local", true, true},
                         {"https://zamer.local", "zamer.local", true, true},
                         {"https://ZAMER.local", "zamer.local", true, true},
                         {"http://localhost:7180", "localhost:7180", false, true},
                         {"https://sales.example", "10.0.0.1:7180", false, true},
                         {"http://zamer.local", "zamer.local", true, false},
                         {"https://zamer.local", "zamer.local", false, false},
                         {"http://localhost:7181", "localhost:7180", false, false},
                         {"https://zamer.local.evil.example", "zamer.local", true, false},
                         {"https://evil.example", "zamer.local", true, false},
                         {"https://", "", true, false},
                         {"null", "zamer.local", true, false}}) {
    EXPECT_EQ(IsOwnOrigin({.origin = row.origin, .host = row.host, .secure = row.secure}, allowed), row.own)
        << row.origin << " at " << row.host;
  }
}

TEST(IsLocalPath, TakesNoOtherSitesAddress) {
  for (const char* path : {"/", "/tv", "/funnel?from=2026-03-01&by=city"}) EXPECT_TRUE(IsLocalPath(path)) << path;
  for (const char* path :
       {"", "tv", "//evil.example", "/\\evil.example", "https://evil.example", "/a b", "/a\r\nb", "/\xD1\x8F"}) {
    EXPECT_FALSE(IsLocalPath(path)) << path;
  }
  EXPECT_FALSE(IsLocalPath("/" + std::string(1024, 'a')));
}

}  // namespace
}  // namespace zamer::gateway::access
