// What happens to the meetings of a designer who drops out or works at other times, and to shifts nobody comes to, over
// gRPC, on a real Redis.
#include "tests/store/scheduling_fixture.h"

namespace zamer::scheduling {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Event = v1::SchedulingEvent;

class SchedulingRefitTest : public SchedulingFixture {
 protected:
  static std::string NameOf(const std::string& id) { return Child(kDepartment, "employees", id); }

  absl::StatusOr<v1::Employee> DropOut(const std::string& id, absl::Time start, absl::Time end,
                                       std::string request_id = {}) {
    v1::DropOutRequest request;
    request.set_name(NameOf(id));
    request.set_cause(v1::EmployeeDroppedOut::SICK);
    *request.mutable_start_time() = ToTimestamp(start);
    *request.mutable_end_time() = ToTimestamp(end);
    request.set_request_id(std::move(request_id));
    return Call(Head(), &Api::DropOut, request);
  }
  void Dismiss(const std::string& id) {
    v1::DismissEmployeeRequest request;
    request.set_name(NameOf(id));
    ASSERT_THAT(Call(Head(), &Api::DismissEmployee, request), IsOk());
  }
  void SetOff(const std::string& id, absl::CivilDay day) {
    v1::SetDayShiftsRequest request;
    request.set_name(NameOf(id));
    *request.mutable_day_shifts()->mutable_date() = ToDate(day);
    ASSERT_THAT(Call(Head(), &Api::SetDayShifts, request), IsOk());
  }

  // What has taken the meeting's place, or the meeting itself.
  v1::Meeting Now(const std::string& name) {
    v1::Meeting meeting = Read(name);
    while (!meeting.moved_to().empty()) meeting = Read(meeting.moved_to());
    return meeting;
  }
  std::string DesignerOf(const std::string& name) { return std::string(LastSegment(Now(name).designer())); }

