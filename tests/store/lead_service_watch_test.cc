// Following a list of leads and a focus list, over gRPC, on a real Redis.
#include <asio/detached.hpp>
#include <functional>
#include <optional>
#include <utility>

#include "tests/store/lead_fixture.h"
#include "tests/support/loop.h"

namespace zamer::lead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Entry = v1::FocusEntry;
using testing::RunFor;
using testing::RunUntil;

// A stream that is read on the loop for as long as this lives.
template <class Response>
struct Watched {
  std::vector<Response> seen;
  std::optional<absl::Status> end;
  std::function<void()> cancel;

  std::size_t heartbeats() const;
};

template <>
std::size_t Watched<v1::WatchLeadsResponse>::heartbeats() const {
  return static_cast<std::size_t>(std::ranges::count_if(seen, [](const v1::WatchLeadsResponse& each) {
    return !each.snapshot() && each.leads().empty() && each.left().empty();
  }));
}
template <>
std::size_t Watched<v1::WatchFocusResponse>::heartbeats() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(seen, [](const v1::WatchFocusResponse& each) { return !each.changed(); }));
}

class LeadServiceWatch : public LeadFixture {
 protected:
  LeadServiceWatch() {
    // All leads are anna's.
    ApplyManager("boris", 0, scheduling::v1::Employee::DISMISSED);
  }

  template <class Request, class Response>
  std::shared_ptr<Watched<Response>> Watch(Caller& caller, LeadClient::StreamMethod<Request, Response> method,
                                           const Request& request) {
    auto watched = std::make_shared<Watched<Response>>();
    auto stream = std::make_shared<rpc::StreamReader<Response>>(
        caller.client.Read(method, request, {.deadline = clock_.Now() + absl::Minutes(30)}));
    watched->cancel = [weak = std::weak_ptr(stream)] {
      if (const auto alive = weak.lock()) alive->Cancel();
    };
    asio::co_spawn(loop_, ReadAll(std::move(stream), watched), asio::detached);
    return watched;
  }
  template <class Response>
  static asio::awaitable<void> ReadAll(std::shared_ptr<rpc::StreamReader<Response>> stream,
                                       std::shared_ptr<Watched<Response>> watched) {
    while (true) {
      auto message = co_await stream->Read();
      if (!message.ok() || !*message) {
        watched->end = message.status();
        co_return;
      }
      watched->seen.push_back(*std::move(*message));
    }
  }

  std::shared_ptr<Watched<v1::WatchLeadsResponse>> WatchList(v1::ListLeadsRequest list, const std::string& cursor = {},
                                                             std::size_t at = 0) {
    v1::WatchLeadsRequest request;
    list.set_parent(kDepartment);
    *request.mutable_list() = std::move(list);
    request.set_cursor(cursor);
    return Watch(Anna(at), &Api::WatchLeads, request);
  }
  std::shared_ptr<Watched<v1::WatchFocusResponse>> WatchAnnas(int page_size = 0) {
    v1::WatchFocusRequest request;
    request.set_parent(Employee("anna"));
    request.set_page_size(page_size);
    return Watch(Anna(), &Api::WatchFocus, request);
  }

