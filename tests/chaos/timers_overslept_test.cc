// The lead service is down while its timers fall due, and is killed again while it catches up. A day of it, with a
// clock that can be moved: tests/store/lead_service_downtime_test.cc.
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "services/common/time/timestamps.h"
#include "tests/chaos/lead_log.h"
#include "tests/support/scene.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

constexpr int kLeads = 200;
constexpr int kKills = 2;

class TimersOversleptTest : public ::testing::Test {
 protected:
  void PlanCall(const std::string& lead, absl::Time due) {
    lead::v1::ScheduleFollowUpRequest request;
    request.set_parent(lead);
    *request.mutable_follow_up()->mutable_due_time() = ToTimestamp(due);
    ASSERT_THAT(scene_.manager().Call(&LeadApi::ScheduleFollowUp, request), IsOk());
  }

  // The leads whose follow-ups were found overdue, in that order.
  std::vector<std::string> Overdue() {
    std::vector<std::string> leads;
    for (const lead::v1::LeadEvent& event : log_.Events()) {
      if (event.has_follow_up_overdue()) leads.push_back(event.meta().subject());
    }
    return leads;
  }

  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  Scene scene_{cluster_};
  LeadLog log_{cluster_, scene_.name()};
};

TEST_F(TimersOversleptTest, AllFireOnceTheOldestFirst) {
  std::vector<std::string> leads;
  leads.reserve(kLeads);
  for (int i = 0; i < kLeads; ++i) leads.push_back(scene_.Enquire(absl::StrCat("vk-", i), MinutesAgo(0)).name());
  // Due in another order than the leads came in.
  std::ranges::sort(leads, std::ranges::greater());
  const absl::Time first = absl::Now() + absl::Seconds(3);
  for (int i = 0; i < kLeads; ++i) PlanCall(leads[static_cast<std::size_t>(i)], first + absl::Milliseconds(5) * i);
  cluster_.Kill9(Service::kLead);
  ASSERT_LT(Overdue().size(), leads.size()) << "it was too slow to be killed before";
  EXPECT_TRUE(Eventually([&] { return absl::Now() > first + absl::Milliseconds(5) * kLeads; })) << "all is due";

  for (int kill = 0; kill < kKills; ++kill) {
    const std::size_t before = Overdue().size();
    cluster_.Start(Service::kLead);
    EXPECT_TRUE(Eventually([&] { return Overdue().size() > before || before == leads.size(); }));
    cluster_.Kill9(Service::kLead);
  }
  cluster_.Start(Service::kLead);
  cluster_.WaitUntilHealthy(Service::kLead);
  EXPECT_TRUE(Eventually([&] { return Overdue().size() >= leads.size(); }));
  // What falls due later comes later, and nothing once more before it.
  leads.push_back(scene_.Enquire("vk-last", MinutesAgo(0)).name());
  PlanCall(leads.back(), absl::Now());
  EXPECT_TRUE(Eventually([&] { return Overdue().size() >= leads.size(); }));
  EXPECT_EQ(Overdue(), leads);
}

}  // namespace
}  // namespace zamer::testing
