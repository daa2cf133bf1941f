// A thousand clients want one slot at the same moment, through gRPC and real processes.
#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <set>
#include <string>
#include <vector>

#include "services/common/time/clock.h"
#include "services/common/time/timestamps.h"
#include "services/zamerctl/simulator/zamer.h"
#include "tests/support/loop.h"
#include "tests/support/scene.h"
#include "tests/support/simulate.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

using scheduling::v1::Meeting;

constexpr int kCallers = 1'000;
constexpr int kDesigners = 3;

class BookingRaceTest : public ::testing::Test {
 protected:
  scheduling::v1::BookMeetingRequest RequestOf(int client) const {
    scheduling::v1::BookMeetingRequest request;
    request.set_parent(scene_.name());
    Meeting& meeting = *request.mutable_meeting();
    meeting.set_lead(scene_.NameOf("leads", absl::StrCat("lead-", client)));
    meeting.set_kind(Meeting::SHOWROOM);
    *meeting.mutable_start_time() = ToTimestamp(start_);
    return request;
  }

  // Every client asks at once; each is asked again only while the service is too busy to answer.
  std::vector<absl::StatusOr<Meeting>> AllBook(const std::string& designer) {
    const SystemClock clock;
    asio::io_context loop{1};
    const simulator::Options options = OptionsFor(cluster_);
    simulator::Zamer zamer(loop, clock, options);
    const simulator::Person who{scene_.manager().subject(), scene_.manager().token()};
    std::vector<absl::StatusOr<Meeting>> answers;
    const auto book = [&](int client) -> asio::awaitable<void> {
      simulator::Seen seen;
      scheduling::v1::BookMeetingRequest request = RequestOf(client);
      request.mutable_meeting()->set_designer(designer);
      answers.push_back(co_await zamer.Call(who, seen, &simulator::SchedulingApi::BookMeeting, request));
    };
    for (int client = 0; client < kCallers; ++client) asio::co_spawn(loop, book(client), asio::detached);
    EXPECT_TRUE(RunUntil(loop, [&] { return answers.size() == kCallers; }, absl::Minutes(2)));
    return answers;
  }

  // The designers of the meetings that were booked; everybody else was told that the slot is taken and what is free.
  static std::vector<std::string> WinnersOf(const std::vector<absl::StatusOr<Meeting>>& answers) {
    std::vector<std::string> designers;
    for (const absl::StatusOr<Meeting>& answer : answers) {
      if (answer.ok()) {
        designers.push_back(answer->designer());
        continue;
      }
      EXPECT_THAT(answer, StatusIs(Reason::kSlotTaken));
      scheduling::v1::SearchSlotsResponse next;
      const auto detail = answer.status().GetPayload("type.googleapis.com/zamer.scheduling.v1.SearchSlotsResponse");
      EXPECT_TRUE(detail && next.ParseFromString(std::string(*detail)) && next.slots_size() > 0);
    }
    return designers;
  }

  int MeetingsInTheCalendar() {
    scheduling::v1::ListMeetingsRequest request;
    request.set_parent(scene_.name());
    request.set_page_size(1000);
    const auto response = scene_.manager().Call(&SchedulingApi::ListMeetings, request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->meetings_size() : -1;
  }

  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  Scene scene_{cluster_, "d1", kDesigners};
  const absl::Time start_ = MinutesAgo(-26 * 60);
};

TEST_F(BookingRaceTest, OneDesignersSlotIsBookedByExactlyOne) {
  const std::vector<std::string> winners = WinnersOf(AllBook(scene_.designer(0).subject()));
  EXPECT_THAT(winners, ::testing::ElementsAre(scene_.designer(0).subject()));
  EXPECT_EQ(MeetingsInTheCalendar(), 1);
}

TEST_F(BookingRaceTest, APoolOfDesignersIsBookedByExactlyAsMany) {
  const std::vector<std::string> winners = WinnersOf(AllBook(""));
  EXPECT_EQ(winners.size(), kDesigners);
  EXPECT_EQ(std::set(winners.begin(), winners.end()).size(), kDesigners);
  EXPECT_EQ(MeetingsInTheCalendar(), kDesigners);
}

TEST_F(BookingRaceTest, TheWinnerWhoAsksAgainGetsHisOwnBooking) {
  scheduling::v1::BookMeetingRequest request = RequestOf(1);
  request.set_request_id("same");
  const auto first = scene_.manager().Call(&SchedulingApi::BookMeeting, request);
  const auto again = scene_.manager().Call(&SchedulingApi::BookMeeting, request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->name(), first->name());
  EXPECT_EQ(MeetingsInTheCalendar(), 1);
}

}  // namespace
}  // namespace zamer::testing