  template <class Response>
  bool Sees(const Watched<Response>& watched, std::size_t messages) {
    return RunUntil(loop_, [&] { return watched.seen.size() >= messages; });
  }
  // What all messages told of leads, in order: names with whether they are in the list.
  static std::vector<std::pair<std::string, bool>> Told(const Watched<v1::WatchLeadsResponse>& watched) {
    std::vector<std::pair<std::string, bool>> told;
    for (const v1::WatchLeadsResponse& each : watched.seen) {
      for (const v1::Lead& lead : each.leads()) told.emplace_back(lead.name(), true);
      for (const std::string& name : each.left()) told.emplace_back(name, false);
    }
    return told;
  }
  static std::vector<std::pair<std::string, Entry::Reason>> Shown(const v1::WatchFocusResponse& response) {
    std::vector<std::pair<std::string, Entry::Reason>> all;
    for (const Entry& entry : response.entries()) all.emplace_back(entry.lead().name(), entry.reason());
    return all;
  }
  static v1::ListLeadsRequest Open() {
    v1::ListLeadsRequest list;
    list.set_open(true);
    return list;
  }
  std::string Arrive(const std::string& channel = kVk) {
    clock_.Advance(absl::Seconds(1));
    return Create(Enquiry("", channel)).name();
  }
  void Plan(const std::string& lead, absl::Time due) {
    v1::ScheduleFollowUpRequest request;
    request.set_parent(lead);
    *request.mutable_follow_up()->mutable_due_time() = ToTimestamp(due);
    ASSERT_THAT(Call(Anna(), &Api::ScheduleFollowUp, request), IsOk());
  }
  absl::StatusOr<v1::Lead> Rename(const std::string& lead, const std::string& client) {
    v1::UpdateLeadRequest request;
    request.mutable_lead()->set_name(lead);
    request.mutable_lead()->set_client_name(client);
    return Call(Anna(), &Api::UpdateLead, request);
  }
  int Streams(std::size_t at = 0) { return replicas_[at]->host.admission().under_way(rpc::Admission::Kind::kStream); }
};

TEST_F(LeadServiceWatch, TellsWhatIsThereThenWhatEntersChangesAndLeaves) {
  const std::string first = Arrive();
  const std::string second = Arrive();
  const auto watched = WatchList(Open());
  ASSERT_TRUE(Sees(*watched, 1));
  EXPECT_TRUE(watched->seen[0].snapshot());
  EXPECT_EQ(watched->seen[0].leads(0).SerializeAsString(), Read(second).SerializeAsString());
  const std::string third = Arrive();
  ASSERT_TRUE(Sees(*watched, 2));
  EXPECT_FALSE(watched->seen[1].snapshot());
  EXPECT_EQ(watched->seen[1].leads(0).SerializeAsString(), Read(third).SerializeAsString());
  ASSERT_THAT(Rename(first, "Anna Petrova"), IsOk());  // nothing that is counted, but another lead to look at
  ASSERT_TRUE(Sees(*watched, 3));
  EXPECT_EQ(watched->seen[2].leads(0).client_name(), "Anna Petrova");
  ASSERT_THAT(Lose(second), IsOk());
  ASSERT_TRUE(Sees(*watched, 4));
  EXPECT_THAT(Told(*watched), ElementsAre(Pair(second, true), Pair(first, true), Pair(third, true), Pair(first, true),
                                          Pair(second, false)));
  for (std::size_t i = 0; i < watched->seen.size(); ++i) {
    EXPECT_EQ(watched->seen[i].sequence(), static_cast<std::int64_t>(i) + 1);
  }
}

TEST_F(LeadServiceWatch, TellsASettledChangeSoonAndOnce) {
  const auto watched = WatchList(Open());
  ASSERT_TRUE(Sees(*watched, 1));
  const absl::Time began = absl::Now();
  const std::string lead = Arrive();  // several events, one change
  ASSERT_TRUE(Sees(*watched, 2));
  EXPECT_LT(absl::Now() - began, absl::Seconds(1));
  RunFor(loop_, absl::Milliseconds(200));
  EXPECT_THAT(Told(*watched), ElementsAre(Pair(lead, true)));
}

TEST_F(LeadServiceWatch, FollowsTheListThatWasAskedFor) {
  v1::ListLeadsRequest list;
  list.set_channel(kSite);
  list.set_page_size(2);
  const std::string one = Arrive(kSite);
  for (int i = 0; i < 3; ++i) Arrive(kVk);
  const std::string two = Arrive(kSite);
  const std::string three = Arrive(kSite);
  const auto watched = WatchList(list);
  ASSERT_TRUE(Sees(*watched, 1));
  EXPECT_THAT(Told(*watched), ElementsAre(Pair(three, true), Pair(two, true)));
  const std::string other = Arrive(kVk);
  ASSERT_TRUE(Sees(*watched, 2));
  const std::string mine = Arrive(kSite);
  ASSERT_TRUE(Sees(*watched, 3));
  EXPECT_THAT(Told(*watched), ElementsAre(Pair(three, true), Pair(two, true), Pair(other, false), Pair(mine, true)));
}

