// Whose word on where a request came from is believed.
#include "services/gateway/http/trusted_proxies.h"

#include <gtest/gtest.h>

namespace zamer::gateway::http {
namespace {

constexpr char kOurs[] = "10.0.0.0/8, 192.0.2.7,2001:db8::/32";

std::string Origin(const std::string& peer, const Headers& headers) {
  return TrustedProxies::Parse(kOurs).value().Origin(peer, headers);
}
Headers ForwardedFor(const std::string& list) { return {{"x-forwarded-for", list}}; }

TEST(TrustedProxies, TheirWordIsBelieved) {
  for (const std::string proxy : {"10.255.0.1", "192.0.2.7", "2001:db8::1"}) {
    EXPECT_EQ(Origin(proxy, ForwardedFor("203.0.113.9")), "203.0.113.9") << proxy;
  }
}

TEST(TrustedProxies, OthersAreTakenForWhoTheyAre) {
  for (const std::string peer : {"11.0.0.1", "192.0.2.8", "2001:db9::1", "203.0.113.1"}) {
    EXPECT_EQ(Origin(peer, ForwardedFor("198.51.100.1")), peer);
    EXPECT_EQ(Origin(peer, ForwardedFor("198.51.100.1, 10.0.0.1")), peer);
  }
}

TEST(TrustedProxies, WhatTheCallerWroteStandsBeforeAndDoesNotCount) {
  EXPECT_EQ(Origin("10.0.0.1", ForwardedFor("198.51.100.1, 203.0.113.9")), "203.0.113.9");
  EXPECT_EQ(Origin("10.0.0.1", ForwardedFor("198.51.100.1,203.0.113.9 , 10.0.0.2")), "203.0.113.9");
  EXPECT_EQ(Origin("10.0.0.1", ForwardedFor("10.0.0.9, 203.0.113.9, 10.0.0.2")), "203.0.113.9");
}

TEST(TrustedProxies, HeadersAreOneList) {
  EXPECT_EQ(Origin("10.0.0.1", {{"x-forwarded-for", "198.51.100.1"}, {"x-forwarded-for", "203.0.113.9"}}),
            "203.0.113.9");
}

TEST(TrustedProxies, AProxyThatAsksForItselfIsWhoAsks) {
  EXPECT_EQ(Origin("10.0.0.1", {}), "10.0.0.1");
  EXPECT_EQ(Origin("10.0.0.1", ForwardedFor("10.0.0.3, 10.0.0.2")), "10.0.0.3");
}

TEST(TrustedProxies, WhatCannotBeReadHidesWhatStandsBefore) {
  for (const std::string list : {"", "unknown", "198.51.100.1, unknown", "198.51.100.1, ", "1.2.3.4:80", "999.1.1.1"}) {
    EXPECT_EQ(Origin("10.0.0.1", ForwardedFor(list)), "10.0.0.1") << list;
  }
}

TEST(TrustedProxies, AnAddressIsOneHoweverItIsWritten) {
  EXPECT_EQ(Origin("10.0.0.1", ForwardedFor("203.0.113.9, ::ffff:10.0.0.2")), "203.0.113.9");
  EXPECT_EQ(Origin("10.0.0.1", ForwardedFor("::ffff:203.0.113.9")), "203.0.113.9");
  EXPECT_EQ(Origin("10.0.0.1", ForwardedFor("2001:DB9:0::1")), "2001:db9::1");
}

TEST(TrustedProxies, NoneAreTrustedWhereNoneAreNamed) {
  EXPECT_EQ(TrustedProxies().Origin("127.0.0.1", ForwardedFor("203.0.113.9")), "127.0.0.1");
  EXPECT_EQ(TrustedProxies::Parse("").value().Origin("127.0.0.1", ForwardedFor("203.0.113.9")), "127.0.0.1");
}

TEST(TrustedProxies, WhatIsNoNetworkIsRefused) {
  for (const char* list : {"10.0.0.0/33", "10.0.0.0/8;10.1.0.0/8", "proxy.example.com", "10.0.0.0/8, /8", "::/129"}) {
    EXPECT_FALSE(TrustedProxies::Parse(list).has_value()) << list;
  }
}

}  // namespace
}  // namespace zamer::gateway::http
