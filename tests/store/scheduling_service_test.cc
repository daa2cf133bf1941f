// The scheduling service's promises, over gRPC, on a real Redis.
#include "tests/store/scheduling_fixture.h"

namespace zamer::scheduling {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using Event = v1::SchedulingEvent;

class SchedulingServiceTest : public SchedulingFixture {
 protected:
  static v1::SearchSlotsResponse SlotsIn(const absl::Status& refusal) {
    v1::SearchSlotsResponse slots;
    const auto detail = refusal.GetPayload("type.googleapis.com/zamer.scheduling.v1.SearchSlotsResponse");
    EXPECT_TRUE(detail.has_value() && slots.ParseFromString(std::string(*detail)));
    return slots;
  }

  absl::StatusOr<v1::SearchSlotsResponse> Search(absl::Time start, absl::Time end) {
    v1::SearchSlotsRequest request;
    request.set_parent(kDepartment);
    request.set_kind(v1::Meeting::ONLINE);
    *request.mutable_start_time() = ToTimestamp(start);
    *request.mutable_end_time() = ToTimestamp(end);
    return Call(Olga(), &Api::SearchSlots, request);
  }

  std::vector<std::string> ListOf(v1::ListMeetingsRequest request) {
    request.set_parent(kDepartment);
    std::vector<std::string> names;
    do {
      const auto page = Call(Olga(), &Api::ListMeetings, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      for (const v1::Meeting& meeting : page->meetings()) names.push_back(meeting.name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

  v1::Department CreatedDepartment() {
    v1::GetDepartmentRequest request;
    request.set_name(kDepartment);
    return Call(Head(), &Api::GetDepartment, request).value();
  }

  static v1::RecordOutcomeRequest Outcome(const std::string& name) {
    v1::RecordOutcomeRequest request;
    request.set_name(name);
    request.mutable_outcome()->set_result(v1::Outcome::ESTIMATE_GIVEN);
    return request;
  }
};

TEST_F(SchedulingServiceTest, ASlotThatIsTakenNamesTheNextFreeOnes) {
  AddDesigner("e1");
  ASSERT_THAT(Book(March(4, 18)), IsOk());
  const auto refused = Book(March(4, 18), "e1", "l2");
  ASSERT_THAT(refused, StatusIs(Reason::kSlotTaken));
  const v1::SearchSlotsResponse next = SlotsIn(refused.status());
  ASSERT_EQ(next.slots_size(), 5);
  EXPECT_EQ(FromTimestamp(next.slots(0).start_time()), March(5, 10));
  const auto retried = Book(FromTimestamp(next.slots(0).start_time()), "e1", "l2");
  EXPECT_THAT(retried, IsOk());
}

TEST_F(SchedulingServiceTest, ARetriedBookingGivesTheFirstMeeting) {
  AddDesigner("e1");
  const auto first = Call(Olga(), &Api::BookMeeting, Booking(Asked(March(4, 12), "e1", "l1"), "same"));
  const auto again = Call(Olga(), &Api::BookMeeting, Booking(Asked(March(4, 12), "e1", "l1"), "same"));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->name(), first->name());
  EXPECT_EQ(again->etag(), first->etag());
  EXPECT_THAT(FactsOf(first->name()), ElementsAre(Event::kMeetingBooked));
  EXPECT_THAT(Call(Olga(), &Api::BookMeeting, Booking(Asked(March(4, 13), "e1", "l1"), "same")),
              StatusIs(Reason::kRequestIdReused));
}

TEST_F(SchedulingServiceTest, TheSameLeadAtTheSameTimeIsToldOfItsMeeting) {
  AddDesigner("e1");
  const auto first = Book(March(4, 12));
  const auto again = Book(March(4, 12));
  ASSERT_THAT(again, StatusIs(Reason::kMeetingAlreadyExists));
  EXPECT_THAT(MetadataOf(again.status()), Contains(Pair("meeting", first->name())));
  ASSERT_THAT(CallOff(first->name()), IsOk());
  EXPECT_THAT(Book(March(4, 12)), IsOk());
}

TEST_F(SchedulingServiceTest, AMeetingGoesFromTheHoldToItsOutcome) {
  AddDesigner("e1");
  const auto held = Hold(March(4, 12));
  ASSERT_THAT(held, IsOk());
  EXPECT_EQ(held->state(), v1::Meeting::HOLD);
  EXPECT_EQ(FromTimestamp(held->hold_expire_time()), March(3, 10, 10));
  const auto booked = BookHeld(As("pavel", type::v1::LEAD_MANAGER), held->name());
  ASSERT_THAT(booked, IsOk());
  EXPECT_EQ(booked->booked_by(), "departments/d1/employees/pavel");
  v1::ConfirmMeetingRequest confirm;
  confirm.set_name(held->name());
  EXPECT_EQ(Call(Olga(), &Api::ConfirmMeeting, confirm)->state(), v1::Meeting::CONFIRMED);
  clock_.Set(March(4, 12));
  v1::StartMeetingRequest start;
  start.set_name(held->name());
  EXPECT_THAT(Call(As("e2", type::v1::DESIGNER), &Api::StartMeeting, start), StatusIs(Reason::kRoleNotAllowed));
  EXPECT_EQ(Call(As("e1", type::v1::DESIGNER), &Api::StartMeeting, start)->state(), v1::Meeting::STARTED);
  clock_.Set(March(4, 13));
  const auto done = Call(As("e1", type::v1::DESIGNER), &Api::RecordOutcome, Outcome(held->name()));
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(done->state(), v1::Meeting::HELD);
  EXPECT_EQ(done->outcome().result(), v1::Outcome::ESTIMATE_GIVEN);
  EXPECT_EQ(done->etag(), "\"5\"");
  EXPECT_THAT(FactsOf(held->name()),
              ElementsAre(Event::kMeetingHoldPlaced, Event::kMeetingBooked, Event::kMeetingConfirmed,
                          Event::kMeetingStarted, Event::kMeetingHeld));
}

TEST_F(SchedulingServiceTest, AHoldThatRanOutFreesTheSlotAtOnceAndIsToldOnce) {
  AddReplica();
  AddDesigner("e1");
  const auto held = Hold(March(4, 12));
  EXPECT_THAT(Book(March(4, 12), "e1", "l2"), StatusIs(Reason::kSlotTaken));
  clock_.Advance(absl::Minutes(10));
  EXPECT_THAT(Book(March(4, 12), "e1", "l2"), IsOk());
  FireTimers();
  FireTimers();
  EXPECT_EQ(Read(held->name()).state(), v1::Meeting::EXPIRED);
  EXPECT_THAT(FactsOf(held->name()), ElementsAre(Event::kMeetingHoldPlaced, Event::kHoldExpired));
  EXPECT_THAT(BookHeld(Olga(), held->name()), StatusIs(Reason::kHoldExpired));
  EXPECT_THAT(Book(March(4, 12), "e1", "l3"), StatusIs(Reason::kSlotTaken));
}

TEST_F(SchedulingServiceTest, AMissingOutcomeIsToldOnceTwoHoursAfterTheEnd) {
  AddDesigner("e1");
  const auto booked = Book(March(4, 12));
  clock_.Set(March(4, 14, 59));
  FireTimers();
  EXPECT_FALSE(Read(booked->name()).outcome_missing());
  clock_.Set(March(4, 15));
  FireTimers();
  clock_.Set(March(6, 15));
  FireTimers();
  EXPECT_TRUE(Read(booked->name()).outcome_missing());
  EXPECT_THAT(Call(Head(), &Api::RecordOutcome, Outcome(booked->name())), IsOk());
  EXPECT_THAT(FactsOf(booked->name()), ElementsAre(Event::kMeetingBooked, Event::kOutcomeMissing, Event::kMeetingHeld));
  for (const Event& event : Events()) {
    if (!event.has_outcome_missing()) continue;
    EXPECT_EQ(event.meta().actor(), "services/scheduling");
    EXPECT_EQ(FromTimestamp(event.meta().occurred_time()), March(4, 15));
  }
}

TEST_F(SchedulingServiceTest, AMoveIsOneStepFromTheOldSlotToTheNew) {
  AddDesigner("e1");
  AddDesigner("e2");
  const auto old = Book(March(4, 12));
  const auto moved = Move(old->name(), March(5, 15));
  ASSERT_THAT(moved, IsOk());
  EXPECT_EQ(moved->designer(), old->designer());
  EXPECT_EQ(moved->booked_by(), old->booked_by());
  EXPECT_EQ(moved->moved_from(), old->name());
  EXPECT_EQ(moved->move_count(), 1);
  EXPECT_EQ(FromTimestamp(moved->first_start_time()), March(4, 12));
  EXPECT_EQ(Read(old->name()).moved_to(), moved->name());
  EXPECT_THAT(FactsOf(old->name()), ElementsAre(Event::kMeetingBooked, Event::kMeetingRescheduled));
  EXPECT_THAT(FactsOf(moved->name()), ElementsAre(Event::kMeetingBooked));
  EXPECT_THAT(Book(March(4, 12), "e1", "l2"), IsOk());
  EXPECT_THAT(Book(March(5, 15), "e1", "l3"), StatusIs(Reason::kSlotTaken));
}

TEST_F(SchedulingServiceTest, AMoveToTheSameTimeWithAnotherDesignerKeepsTheLeadsPlace) {
  AddDesigner("e1");
  AddDesigner("e2");
  const auto old = Book(March(4, 12));
  const auto moved = Move(old->name(), March(4, 12), "e2");
  ASSERT_THAT(moved, IsOk());
  EXPECT_EQ(moved->designer(), "departments/d1/employees/e2");
  EXPECT_THAT(Book(March(4, 12), "e1", "l1"), StatusIs(Reason::kMeetingAlreadyExists));
  ASSERT_THAT(CallOff(moved->name()), IsOk());
  EXPECT_THAT(Book(March(4, 12), "e1", "l1"), IsOk());
}

TEST_F(SchedulingServiceTest, ARefusedMoveChangesNothingAndNamesFreeSlots) {
  AddDesigner("e1");
  const auto first = Book(March(4, 12));
  ASSERT_THAT(Book(March(4, 15), "e1", "l2"), IsOk());
  const auto refused = Move(first->name(), March(4, 15));
  ASSERT_THAT(refused, StatusIs(Reason::kSlotTaken));
  EXPECT_GT(SlotsIn(refused.status()).slots_size(), 0);
  EXPECT_EQ(Read(first->name()).etag(), first->etag());
  EXPECT_THAT(FactsOf(first->name()), ElementsAre(Event::kMeetingBooked));
}

TEST_F(SchedulingServiceTest, AStaleEtagIsRefused) {
  AddDesigner("e1");
  const auto booked = Book(March(4, 12));
  v1::ConfirmMeetingRequest confirm;
  confirm.set_name(booked->name());
  confirm.set_etag("\"7\"");
  EXPECT_THAT(Call(Olga(), &Api::ConfirmMeeting, confirm), StatusIs(Reason::kEtagStale));
  confirm.set_etag(booked->etag());
  EXPECT_THAT(Call(Olga(), &Api::ConfirmMeeting, confirm), IsOk());
}

TEST_F(SchedulingServiceTest, ABookingOfThePastFollowsTheRulesOfItsTime) {
  AddDesigner("e1");
  clock_.Set(March(6, 10));
  v1::BookMeetingRequest late = Booking(Asked(March(4, 12), "e1", "l1"));
  EXPECT_THAT(Call(Olga(), &Api::BookMeeting, late), StatusIs(Reason::kSlotNotOffered));
  *late.mutable_occurred_time() = ToTimestamp(March(3, 18));
  const auto booked = Call(Olga(), &Api::BookMeeting, late);
  ASSERT_THAT(booked, IsOk());
  EXPECT_EQ(FromTimestamp(booked->book_time()), March(3, 18));
  const Event event = Events().back();
  EXPECT_EQ(FromTimestamp(event.meta().occurred_time()), March(3, 18));
  EXPECT_EQ(FromTimestamp(event.meta().recorded_time()), March(6, 10));
}

TEST_F(SchedulingServiceTest, ANamedDesignerMustBeOneWhoWorksHere) {
  AddDesigner("e1");
  EXPECT_THAT(Book(March(4, 12), "nobody"), StatusIs(Reason::kEmployeeNotFound));
  v1::DismissEmployeeRequest dismiss;
  dismiss.set_name("departments/d1/employees/e1");
  ASSERT_THAT(Call(Head(), &Api::DismissEmployee, dismiss), IsOk());
  EXPECT_THAT(Book(March(4, 12)), StatusIs(Reason::kEmployeeDismissed));
  EXPECT_THAT(Book(March(4, 12), ""), StatusIs(Reason::kNoDesignerFree));
}

TEST_F(SchedulingServiceTest, NamesOfTwoDepartmentsInOneRequestAreRefused) {
  AddDesigner("e1");
  v1::BookMeetingRequest book;
  book.set_parent(kDepartment);
  book.set_hold("departments/d2/meetings/m1");
  EXPECT_THAT(Call(Olga(), &Api::BookMeeting, book), StatusIs(Reason::kOtherDepartment));
  v1::ListMeetingsRequest list;
  list.set_parent(kDepartment);
  list.set_lead("departments/d2/leads/l1");
  EXPECT_THAT(Call(Operator(), &Api::ListMeetings, list), StatusIs(Reason::kFieldInvalid));
}

TEST_F(SchedulingServiceTest, TimeOffTakesTheSlotsAwayUntilItIsCancelled) {
  AddDesigner("e1");
  v1::CreateTimeOffRequest off;
  off.set_parent("departments/d1/employees/e1");
  *off.mutable_time_off()->mutable_start_time() = ToTimestamp(March(4, 0));
  *off.mutable_time_off()->mutable_end_time() = ToTimestamp(March(5, 0));
  const auto away = Call(Head(), &Api::CreateTimeOff, off);
  ASSERT_THAT(away, IsOk());
  const auto none = Search(March(4, 0), March(5, 0));
  ASSERT_THAT(none, IsOk());
  EXPECT_EQ(none->empty_reason(), v1::SearchSlotsResponse::NOBODY_WORKS);
  EXPECT_EQ(FromTimestamp(none->next_slot().start_time()), March(5, 10));
  EXPECT_THAT(Book(March(4, 12)), StatusIs(Reason::kEmployeeAbsent));
  v1::CancelTimeOffRequest back;
  back.set_name("departments/d1/employees/e1");
  back.set_time_off_id(away->time_offs(0).time_off_id());
  ASSERT_THAT(Call(Head(), &Api::CancelTimeOff, back), IsOk());
  EXPECT_THAT(Search(March(4, 0), March(5, 0))->slots(), SizeIs(17));
}

TEST_F(SchedulingServiceTest, SettingsHoldFromTheMomentTheyAreChanged) {
  AddDesigner("e1");
  EXPECT_THAT(Book(March(3, 11)), StatusIs(Reason::kSlotNotOffered));
  v1::UpdateDepartmentRequest update;
  *update.mutable_department() = CreatedDepartment();
  update.mutable_department()->set_display_name("Not to be changed");
  update.mutable_department()->mutable_settings()->mutable_minimum_notice()->set_seconds(3600);
  update.mutable_update_mask()->add_paths("settings.minimum_notice");
  const auto updated = Call(Head(), &Api::UpdateDepartment, update);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->display_name(), "Kitchens");
  EXPECT_THAT(Book(March(3, 11)), IsOk());
}

TEST_F(SchedulingServiceTest, MeetingsAreListedByStartPerDepartmentDesignerAndLeadInPages) {
  AddDesigner("e1");
  AddDesigner("e2");
  const std::string late = Book(March(6, 12), "e1", "l1")->name();
  const std::string early = Book(March(4, 12), "e2", "l2")->name();
  const std::string middle = Book(March(5, 12), "e1", "l2")->name();
  const auto held = Hold(March(4, 15), "e1", "l3");
  clock_.Advance(absl::Minutes(10));
  FireTimers();
  v1::ListMeetingsRequest request;
  request.set_page_size(2);
  EXPECT_THAT(ListOf(request), ElementsAre(early, middle, late));
  request.set_designer("departments/d1/employees/e1");
  EXPECT_THAT(ListOf(request), ElementsAre(middle, late));
  request.set_lead("departments/d1/leads/l2");
  EXPECT_THAT(ListOf(request), ElementsAre(middle));
  request.clear_designer();
  EXPECT_THAT(ListOf(request), ElementsAre(early, middle));
  *request.mutable_start_time() = ToTimestamp(March(5, 12));
  EXPECT_THAT(ListOf(request), ElementsAre(middle));
  *request.mutable_end_time() = ToTimestamp(March(5, 12));
  EXPECT_THAT(ListOf(request), IsEmpty());
}

TEST_F(SchedulingServiceTest, DepartmentsAreListedByIdAcrossPartitionsInPages) {
  for (const char* id : {"omsk", "almaty", "perm", "zlatoust", "barnaul"}) CreateDepartment(id);
  v1::ListDepartmentsRequest request;
  request.set_page_size(4);
  std::vector<std::string> names;
  do {
    const auto page = Call(Operator(), &Api::ListDepartments, request);
    ASSERT_THAT(page, IsOk());
    for (const v1::Department& each : page->departments()) names.push_back(each.name());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(names, ElementsAre("departments/almaty", "departments/barnaul", "departments/d1", "departments/omsk",
                                 "departments/perm", "departments/zlatoust"));
}

TEST_F(SchedulingServiceTest, AnIdIsTakenOnce) {
  v1::CreateDepartmentRequest department;
  department.set_department_id("d1");
  department.mutable_department()->set_display_name("Again");
  department.mutable_department()->set_time_zone("Europe/Moscow");
  department.mutable_department()->set_currency_code("RUB");
  EXPECT_THAT(Call(Operator(), &Api::CreateDepartment, department), StatusIs(Reason::kDepartmentAlreadyExists));
  AddDesigner("e1");
  v1::CreateEmployeeRequest employee;
  employee.set_parent(kDepartment);
  employee.set_employee_id("e1");
  employee.mutable_employee()->set_display_name("Again");
  employee.mutable_employee()->add_roles(type::v1::DESIGNER);
  EXPECT_THAT(Call(Head(), &Api::CreateEmployee, employee), StatusIs(Reason::kEmployeeAlreadyExists));
}

TEST_F(SchedulingServiceTest, NoEventHoldsANameOrAnAddress) {
  AddDesigner("e1");
  v1::Meeting asked = Asked(March(4, 12), "e1", "l1", v1::Meeting::ON_SITE);
  asked.set_address("Lenina 5");
  asked.set_handover_note("Has a dog");
  ASSERT_THAT(Call(Olga(), &Api::BookMeeting, Booking(asked)), IsOk());
  for (const Event& event : Events()) {
    const std::string bytes = event.SerializeAsString();
    for (const char* secret : {"Designer e1", "Lenina", "dog"}) EXPECT_EQ(bytes.find(secret), std::string::npos);
  }
}

TEST_F(SchedulingServiceTest, SubscribersGetEveryEventInOrder) {
  AddDesigner("e1");
  const auto booked = Book(March(4, 12));
  type::v1::SubscribeRequest request;
  request.set_partition(replicas_[0]->store.keys().PartitionOf("d1"));
  request.set_department(kDepartment);
  auto reader = Head().client.Read(&Api::Subscribe, request, {.deadline = Soon()});
  std::vector<Event::FactCase> facts;
  std::string cursor;
  while (facts.size() < 4) {
    const auto next = testing::RunOnLoop(loop_, reader.Read());
    ASSERT_THAT(next, IsOk());
    ASSERT_TRUE(next->has_value());
    for (const auto& entry : (*next)->entries()) facts.push_back(entry.event().fact_case());
    cursor = (*next)->cursor();
  }
  EXPECT_THAT(facts, ElementsAre(Event::kDepartmentChanged, Event::kCoverageChanged, Event::kEmployeeChanged,
                                 Event::kMeetingBooked));
  const auto feed = Call(Operator(), &Api::GetFeed, type::v1::GetFeedRequest());
  ASSERT_THAT(feed, IsOk());
  EXPECT_EQ(feed->latest_cursors(static_cast<int>(request.partition())), cursor);
}

TEST_F(SchedulingServiceTest, WhatIsNotThereIsSaidToBeMissing) {
  v1::GetMeetingRequest meeting;
  meeting.set_name("departments/d1/meetings/none");
  EXPECT_THAT(Call(Olga(), &Api::GetMeeting, meeting), StatusIs(Reason::kMeetingNotFound));
  v1::GetEmployeeRequest employee;
  employee.set_name("departments/d1/employees/none");
  EXPECT_THAT(Call(Olga(), &Api::GetEmployee, employee), StatusIs(Reason::kEmployeeNotFound));
  v1::GetDepartmentRequest department;
  department.set_name("departments/none");
  EXPECT_THAT(Call(Operator(), &Api::GetDepartment, department), StatusIs(Reason::kDepartmentNotFound));
  EXPECT_THAT(BookHeld(Olga(), "departments/d1/meetings/none"), StatusIs(Reason::kHoldNotFound));
}

}  // namespace
}  // namespace zamer::scheduling
