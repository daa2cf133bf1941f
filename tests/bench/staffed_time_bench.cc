// What it costs to say when a lead's answer is due, in staffed time: under 1 µs. And what that cost grows with: the
// working spans that the time goes over, not those that are known, nor the days between them.
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "services/common/time/staffed_time.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/lead/domain/roster.h"
#include "tests/bench/figures.h"

namespace zamer::bench {
namespace {

constexpr int kRounds = 15;
constexpr absl::Duration kLeastPerRound = absl::Milliseconds(20);

// Nanoseconds of one call of `ask`, which is given the number of the call and tells an instant.
template <class Ask>
double Cost(Ask ask) {
  std::vector<double> costs;
  for (int round = 0; round < kRounds; ++round) {
    std::int64_t calls = 0;
    absl::Duration told;
    absl::Duration took;
    const absl::Time begin = absl::Now();
    do {
      for (int i = 0; i < 1000; ++i) told += ask(calls++) - absl::UnixEpoch();
      took = absl::Now() - begin;
    } while (took < kLeastPerRound);
    if (told == absl::ZeroDuration()) std::printf("nothing was told\n");  // so that nothing is left out as unused
    costs.push_back(absl::ToDoubleNanoseconds(took) / static_cast<double>(calls));
  }
  return Median(costs);
}

absl::Time Monday(int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilSecond(2036, 3, 3, hour, minute), *LoadZone("Europe/Moscow"));
}

// Ten lead managers on weekdays from 10 to 19 with an hour's lunch, half of them an hour later.
lead::Roster Team(absl::Time now) {
  lead::v1::RosterRecord record;
  scheduling::v1::DepartmentChanged department;
  department.mutable_department()->set_name("departments/d1");
  department.mutable_department()->set_time_zone("Europe/Moscow");
  department.mutable_department()->set_currency_code("RUB");
  lead::ApplyDepartment(record, department);
  for (int i = 0; i < 10; ++i) {
    scheduling::v1::EmployeeChanged employee;
    employee.set_employee(absl::StrCat("departments/d1/employees/manager-", i));
    employee.add_roles(type::v1::LEAD_MANAGER);
    employee.set_state(scheduling::v1::Employee::EMPLOYED);
    for (int weekday = 1; weekday <= 5; ++weekday) {
      for (const int start : {10, 15}) {
        scheduling::v1::WeeklyShift& shift = *employee.add_weekly_shifts();
        shift.set_weekday(weekday);
        shift.set_start_minute((start + i % 2) * 60);
        shift.set_end_minute((start + 4 + i % 2) * 60);
      }
    }
    lead::ApplyEmployee(record, employee);
  }
  return {record, now};
}

// So many working spans of half an hour, one each day.
IntervalSet Spans(int count) {
  std::vector<Interval> spans;
  spans.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    const absl::Time start = Monday(10) + i * absl::Hours(24);
    spans.push_back({start, start + absl::Minutes(30)});
  }
  return IntervalSet(std::move(spans));
}

bool DueDates() {
  const auto due = [](absl::Time from) {
    const lead::Roster roster = Team(from);
    return Cost([&](std::int64_t i) { return *roster.FirstResponseDue(from + absl::Milliseconds(i % 1000)); }) / 1000;
  };
  bool kept = PrintAtMost("due date of a lead that comes while they work, µs", due(Monday(12)), 1);
  kept &= PrintAtMost("due date of a lead that comes on Friday night, µs", due(Monday(23) + absl::Hours(96)), 1);
  return kept;
}

// A span is known for every day of a week, or of 27 years.
bool KnownSpans() {
  const auto cost = [](int count) {
    const IntervalSet spans = Spans(count);
    const absl::Time middle = Monday(10, 10) + count / 2 * absl::Hours(24);
    return Cost(
        [&](std::int64_t i) { return *AddStaffed(spans, middle + absl::Milliseconds(i % 1000), absl::Minutes(5)); });
  };
  const double few = cost(7);
  const double many = cost(10'000);
  Print("5 minutes over 7 known spans", few, "ns");
  Print("5 minutes over 10,000 known spans", many, "ns");
  return PrintAtMost("10,000 known spans / 7", many / few, 10);
}

bool TouchedSpans() {
  const IntervalSet spans = Spans(10'000);
  const auto cost = [&](int touched) {
    return Cost([&](std::int64_t i) {
             return *AddStaffed(spans, Monday(10) + absl::Milliseconds(i % 1000), touched * absl::Minutes(30));
           }) /
           touched;
  };
  const double few = cost(10);
  const double many = cost(1000);
  Print("each of 10 spans that the time goes over", few, "ns");
  Print("each of 1,000 spans that the time goes over", many, "ns");
  return PrintAtMost("cost of a span, of 1,000 / of 10", many / few, 1.5);
}

// A calendar by its shifts, and a gap in which nobody works.
bool LongAbsence() {
  const auto cost = [](int days) {
    StaffCalendar calendar{
        .zone = *LoadZone("Europe/Moscow"), .weekly = {}, .rotations = {}, .overrides = {}, .time_off = {}};
    for (int weekday = 1; weekday <= 5; ++weekday) calendar.weekly.push_back({weekday, 10 * 60, 19 * 60});
    calendar.time_off = IntervalSet({{Monday(0), Monday(0) + days * absl::Hours(24)}});
    const StaffedTime staffed = *StaffedTime::Create(std::move(calendar));
    return Cost([&](std::int64_t i) {
      return *staffed.AddStaffed(Monday(12) + absl::Milliseconds(i % 1000), absl::Minutes(5));
    });
  };
  const double week = cost(7);
  const double year = cost(364);
  Print("5 minutes from shifts, over a week in which nobody works", week, "ns");
  return PrintAtMost("a year in which nobody works / a week", year / week, 1.5);
}

int Run() {
  std::printf("Staffed time\n");
  bool kept = DueDates();
  kept &= KnownSpans();
  kept &= TouchedSpans();
  kept &= LongAbsence();
  return kept ? 0 : 1;
}

}  // namespace
}  // namespace zamer::bench

int main() { return zamer::bench::Run(); }
