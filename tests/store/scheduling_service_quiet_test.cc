// The scheduling service and people who asked not to be contacted, over gRPC, on a real Redis.
#include "services/scheduling/lead_feed.h"
#include "tests/store/scheduling_fixture.h"
#include "zamer/lead/v1/lead_events.pb.h"

namespace zamer::scheduling {
namespace {

class SchedulingQuietTest : public SchedulingFixture {
 protected:
  SchedulingQuietTest() { AddDesigner("e1"); }

  static lead::v1::LeadEvent About(const std::string& lead) {
    lead::v1::LeadEvent event;
    event.mutable_meta()->set_department(kDepartment);
    event.mutable_meta()->set_subject(Child(kDepartment, "leads", lead));
    return event;
  }
  static lead::v1::LeadEvent Quiet(const std::string& lead, bool do_not_contact) {
    lead::v1::LeadEvent event = About(lead);
    event.mutable_do_not_contact_changed()->set_do_not_contact(do_not_contact);
    return event;
  }
  static lead::v1::LeadEvent Merged(const std::string& lead, const std::string& survivor) {
    lead::v1::LeadEvent event = About(lead);
    event.mutable_lead_merged()->set_survivor(Child(kDepartment, "leads", survivor));
    return event;
  }

  // As the consumer of the lead feed does.
  void Hear(const lead::v1::LeadEvent& event) {
    store::Store& store = replicas_.front()->store;
    const store::Store::Body body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
      const events::FeedEvent fed{"1-1", event.SerializeAsString()};
      ZAMER_CO_RETURN_IF_ERROR(co_await ApplyLeadEvent(tx, fed));
      co_return std::string();
    };
    ASSERT_THAT(testing::RunOnLoop(loop_, store.CommitEffect(store.keys().PartitionOf("d1"), {}, Soon(), body)),
                IsOk());
  }
};

TEST_F(SchedulingQuietTest, NobodyBooksOrHoldsForWhoAskedNotToBeContacted) {
  const auto hold = Hold(March(4, 10));
  ASSERT_THAT(hold, IsOk());
  Hear(Quiet("l1", true));
  EXPECT_THAT(Book(March(4, 12)), StatusIs(Reason::kDoNotContact));
  EXPECT_THAT(Hold(March(4, 12)), StatusIs(Reason::kDoNotContact));
  EXPECT_THAT(BookHeld(Olga(), hold->name()), StatusIs(Reason::kDoNotContact));
  EXPECT_THAT(Book(March(4, 12), "e1", "l2"), IsOk()) << "another lead";

  Hear(Quiet("l1", false));
  EXPECT_THAT(BookHeld(Olga(), hold->name()), IsOk());
}

TEST_F(SchedulingQuietTest, AMeetingThatStandsMayBeMovedAndCalledOff) {
  const auto meeting = Book(March(4, 12));
  ASSERT_THAT(meeting, IsOk());
  Hear(Quiet("l1", true));
  const auto moved = Move(meeting->name(), March(5, 12));
  ASSERT_THAT(moved, IsOk()) << "the client may ask for it";
  EXPECT_THAT(CallOff(moved->name()), IsOk());
}

TEST_F(SchedulingQuietTest, TheWishSurvivesAMerge) {
  Hear(Merged("l3", "l2"));
  EXPECT_THAT(Book(March(4, 10), "e1", "l2"), IsOk());
  Hear(Quiet("l1", true));
  Hear(Merged("l1", "l2"));
  EXPECT_THAT(Book(March(4, 12), "e1", "l2"), StatusIs(Reason::kDoNotContact));
  Hear(Quiet("l2", false));
  EXPECT_THAT(Book(March(4, 12), "e1", "l2"), IsOk());
}

}  // namespace
}  // namespace zamer::scheduling