TEST_F(LeadServiceWatch, FillsTheSnapshotFromShortPages) {
  v1::ListLeadsRequest list;
  list.set_channel(kSite);
  list.set_state(v1::Lead::LOST);
  std::vector<std::string> lost;
  for (int i = 0; i < 6; ++i) {
    const std::string lead = Arrive(kSite);
    if (i % 3 != 0) continue;
    ASSERT_THAT(Lose(lead), IsOk());
    lost.push_back(lead);
    ASSERT_THAT(Lose(Arrive(kVk)), IsOk());
  }
  list.set_page_size(2);
  const auto watched = WatchList(list);
  ASSERT_TRUE(Sees(*watched, 1));
  EXPECT_THAT(Told(*watched), ElementsAre(Pair(lost[1], true), Pair(lost[0], true)));
}

TEST_F(LeadServiceWatch, GoesOnAfterACursorWithoutLossOrRepetition) {
  const std::string first = Arrive();
  const auto broken = WatchList(Open());
  ASSERT_TRUE(Sees(*broken, 1));
  const std::string second = Arrive();
  ASSERT_TRUE(Sees(*broken, 2));
  broken->cancel();
  ASSERT_TRUE(RunUntil(loop_, [&] { return broken->end.has_value(); }));

  const std::string third = Arrive();
  ASSERT_THAT(Lose(first), IsOk());
  const auto resumed = WatchList(Open(), broken->seen.back().cursor());
  ASSERT_TRUE(Sees(*resumed, 1));
  RunFor(loop_, absl::Milliseconds(200));
  EXPECT_FALSE(resumed->seen[0].snapshot());
  EXPECT_THAT(Told(*resumed), UnorderedElementsAre(Pair(third, true), Pair(first, false)));

  // After the last cursor there is nothing to tell, after an earlier one all that came since.
  const auto idle = WatchList(Open(), resumed->seen.back().cursor());
  const auto earlier = WatchList(Open(), broken->seen.front().cursor());
  ASSERT_TRUE(Sees(*earlier, 1));
  EXPECT_THAT(Told(*earlier), UnorderedElementsAre(Pair(second, true), Pair(third, true), Pair(first, false)));
  EXPECT_THAT(idle->seen, IsEmpty());
}

TEST_F(LeadServiceWatch, CatchesUpInBatches) {
  const auto broken = WatchList(Open());
  ASSERT_TRUE(Sees(*broken, 1));
  std::vector<std::string> leads;
  for (int i = 0; i < 150; ++i) leads.push_back(Arrive());
  broken->cancel();
  const auto resumed = WatchList(Open(), broken->seen.front().cursor());
  std::map<std::string, int> told;
  ASSERT_TRUE(RunUntil(loop_, [&] {
    told.clear();
    for (const auto& [name, in] : Told(*resumed)) ++told[name];
    return told.size() == leads.size();
  }));
  EXPECT_GT(resumed->seen.size(), 1U);
}

TEST_F(LeadServiceWatch, RefusesACursorThatIsNotInTheLog) {
  const std::string lead = Arrive();
  const auto watched = WatchList(Open());
  ASSERT_TRUE(Sees(*watched, 1));
  const std::string cursor = watched->seen[0].cursor();
  for (const std::string& unknown : {std::string("nonsense"), std::string("1-1"), cursor + "9",
                                     std::string("99999999999999-0"), std::string("0-1"), std::string("-")}) {
    const auto refused = WatchList(Open(), unknown);
    ASSERT_TRUE(RunUntil(loop_, [&] { return refused->end.has_value(); })) << unknown;
    EXPECT_THAT(*refused->end, StatusIs(Reason::kCursorUnknown)) << unknown;
  }
  Arrive();
  redis_server_.Run(redis::Command("XTRIM", store().keys().Events(Partition()), "MAXLEN", 1));
  const auto old = WatchList(Open(), cursor);
  ASSERT_TRUE(RunUntil(loop_, [&] { return old->end.has_value(); }));
  EXPECT_THAT(*old->end, StatusIs(Reason::kCursorUnknown));
}

