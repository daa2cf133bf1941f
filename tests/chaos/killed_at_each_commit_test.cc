// The lead service is killed just before each commit, one after another, of what it does in several: the commit has
// left it but for a last byte. A death after a commit is one before the next.
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "services/common/redis/script.h"
#include "services/common/store/commit_script.h"
#include "services/common/time/timestamps.h"
#include "tests/chaos/lead_log.h"
#include "tests/support/scene.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

using lead::v1::LeadAssigned;
using lead::v1::LeadEvent;
using lead::v1::Redistribution;
using ::testing::SizeIs;

// Three pages of a drop-out.
constexpr std::size_t kLeads = 250;
constexpr std::size_t kTimers = 3;
constexpr absl::Duration kAhead = absl::Seconds(1);

class KilledAtEachCommitTest : public ::testing::Test {
 protected:
  std::string Enquire(int round, std::size_t i) {
    return scene_.Enquire(absl::StrCat("vk-", round, "-", i), MinutesAgo(0)).name();
  }

  // Lets the service die before the n-th commit from now on, and live again; false when it was done with fewer.
  bool DieBefore(int n, const std::function<bool()>& done) {
    TcpGate& gate = cluster_.gate(Service::kLead);
    gate.StallAt(redis::Script(std::string(store::CommitScriptSource())).sha1(), n);
    EXPECT_TRUE(Eventually([&] { return gate.stalled() || done(); }));
    const bool stalled = gate.stalled();
    if (stalled) {
      cluster_.Kill9(Service::kLead);
      gate.CloseAll();  // the last byte does not come any more
      EndLeases();
    }
    gate.Heal();
    if (!stalled) return false;
    cluster_.Start(Service::kLead);
    cluster_.WaitUntilHealthy(Service::kLead);
    EXPECT_TRUE(Eventually(done));
    return true;
  }

  // As time would, of which the dead have plenty.
  void EndLeases() {
    const redis::Reply leases = cluster_.redis().Run(redis::Command("KEYS", "*lease:*"));
    for (std::size_t i = 0; i < leases.size(); ++i) cluster_.redis().Run(redis::Command("DEL", leases[i].text()));
  }

  // What was told after the first so many events.
  std::vector<LeadEvent> EventsAfter(std::size_t earlier) {
    std::vector<LeadEvent> events = log_.Events();
    events.erase(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(earlier));
    return events;
  }

  Redistribution Redistribute(const std::string& leaver, int round) {
    Seen seen;
    Caller head(cluster_, seen, scene_.head().subject(), std::string(LastSegment(scene_.name())),
                {type::v1::SALES_HEAD});
    lead::v1::RedistributeLeadsRequest request;
    request.set_parent(scene_.name());
    request.set_owner(leaver);
    request.set_request_id(absl::StrCat("drop-out-", round));
    Redistribution answer;
    EXPECT_TRUE(Eventually([&] {
      answer = head.Call(&LeadApi::RedistributeLeads, request).value_or(Redistribution());
      return answer.state() == Redistribution::DONE;
    }));
    return answer;
  }

  // All leads went from the one to the other, each once.
  void ExpectHandedOn(const std::vector<LeadEvent>& events, const std::string& from, const std::string& to) {
    std::map<std::string, int> given;
    int told = 0;
    for (const LeadEvent& event : events) {
      told += event.has_leads_redistributed() ? 1 : 0;
      if (event.lead_assigned().cause() != LeadAssigned::DROP_OUT) continue;
      EXPECT_EQ(event.lead_assigned().owner(), to);
      EXPECT_EQ(++given[event.meta().subject()], 1) << event.meta().subject();
    }
    EXPECT_THAT(given, SizeIs(kLeads));
    EXPECT_EQ(told, 1);
    EXPECT_EQ(log_.SizeOf(absl::StrCat("owner/", std::string(LastSegment(from)), "/NEW")), 0);
    EXPECT_EQ(log_.SizeOf(absl::StrCat("owner/", std::string(LastSegment(to)), "/NEW")), kLeads);
  }

  void PlanCall(const std::string& lead, absl::Time due) {
    lead::v1::ScheduleFollowUpRequest request;
    request.set_parent(lead);
    *request.mutable_follow_up()->mutable_due_time() = ToTimestamp(due);
    ASSERT_THAT(scene_.manager().Call(&LeadApi::ScheduleFollowUp, request), IsOk());
  }

  // The leads whose follow-ups were found overdue, in that order.
  std::vector<std::string> OverdueAfter(std::size_t earlier) {
    std::vector<std::string> leads;
    for (const LeadEvent& event : EventsAfter(earlier)) {
      if (event.has_follow_up_overdue()) leads.push_back(event.meta().subject());
    }
    return leads;
  }

  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR, .gates = true}};
  Scene scene_{cluster_};
  LeadLog log_{cluster_, scene_.name()};
};

TEST_F(KilledAtEachCommitTest, ADropOutIsDoneToTheEndOnce) {
  std::string leaver = scene_.manager().subject();
  for (std::size_t i = 0; i < kLeads; ++i) Enquire(0, i);
  std::string taker = scene_.Hire("boris", type::v1::LEAD_MANAGER).subject();
  scene_.GetLead(Enquire(0, 0));  // the lead service knows him from here on
  int round = 0;
  for (bool died = true; died; std::swap(leaver, taker)) {
    ++round;
    const std::size_t earlier = log_.Events().size();
    std::atomic<bool> done = false;
    std::thread caller([&] {
      EXPECT_EQ(Redistribute(leaver, round).assigned(), kLeads);
      done = true;
    });
    died = DieBefore(round, [&] { return done.load(); });
    caller.join();
    ExpectHandedOn(EventsAfter(earlier), leaver, taker);
  }
  EXPECT_GT(round, 4);  // its beginning and each page are commits
}

TEST_F(KilledAtEachCommitTest, TimersFireOnceTheOldestFirst) {
  int round = 0;
  for (bool died = true; died;) {
    ++round;
    const std::size_t earlier = log_.Events().size();
    std::vector<std::string> leads;
    leads.reserve(kTimers);
    for (std::size_t i = 0; i < kTimers; ++i) leads.push_back(Enquire(round, i));
    const absl::Time due = absl::Now() + kAhead;
    for (std::size_t i = 0; i < kTimers; ++i) PlanCall(leads[i], due + absl::Milliseconds(i));
    died = DieBefore(round, [&] { return OverdueAfter(earlier).size() >= kTimers; });
    EXPECT_EQ(OverdueAfter(earlier), leads);
  }
  EXPECT_GT(round, static_cast<int>(kTimers));  // each is a commit
}

}  // namespace
}  // namespace zamer::testing
