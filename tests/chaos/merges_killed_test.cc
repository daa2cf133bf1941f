// The lead service is killed, as by a crash, while leads are merged and merges are taken back.
#include <absl/strings/match.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_split.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <thread>

#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"
#include "tests/chaos/lead_log.h"
#include "tests/support/scene.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

using lead::v1::Lead;
using lead::v1::LeadEvent;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int kPairs = 30;
constexpr int kKills = 6;

// Two enquiries of one client, which become one lead and are parted again.
struct Pair {
  std::string by_messenger;
  std::string by_phone;
};

class MergesKilledTest : public ::testing::Test {
 protected:
  // With one request id until the answer is known, as a client does.
  template <class Request>
  Lead Insist(grpc::Status (LeadApi::*method)(grpc::ClientContext*, const Request&, Lead*), Request request,
              const std::string& request_id) {
    request.set_request_id(request_id);
    absl::StatusOr<Lead> answer;
    EXPECT_TRUE(Eventually([&] {
      answer = head_.Call(method, request);
      return answer.ok();
    })) << answer.status();
    return answer.value_or(Lead());
  }

  lead::v1::CreateLeadRequest Enquiry(int minutes_ago) const {
    lead::v1::CreateLeadRequest request;
    request.set_parent(scene_.name());
    request.mutable_touch()->set_channel(scene_.NameOf("channels", "vk"));
    *request.mutable_touch()->mutable_time() = ToTimestamp(MinutesAgo(minutes_ago));
    return request;
  }
  lead::v1::CreateLeadRequest Message(int pair, int minutes_ago) const {
    lead::v1::CreateLeadRequest request = Enquiry(minutes_ago);
    auto& identity = *request.mutable_lead()->add_external_identities();
    identity.set_channel(request.touch().channel());
    identity.set_external_id(absl::StrCat("vk-", pair));
    return request;
  }
  static std::string PhoneOf(int pair) { return absl::StrFormat("+7912000%04d", pair); }
  lead::v1::CreateLeadRequest Form(int pair, int minutes_ago) const {
    lead::v1::CreateLeadRequest request = Enquiry(minutes_ago);
    request.mutable_lead()->add_phones()->set_raw(PhoneOf(pair));
    return request;
  }

  std::string Write(int i) { return Insist(&LeadApi::CreateLead, Message(i, 20), absl::StrCat("message-", i)).name(); }
  std::string FillIn(int i) { return Insist(&LeadApi::CreateLead, Form(i, 10), absl::StrCat("form-", i)).name(); }
  void Merge(int i, const Pair& pair) {
    lead::v1::CapturePhoneRequest request;
    request.set_name(pair.by_messenger);
    request.mutable_phone()->set_raw(PhoneOf(i));
    EXPECT_EQ(Insist(&LeadApi::CapturePhone, request, absl::StrCat("capture-", i)).name(), pair.by_messenger);
  }
  void Part(int i, const Pair& pair) {
    lead::v1::UnmergeLeadRequest request;
    request.set_name(pair.by_phone);
    EXPECT_EQ(Insist(&LeadApi::UnmergeLead, request, absl::StrCat("unmerge-", i)).name(), pair.by_phone);
  }

  // Each time once something more was told, so at another commit.
  void KillNowAndThen(const std::atomic<bool>& done) {
    for (int kill = 0; kill < kKills && !done; ++kill) {
      const std::size_t told = log_.Events().size();
      Eventually([&] { return done || log_.Events().size() > told + static_cast<std::size_t>(kill); });
      cluster_.Kill9(Service::kLead);
      cluster_.Start(Service::kLead);
      cluster_.WaitUntilHealthy(Service::kLead);
      ++kills_;
    }
  }

  void ExpectParted(int i, const Pair& pair) {
    const Lead messenger = scene_.GetLead(pair.by_messenger);
    const Lead phone = scene_.GetLead(pair.by_phone);
    EXPECT_THAT(messenger.external_identities(), SizeIs(1));
    EXPECT_THAT(phone.external_identities(), IsEmpty());
    ASSERT_THAT(phone.phones(), SizeIs(1));
    EXPECT_EQ(phone.phones(0).e164(), PhoneOf(i));
    EXPECT_THAT(messenger.household(), ElementsAre(pair.by_phone));
    EXPECT_THAT(phone.household(), ElementsAre(pair.by_messenger));
    // Each is found by what it is known by.
    EXPECT_EQ(Insist(&LeadApi::CreateLead, Message(i, 1), absl::StrCat("again-message-", i)).name(), pair.by_messenger);
  }

