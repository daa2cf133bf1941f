// No time is given twice, whoever asks for it at once, and through however many replicas.
#include <set>

#include "tests/store/scheduling_fixture.h"

namespace zamer::scheduling {
namespace {

using ::testing::Contains;
using ::testing::Pair;
using ::testing::SizeIs;

// What came of many bookings at once.
struct Tally {
  std::vector<v1::Meeting> booked;
  std::vector<absl::Status> refused;
};

class SchedulingRaceTest : public SchedulingFixture {
 protected:
  // Sends all bookings at once, in turn to each replica, and waits for all answers.
  Tally BookAllAtOnce(const std::vector<v1::BookMeetingRequest>& requests) {
    for (std::size_t i = 0; i < replicas_.size(); ++i) EXPECT_THAT(MeetingsSeenBy(Olga(i)), IsOk());  // connects
    Tally tally;
    std::size_t answered = 0;
    for (std::size_t i = 0; i < requests.size(); ++i) {
      Person& person = Olga(i % replicas_.size());
      asio::co_spawn(loop_, person.client.Invoke(&Api::BookMeeting, requests[i], {.deadline = Soon()}),
                     [&](std::exception_ptr, absl::StatusOr<v1::Meeting> meeting) {
                       ++answered;
                       if (!meeting.ok()) return tally.refused.push_back(meeting.status());
                       tally.booked.push_back(*std::move(meeting));
                     });
    }
    EXPECT_TRUE(testing::RunUntil(loop_, [&] { return answered == requests.size(); }));
    return tally;
  }

  absl::StatusOr<v1::ListMeetingsResponse> MeetingsSeenBy(Person& person) {
    v1::ListMeetingsRequest request;
    request.set_parent(kDepartment);
    return Call(person, &Api::ListMeetings, request);
  }

  // Each for another lead.
  static std::vector<v1::BookMeetingRequest> BookingsOfOneTime(int count, const std::string& designer) {
    std::vector<v1::BookMeetingRequest> requests;
    requests.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      requests.push_back(Booking(Asked(March(4, 12), designer, absl::StrCat("lead-", i)), absl::StrCat("one-", i)));
    }
    return requests;
  }
};

TEST_F(SchedulingRaceTest, AThousandBookingsOfOneSlotAtOnceGiveOneMeeting) {
  AddDesigner("e1");
  const Tally tally = BookAllAtOnce(BookingsOfOneTime(1000, "e1"));
  EXPECT_THAT(tally.booked, SizeIs(1));
  EXPECT_THAT(tally.refused, SizeIs(999));
  for (const absl::Status& refusal : tally.refused) ASSERT_THAT(refusal, StatusIs(Reason::kSlotTaken));
}

TEST_F(SchedulingRaceTest, AThousandBookingsOfOneSlotThroughTwoReplicasGiveOneMeeting) {
  AddReplica();
  AddDesigner("e1");
  const Tally tally = BookAllAtOnce(BookingsOfOneTime(1000, "e1"));
  EXPECT_THAT(tally.booked, SizeIs(1));
  for (const absl::Status& refusal : tally.refused) ASSERT_THAT(refusal, StatusIs(Reason::kSlotTaken));
}

TEST_F(SchedulingRaceTest, APoolOfDesignersTakesExactlyAsManyMeetingsAsItHasDesigners) {
  for (int i = 0; i < 7; ++i) AddDesigner(absl::StrCat("e", i));
  const Tally tally = BookAllAtOnce(BookingsOfOneTime(1000, ""));
  std::set<std::string> designers;
  for (const v1::Meeting& meeting : tally.booked) designers.insert(meeting.designer());
  EXPECT_THAT(tally.booked, SizeIs(7));
  EXPECT_THAT(designers, SizeIs(7));
  for (const absl::Status& refusal : tally.refused) ASSERT_THAT(refusal, StatusIs(Reason::kSlotTaken));
}

TEST_F(SchedulingRaceTest, APoolThroughTwoReplicasTakesExactlyAsManyToo) {
  AddReplica();
  for (int i = 0; i < 7; ++i) AddDesigner(absl::StrCat("e", i));
  const Tally tally = BookAllAtOnce(BookingsOfOneTime(1000, ""));
  std::set<std::string> designers;
  for (const v1::Meeting& meeting : tally.booked) designers.insert(meeting.designer());
  EXPECT_THAT(tally.booked, SizeIs(7));
  EXPECT_THAT(designers, SizeIs(7));
  for (const absl::Status& refusal : tally.refused) ASSERT_THAT(refusal, StatusIs(Reason::kSlotTaken));
}

TEST_F(SchedulingRaceTest, FewerBookingsThanDesignersAllSucceed) {
  for (int i = 0; i < 7; ++i) AddDesigner(absl::StrCat("e", i));
  EXPECT_THAT(BookAllAtOnce(BookingsOfOneTime(5, "")).booked, SizeIs(5));
}

TEST_F(SchedulingRaceTest, OneLeadBookingOneTimeWithTwoDesignersAtOnceGetsOneMeeting) {
  AddDesigner("e1");
  AddDesigner("e2");
  const Tally tally =
      BookAllAtOnce({Booking(Asked(March(4, 12), "e1", "l1"), "a"), Booking(Asked(March(4, 12), "e2", "l1"), "b")});
  ASSERT_THAT(tally.booked, SizeIs(1));
  ASSERT_THAT(tally.refused, SizeIs(1));
  EXPECT_THAT(tally.refused[0], StatusIs(Reason::kMeetingAlreadyExists));
  EXPECT_THAT(MetadataOf(tally.refused[0]), Contains(Pair("meeting", tally.booked[0].name())));
}

TEST_F(SchedulingRaceTest, ASlotThatAnotherReplicaFreedCanBeBookedAtOnce) {
  AddReplica();
  AddDesigner("e1");
  const auto first = Book(March(4, 12));
  const auto refused = Call(Olga(1), &Api::BookMeeting, Booking(Asked(March(4, 12), "e1", "l2"), "x"));
  ASSERT_THAT(refused, StatusIs(Reason::kSlotTaken));
  ASSERT_THAT(CallOff(first->name()), IsOk());
  EXPECT_THAT(Call(Olga(1), &Api::BookMeeting, Booking(Asked(March(4, 12), "e1", "l2"), "x")), IsOk());
}

}  // namespace
}  // namespace zamer::scheduling