TEST_F(LeadServiceWatch, RefusesWhatAListRefuses) {
  v1::WatchLeadsRequest request;
  const auto refusal = [&](Caller& caller) {
    const auto refused = Watch(caller, &Api::WatchLeads, request);
    EXPECT_TRUE(RunUntil(loop_, [&] { return refused->end.has_value(); }));
    return refused->end.value_or(absl::OkStatus());
  };
  EXPECT_THAT(refusal(Anna()), StatusIs(Reason::kFieldInvalid));
  request.mutable_list()->set_parent(kDepartment);
  request.mutable_list()->set_page_token("next");
  EXPECT_THAT(refusal(Anna()), StatusIs(Reason::kFieldInvalid));
  request.mutable_list()->clear_page_token();
  request.mutable_list()->set_owner("departments/d2/employees/anna");
  EXPECT_THAT(refusal(Operator()), StatusIs(Reason::kFieldInvalid));
  request.mutable_list()->clear_owner();
  EXPECT_THAT(refusal(As("marketer", type::v1::MARKETER)), StatusIs(Reason::kRoleNotAllowed));
  request.mutable_list()->set_parent("departments/d2");
  EXPECT_THAT(refusal(Anna()), StatusIs(Reason::kOtherDepartment));
}

TEST_F(LeadServiceWatch, AnotherReplicasChangesAreSeen) {
  AddReplica();
  asio::co_spawn(loop_, replicas_[1]->log.Follow(), asio::detached);
  const auto watched = WatchList(Open(), {}, 1);
  ASSERT_TRUE(Sees(*watched, 1));
  RunFor(loop_, absl::Milliseconds(100));  // until it follows
  const absl::Time began = absl::Now();
  const std::string lead = Arrive();
  ASSERT_TRUE(Sees(*watched, 2));
  EXPECT_LT(absl::Now() - began, absl::Seconds(1));
  EXPECT_THAT(Told(*watched), ElementsAre(Pair(lead, true)));
  watched->cancel();
  EXPECT_TRUE(RunUntil(loop_, [&] { return Streams(1) == 0; }));
}

TEST_F(LeadServiceWatch, SaysThatItLivesAndEndsWithItsReader) {
  const std::string lead = Arrive();
  const auto leads = WatchList(Open());
  const auto focus = WatchAnnas();
  EXPECT_TRUE(RunUntil(loop_, [&] { return leads->heartbeats() > 0 && focus->heartbeats() > 0; }));
  EXPECT_THAT(Told(*leads), SizeIs(1));
  const auto resumed = WatchList(Open(), leads->seen.back().cursor());
  ASSERT_THAT(Lose(lead), IsOk());
  ASSERT_TRUE(Sees(*resumed, 1));
  EXPECT_THAT(Told(*resumed), ElementsAre(Pair(lead, false)));
  EXPECT_EQ(Streams(), 3);
  for (const auto& cancel : {leads->cancel, focus->cancel, resumed->cancel}) cancel();
  EXPECT_TRUE(RunUntil(loop_, [&] { return Streams() == 0; }));
}

TEST_F(LeadServiceWatch, ShowsTheFocusListWheneverALeadChangesIt) {
  const auto watched = WatchAnnas();
  ASSERT_TRUE(Sees(*watched, 1));
  EXPECT_TRUE(watched->seen[0].changed());
  EXPECT_THAT(Shown(watched->seen[0]), IsEmpty());
  const std::string lead = Arrive();
  ASSERT_TRUE(Sees(*watched, 2));
  EXPECT_THAT(Shown(watched->seen[1]), ElementsAre(Pair(lead, Entry::ANSWER)));
  ASSERT_THAT(Rename(lead, "Anna Petrova"), IsOk());
  ASSERT_TRUE(Sees(*watched, 3));
  EXPECT_EQ(watched->seen[2].entries(0).lead().client_name(), "Anna Petrova");
  ASSERT_THAT(Lose(lead), IsOk());
  ASSERT_TRUE(Sees(*watched, 4));
  EXPECT_TRUE(watched->seen[3].changed());
  EXPECT_THAT(Shown(watched->seen[3]), IsEmpty());
}