  // Calls of the method that have come to the lead service in its present life.
  int Arrived(const std::string& method) const {
    for (const absl::string_view line : absl::StrSplit(cluster_.Exposition(Service::kLead), '\n')) {
      const bool started = absl::StartsWith(line, "grpc_server_started_total{");
      if (!started || !absl::StrContains(line, absl::StrCat("\"", method, "\""))) continue;
      double calls = 0;
      EXPECT_TRUE(absl::SimpleAtod(line.substr(line.rfind(' ')), &calls)) << line;
      return static_cast<int>(calls);
    }
    return 0;
  }

  // Leads made, merged and parted: what steps tell, and nothing else.
  std::ptrdiff_t Made() {
    return std::ranges::count_if(log_.Events(), [](const LeadEvent& event) {
      return event.has_lead_created() || event.has_lead_merged() || event.has_lead_unmerged();
    });
  }

  // Lets the service die before the commit of a step, which is under way, or as soon as it is made.
  void DieAt(bool after, const std::string& method, const std::function<void()>& step) {
    const std::ptrdiff_t made = Made();
    const int arrived = Arrived(method);
    TcpGate& gate = cluster_.gate(Service::kLead);
    if (!after) gate.Stall();
    std::thread client(step);
    EXPECT_TRUE(Eventually([&] { return after ? Made() > made : Arrived(method) > arrived; }));
    cluster_.Kill9(Service::kLead);
    EXPECT_EQ(Made() > made, after);
    gate.Heal();
    cluster_.Start(Service::kLead);
    cluster_.WaitUntilHealthy(Service::kLead);
    client.join();
  }

  void ExpectMergedAndPartedOnce(const std::map<int, Pair>& pairs) {
    std::map<std::string, int> merged;
    std::map<std::string, int> parted;
    for (const LeadEvent& event : log_.Events()) {
      if (event.has_lead_merged()) ++merged[event.meta().subject()];
      if (event.has_lead_unmerged()) ++parted[event.meta().subject()];
    }
    EXPECT_THAT(merged, SizeIs(pairs.size()));
    EXPECT_EQ(merged, parted);
    for (const auto& [i, pair] : pairs) {
      EXPECT_EQ(merged[pair.by_phone], 1);
      ExpectParted(i, pair);
    }
  }

  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR, .gates = true}};
  Scene scene_{cluster_};
  LeadLog log_{cluster_, scene_.name()};
  Seen seen_;
  Caller head_{
      cluster_, seen_, scene_.head().subject(), std::string(LastSegment(scene_.name())), {type::v1::SALES_HEAD}};
  int kills_ = 0;
};

TEST_F(MergesKilledTest, EachIsDoneOnceAndAsAWhole) {
  scene_.GetLead(scene_.Enquire("first", MinutesAgo(30)).name());  // the lead service knows the department
  std::map<int, Pair> pairs;
  std::atomic<bool> done = false;
  std::thread clients([&] {
    for (int i = 0; i < kPairs; ++i) {
      Pair& pair = pairs[i];
      pair.by_messenger = Write(i);
      pair.by_phone = FillIn(i);
      Merge(i, pair);
      Part(i, pair);
    }
    done = true;
  });
  KillNowAndThen(done);
  clients.join();
  EXPECT_EQ(kills_, kKills);
  ExpectMergedAndPartedOnce(pairs);
}

TEST_F(MergesKilledTest, EachCommitIsMadeOnceThoughTheServiceDiesJustBeforeItOrAfterIt) {
  scene_.GetLead(scene_.Enquire("first", MinutesAgo(30)).name());
  std::map<int, Pair> pairs;
  for (const bool after : {false, true}) {
    const int i = after ? 1 : 0;
    Pair& pair = pairs[i];
    DieAt(after, "CreateLead", [&] { pair.by_messenger = Write(i); });
    DieAt(after, "CreateLead", [&] { pair.by_phone = FillIn(i); });
    DieAt(after, "CapturePhone", [&] { Merge(i, pair); });
    DieAt(after, "UnmergeLead", [&] { Part(i, pair); });
  }
  ExpectMergedAndPartedOnce(pairs);
}

}  // namespace
}  // namespace zamer::testing