  std::vector<Event> Told(Event::FactCase fact) {
    std::vector<Event> told;
    for (const Event& event : Events()) {
      if (event.fact_case() == fact) told.push_back(event);
    }
    return told;
  }
  std::vector<std::string> Stranded() {
    std::vector<std::string> subjects;
    for (const Event& event : Told(Event::kMeetingStranded)) subjects.push_back(event.meta().subject());
    return subjects;
  }
  // Until nothing is due any more.
  void FireAll() {
    for (int i = 0; i < 20; ++i) FireTimers();
  }
};

TEST_F(SchedulingRefitTest, AllMeetingsOfWhoLeavesGoToOthersOrAreToldAsStranded) {
  AddDesigner("e1");
  AddDesigner("e2");
  std::vector<std::string> meetings;
  for (int day = 4; day < 30; ++day) {
    meetings.push_back(Book(March(day, 12), "e1", absl::StrCat("l", day)).value().name());
  }
  const std::string busy = Book(March(6, 12), "e2", "other").value().name();
  Dismiss("e1");
  EXPECT_EQ(DesignerOf(meetings[0]), "e1") << "not yet";
  FireAll();
  std::vector<std::string> unmoved;
  for (const std::string& name : meetings) {
    const v1::Meeting meeting = Now(name);
    EXPECT_EQ(meeting.booked_by(), NameOf("olga"));
    EXPECT_EQ(meeting.state(), v1::Meeting::BOOKED);
    if (LastSegment(meeting.designer()) == "e1") unmoved.push_back(name);
  }
  EXPECT_THAT(unmoved, ElementsAre(meetings[2])) << "e2 has another meeting on the 6th";
  EXPECT_EQ(Stranded(), unmoved);
  EXPECT_EQ(Told(Event::kMeetingRescheduled).size(), meetings.size() - 1);
  EXPECT_EQ(DesignerOf(busy), "e2");
  FireAll();
  EXPECT_EQ(Stranded().size(), 1U);
  EXPECT_THAT(Book(March(5, 12), "e2", "more"), StatusIs(Reason::kSlotTaken)) << "the time is taken";
}

TEST_F(SchedulingRefitTest, AnAbsenceMovesWhatFallsIntoItOnceAndNoMore) {
  AddDesigner("e1");
  const std::string in = Book(March(5, 12), "e1", "l1").value().name();
  const std::string after = Book(March(8, 12), "e1", "l2").value().name();
  ASSERT_THAT(DropOut("e1", March(5, 0), March(7, 0), "drop"), IsOk());
  FireAll();
  EXPECT_THAT(Stranded(), ElementsAre(in)) << "there is nobody else";
  ASSERT_THAT(DropOut("e1", March(5, 0), March(7, 0), "drop"), IsOk());
  FireAll();
  clock_.Set(March(5, 0));
  FireAll();
  EXPECT_THAT(Stranded(), ElementsAre(in)) << "told once, also when the absence begins";
  AddDesigner("e2");
  SetOff("e1", absl::CivilDay(2036, 3, 20));
  FireAll();
  EXPECT_EQ(DesignerOf(in), "e2") << "the next look finds somebody";
  EXPECT_EQ(DesignerOf(after), "e1");
}

TEST_F(SchedulingRefitTest, ChangedShiftsMoveMeetingsToo) {
  AddDesigner("e1");
  AddDesigner("e2");
  const std::string meeting = Book(March(5, 12), "e1", "l1").value().name();
  const std::string kept = Book(March(6, 12), "e1", "l2").value().name();
  SetOff("e1", absl::CivilDay(2036, 3, 5));
  FireAll();
  EXPECT_EQ(DesignerOf(meeting), "e2");
  EXPECT_EQ(DesignerOf(kept), "e1");

  v1::ImportCalendarRequest holiday;
  holiday.set_parent(kDepartment);
  v1::CalendarDay& off = *holiday.add_days();
  *off.mutable_date() = ToDate(absl::CivilDay(2036, 3, 6));
  off.set_kind(v1::CalendarDay::DAY_OFF);
  ASSERT_THAT(Call(Head(), &Api::ImportCalendar, holiday), IsOk());
  FireAll();
  EXPECT_THAT(Stranded(), ElementsAre(kept)) << "nobody works then";
}

TEST_F(SchedulingRefitTest, TwoReplicasMoveEachMeetingOnce) {
  AddReplica();
  AddDesigner("e1");
  AddDesigner("e2");
  for (int day = 4; day < 14; ++day) ASSERT_THAT(Book(March(day, 12), "e1", absl::StrCat("l", day)), IsOk());
  Dismiss("e1");
  FireAll();
  EXPECT_EQ(Told(Event::kMeetingRescheduled).size(), 10U);
  EXPECT_THAT(Stranded(), IsEmpty());
}

TEST_F(SchedulingRefitTest, AShiftThatNobodyCheckedInToIsToldOnce) {
  AddDesigner("e1");
  AddDesigner("e2");
  v1::UpdateDepartmentRequest settings;
  settings.mutable_department()->set_name(kDepartment);
  settings.mutable_department()->mutable_settings()->set_require_check_in(true);
  ASSERT_THAT(Call(Head(), &Api::UpdateDepartment, settings), IsOk());
  clock_.Set(March(4, 9, 50));
  FireAll();
  EXPECT_THAT(Told(Event::kShiftMissed), IsEmpty());
  v1::CheckInRequest come;
  come.set_name(NameOf("e2"));
  ASSERT_THAT(Call(As("e2", type::v1::DESIGNER), &Api::CheckIn, come), IsOk());
  clock_.Set(March(4, 10, 6));
  FireAll();
  const std::vector<Event> missed = Told(Event::kShiftMissed);
  ASSERT_EQ(missed.size(), 1U);
  EXPECT_EQ(missed[0].shift_missed().employee(), NameOf("e1"));
  EXPECT_EQ(FromTimestamp(missed[0].shift_missed().shift_start_time()), March(4, 10));
  EXPECT_EQ(FromTimestamp(missed[0].meta().occurred_time()), March(4, 10, 5));
  EXPECT_EQ(missed[0].meta().subject(), NameOf("e1"));
}

}  // namespace
}  // namespace zamer::scheduling