TEST_F(LeadServiceWatch, ShowsWhoWaitsForAnAnswerAtOnceAndThatItIsLateWhenTheLimitIsOver) {
  const auto watched = WatchAnnas();
  ASSERT_TRUE(Sees(*watched, 1));
  const std::string lead = Arrive();
  ASSERT_TRUE(Sees(*watched, 2));
  ASSERT_THAT(Shown(watched->seen[1]), ElementsAre(Pair(lead, Entry::ANSWER)));
  EXPECT_FALSE(watched->seen[1].entries(0).late());
  v1::ListFocusRequest list;
  list.set_parent(Employee("anna"));
  const auto listed = Call(Anna(), &Api::ListFocus, list);
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(listed->entries(), SizeIs(1));
  EXPECT_EQ(listed->entries(0).SerializeAsString(), watched->seen[1].entries(0).SerializeAsString());
  clock_.Set(FromTimestamp(watched->seen[1].entries(0).due_time()) + absl::Milliseconds(1));
  ASSERT_TRUE(Sees(*watched, 3));
  ASSERT_THAT(Shown(watched->seen[2]), ElementsAre(Pair(lead, Entry::ANSWER)));
  EXPECT_TRUE(watched->seen[2].entries(0).late());
}

TEST_F(LeadServiceWatch, ShowsTheFocusListWhenItIsTime) {
  const std::string lead = Arrive();
  ASSERT_THAT(Log(lead, OutboundCall()), IsOk());
  Plan(lead, clock_.Now() + absl::Minutes(30));
  const auto watched = WatchAnnas();
  ASSERT_TRUE(Sees(*watched, 1));
  EXPECT_THAT(Shown(watched->seen[0]), IsEmpty());
  clock_.Advance(absl::Minutes(30) + absl::Milliseconds(1));
  ASSERT_TRUE(Sees(*watched, 2));
  EXPECT_THAT(Shown(watched->seen[1]), ElementsAre(Pair(lead, Entry::FOLLOW_UP)));
  EXPECT_TRUE(watched->seen[1].entries(0).late());
}

TEST_F(LeadServiceWatch, ShowsThatAnEntryIsLateNow) {
  const std::string lead = Arrive();
  ASSERT_THAT(Log(lead, OutboundCall()), IsOk());
  const absl::Time due = clock_.Now() + absl::Minutes(30);
  Plan(lead, due);
  clock_.Set(due);
  const auto watched = WatchAnnas();
  ASSERT_TRUE(Sees(*watched, 1));
  ASSERT_THAT(Shown(watched->seen[0]), ElementsAre(Pair(lead, Entry::FOLLOW_UP)));
  EXPECT_FALSE(watched->seen[0].entries(0).late());
  clock_.Advance(absl::Milliseconds(1));
  ASSERT_TRUE(Sees(*watched, 2));
  EXPECT_TRUE(watched->seen[1].entries(0).late());
}

TEST_F(LeadServiceWatch, TheTopIsAsLongAsAskedAndOfOneEmployee) {
  for (int i = 0; i < 3; ++i) Arrive();
  const auto watched = WatchAnnas(2);
  ASSERT_TRUE(Sees(*watched, 1));
  EXPECT_THAT(watched->seen[0].entries(), SizeIs(2));
  v1::WatchFocusRequest request;
  request.set_parent(Employee("boris"));
  const auto refused = Watch(Anna(), &Api::WatchFocus, request);
  ASSERT_TRUE(RunUntil(loop_, [&] { return refused->end.has_value(); }));
  EXPECT_THAT(*refused->end, StatusIs(Reason::kRoleNotAllowed));
  const auto heads = Watch(Head(), &Api::WatchFocus, request);
  EXPECT_TRUE(Sees(*heads, 1));
}

}  // namespace
}  // namespace zamer::lead
