// The lead service is killed, as by a crash, while it hands the leads of one who dropped out to others.
#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <thread>

#include "services/common/time/timestamps.h"
#include "tests/chaos/lead_log.h"
#include "tests/support/scene.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

using lead::v1::LeadAssigned;
using lead::v1::Redistribution;
using ::testing::SizeIs;

constexpr int kLeads = 1000;
constexpr int kKills = 2;

class DropOutKilledTest : public ::testing::Test {
 protected:
  // All leads are the manager's before anybody else is there.
  DropOutKilledTest() {
    for (int i = 0; i < kLeads; ++i) names_.insert(scene_.Enquire(absl::StrCat("vk-", i), MinutesAgo(0)).name());
    for (const char* id : {"boris", "clara", "dmitri"}) scene_.Hire(id, type::v1::LEAD_MANAGER);
    EXPECT_EQ(Left(), kLeads);
  }

  // Leads that are still the manager's.
  std::int64_t Left() { return log_.SizeOf("owner/manager/NEW"); }

  // Kills the service a few times, each time once it has handed on some more; how many times it was in the middle.
  int KillInTheMiddle() {
    int in_the_middle = 0;
    std::int64_t left = kLeads;
    for (int kill = 0; kill < kKills && left > 0; ++kill) {
      EXPECT_TRUE(Eventually([&] { return Left() < left; }));
      cluster_.Kill9(Service::kLead);
      left = Left();
      in_the_middle += left > 0 && left < kLeads ? 1 : 0;
      EXPECT_EQ(left % 100, 0) << "pages are whole";
      cluster_.Start(Service::kLead);
    }
    cluster_.WaitUntilHealthy(Service::kLead);
    return in_the_middle;
  }

  int Told() {
    int told = 0;
    for (const lead::v1::LeadEvent& event : log_.Events()) {
      if (!event.has_leads_redistributed()) continue;
      ++told;
      EXPECT_EQ(event.leads_redistributed().assigned(), kLeads);
    }
    return told;
  }

  // Every lead was given away once, fairly, and is where it was given.
  void ExpectAllWithOthersOnce() {
    std::map<std::string, int> given;
    std::set<std::string> leads;
    for (const lead::v1::LeadEvent& event : log_.Events()) {
      if (event.lead_assigned().cause() != LeadAssigned::DROP_OUT) continue;
      EXPECT_TRUE(leads.insert(event.meta().subject()).second) << event.meta().subject();
      ++given[event.lead_assigned().owner()];
    }
    EXPECT_EQ(leads, names_);
    ASSERT_THAT(given, SizeIs(3));
    for (const auto& [owner, count] : given) {
      EXPECT_LE(std::abs(count - given.begin()->second), 1) << owner;
      EXPECT_EQ(log_.SizeOf("owner/" + std::string(LastSegment(owner)) + "/NEW"), count);
    }
    EXPECT_EQ(log_.SizeOf("queue"), 0);
    EXPECT_EQ(Told(), 1);
  }

  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  Scene scene_{cluster_};
  LeadLog log_{cluster_, scene_.name()};
  std::set<std::string> names_;
};

TEST_F(DropOutKilledTest, WhatSchedulingToldIsDoneToTheEndOnce) {
  scheduling::v1::DropOutRequest request;
  request.set_name(scene_.manager().subject());
  request.set_cause(scheduling::v1::EmployeeDroppedOut::SICK);
  *request.mutable_end_time() = ToTimestamp(MinutesAgo(-3 * 24 * 60));
  ASSERT_THAT(scene_.head().Call(&SchedulingApi::DropOut, request), IsOk());
  EXPECT_GT(KillInTheMiddle(), 0);
  EXPECT_TRUE(Eventually([&] { return Told() > 0; }));
  ExpectAllWithOthersOnce();
}

TEST_F(DropOutKilledTest, ACallThatIsTriedAgainLeavesNothingBehind) {
  lead::v1::RedistributeLeadsRequest request;
  request.set_parent(scene_.name());
  request.set_owner(scene_.manager().subject());
  request.set_request_id("drop-out");
  scene_.GetLead(*names_.begin());  // the lead service knows the new people from here on
  Redistribution done;
  std::thread caller([&] {
    Seen seen;
    Caller head(cluster_, seen, scene_.head().subject(), std::string(LastSegment(scene_.name())),
                {type::v1::SALES_HEAD});
    EXPECT_TRUE(Eventually([&] {
      done = head.Call(&LeadApi::RedistributeLeads, request).value_or(Redistribution());
      return done.state() == Redistribution::DONE;
    }));
  });
  EXPECT_GT(KillInTheMiddle(), 0);
  caller.join();
  EXPECT_EQ(done.assigned(), kLeads);
  ExpectAllWithOthersOnce();
}

}  // namespace
}  // namespace zamer::testing
