// Wires, headers, origins, methods and shares: what the edge lets through.
#include <gtest/gtest.h>

#include <string>

#include "services/gateway/domain/offered_methods.h"
#include "services/gateway/domain/origins.h"
#include "services/gateway/domain/passing.h"
#include "services/gateway/domain/rate_limit.h"
#include "services/gateway/domain/wire.h"
#include "tests/support/fakes.h"
#include "tests/support/status_matchers.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::gateway {
namespace {

using testing::IsOk;
using testing::StatusIs;
using testing::TestNow;

TEST(Wire, IsToldByTheContentType) {
  EXPECT_EQ(WireOf("application/grpc-web"), Wire::kGrpcWeb);
  EXPECT_EQ(WireOf("application/grpc-web+proto"), Wire::kGrpcWeb);
  EXPECT_EQ(WireOf("Application/gRPC-Web-Text+proto"), Wire::kGrpcWebText);
  EXPECT_EQ(WireOf("application/json; charset=utf-8"), Wire::kJson);
}

TEST(Wire, WhatAPageMaySendAnywhereIsNone) {
  for (const std::string type : {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
                                 "text/plain; application/json", "application/grpc", "application/grpc-web+json"}) {
    EXPECT_EQ(WireOf(type), std::nullopt) << type;
  }
}

TEST(Passing, OnlyWhatServicesReadGoesIn) {
  EXPECT_TRUE(PassesInward("traceparent"));
  EXPECT_TRUE(PassesInward("zamer-position"));
  for (const std::string name : {"authorization", "cookie", "x-forwarded-for", "grpc-timeout", "host", "user-agent"}) {
    EXPECT_FALSE(PassesInward(name)) << name;
  }
}

TEST(Passing, ValuesArePrintableAndShort) {
  EXPECT_TRUE(IsMetadataValue("ru-RU, ru;q=0.9"));
  EXPECT_FALSE(IsMetadataValue(""));
  EXPECT_FALSE(IsMetadataValue("a\r\nb"));
  EXPECT_FALSE(IsMetadataValue("ё"));
  EXPECT_FALSE(IsMetadataValue(std::string(2000, 'a')));
}

TEST(Origins, AreComparedAsBrowsersWriteThem) {
  const Origins origins({"https://crm.example.com"});
  EXPECT_TRUE(origins.IsAllowed("https://crm.example.com"));
  for (const std::string origin : {"", "null", "*", "http://crm.example.com", "https://crm.example.com:443",
                                   "https://crm.example.com.evil.com", "crm.example.com"}) {
    EXPECT_FALSE(origins.IsAllowed(origin)) << origin;
  }
}

TEST(OfferedMethods, AreThoseThatPeopleMayCall) {
  const auto* service = lead::v1::GetLeadRequest::descriptor()->file()->FindServiceByName("LeadService");
  EXPECT_TRUE(IsOffered(*service->FindMethodByName("GetLead")));
  EXPECT_TRUE(IsOffered(*service->FindMethodByName("WatchLeads")));
  for (const std::string name : {"Subscribe", "GetFeed", "ListDeadLetters", "Redrive", "ImportHistory"}) {
    EXPECT_FALSE(IsOffered(*service->FindMethodByName(name))) << name;
  }
}

TEST(OfferedMethods, HaveThePathsOfGrpc) {
  const auto methods = OfferedMethods(*lead::v1::GetLeadRequest::descriptor()->file());
  ASSERT_FALSE(methods.empty());
  EXPECT_EQ(PathOf(*methods.front()), "/zamer.lead.v1.LeadService/CreateLead");
}

TEST(RateLimit, ABurstIsTakenThenOneByOne) {
  RateLimit limit({.per_second = 2, .burst = 3});
  for (int i = 0; i < 3; ++i) EXPECT_THAT(limit.Admit("a", TestNow()), IsOk());
  const absl::Status refused = limit.Admit("a", TestNow());
  EXPECT_THAT(refused, StatusIs(Reason::kRateLimited));
  EXPECT_EQ(RetryAfterOf(refused), absl::Milliseconds(500));
  EXPECT_THAT(limit.Admit("a", TestNow() + absl::Milliseconds(500)), IsOk());
  EXPECT_THAT(limit.Admit("a", TestNow() + absl::Milliseconds(500)), StatusIs(Reason::kRateLimited));
}

TEST(RateLimit, EachCallerHasAShareOfItsOwn) {
  RateLimit limit({.per_second = 1, .burst = 1});
  EXPECT_THAT(limit.Admit("a", TestNow()), IsOk());
  EXPECT_THAT(limit.Admit("b", TestNow()), IsOk());
  EXPECT_THAT(limit.Admit("a", TestNow()), StatusIs(Reason::kRateLimited));
}

TEST(RateLimit, QuietCallersAreForgotten) {
  RateLimit limit({.per_second = 1, .burst = 5});
  for (int i = 0; i < 100; ++i) EXPECT_THAT(limit.Admit(std::to_string(i), TestNow()), IsOk());
  EXPECT_THAT(limit.Admit("late", TestNow() + absl::Seconds(5)), IsOk());
  EXPECT_EQ(limit.remembered(), 1);
}

TEST(RateLimit, AClockThatJumpsBackRefusesNobodyForLong) {
  RateLimit limit({.per_second = 1, .burst = 1});
  EXPECT_THAT(limit.Admit("a", TestNow()), IsOk());
  EXPECT_THAT(limit.Admit("a", TestNow() - absl::Hours(1)), StatusIs(Reason::kRateLimited));
  EXPECT_THAT(limit.Admit("a", TestNow() - absl::Hours(1) + absl::Seconds(1)), IsOk());
}

}  // namespace
}  // namespace zamer::gateway
