#include "services/zamerctl/simulator/staff.h"

#include <algorithm>
#include <utility>

#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"

namespace zamer::simulator {
namespace {

using scheduling::v1::EmployeeDroppedOut;

}  // namespace

Staff::Staff(Zamer& zamer, Pace& pace, const Team& team, absl::TimeZone zone, absl::CivilDay first_day, int days)
    : zamer_(zamer),
      pace_(pace),
      team_(team),
      zone_(zone),
      first_day_(first_day),
      days_(days),
      managers_(team.LeadManagers()),
      holidays_({first_day + Part(35), first_day + Part(60), first_day + Part(60) + 1}) {}

absl::Time Staff::At(int day, int hour) const {
  return FirstInstantAt(absl::CivilHour(first_day_ + day) + hour, zone_);
}

asio::awaitable<absl::Status> Staff::SetUp(Seen& seen) const {
  scheduling::v1::ImportCalendarRequest request;
  request.set_parent(team_.department());
  for (const absl::CivilDay holiday : holidays_) {
    scheduling::v1::CalendarDay& day = *request.add_days();
    *day.mutable_date() = ToDate(holiday);
    day.set_kind(scheduling::v1::CalendarDay::DAY_OFF);
  }
  co_return (co_await zamer_.Call(team_.operator_person(), seen, &SchedulingApi::ImportCalendar, std::move(request)))
      .status();
}

std::vector<Staff::Step> Staff::Plan() const {
  std::vector<Step> steps = {{At(Part(15), 11), &Staff::FallIll},
                             {At(Part(40), 12), &Staff::DesignerFallsIll},
                             {At(Part(50), 16), &Staff::Dismiss},
                             {At(Part(50) + 1, 9), &Staff::Join},
                             {At(Part(75), 10), &Staff::GoOnVacation}};
  for (int day = 0; day < days_; ++day) steps.push_back({At(day, 23), &Staff::EndDay});
  std::ranges::sort(steps, {}, &Step::time);
  return steps;
}

asio::awaitable<absl::Status> Staff::Run(Seen& seen) {
  for (const Step& step : Plan()) {
    if (!co_await pace_.Until(step.time)) co_return absl::OkStatus();
    ZAMER_CO_RETURN_IF_ERROR(co_await (this->*step.act)(seen, step.time));
  }
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> Staff::DropOut(Seen& seen, std::string name, EmployeeDroppedOut::Cause cause,
                                             Interval time) {
  scheduling::v1::DropOutRequest request;
  request.set_name(name);
  request.set_cause(cause);
  if (time.end != absl::InfiniteFuture()) *request.mutable_end_time() = ToTimestamp(time.end);
  out_[std::move(name)] = time;
  ++drop_outs_;
  co_return (co_await zamer_.Call(team_.sales_head(), seen, &SchedulingApi::DropOut, std::move(request))).status();
}

asio::awaitable<absl::Status> Staff::FallIll(Seen& seen, absl::Time now) {
  return DropOut(seen, managers_.front()->person.name, EmployeeDroppedOut::SICK, {now, now + absl::Hours(48)});
}

asio::awaitable<absl::Status> Staff::Dismiss(Seen& seen, absl::Time now) {
  return DropOut(seen, managers_.back()->person.name, EmployeeDroppedOut::DISMISSED, {now, absl::InfiniteFuture()});
}

asio::awaitable<absl::Status> Staff::Join(Seen& seen, absl::Time) {
  managers_.push_back(&team_.joiner());
  co_return co_await team_.Employ(zamer_, seen, team_.joiner());
}

asio::awaitable<absl::Status> Staff::GoOnVacation(Seen& seen, absl::Time now) {
  return DropOut(seen, managers_[1]->person.name, EmployeeDroppedOut::VACATION, {now, now + absl::Hours(24 * 4)});
}

asio::awaitable<absl::Status> Staff::DesignerFallsIll(Seen& seen, absl::Time now) {
  return DropOut(seen, team_.designers().front().person.name, EmployeeDroppedOut::SICK, {now, now + absl::Hours(24)});
}

asio::awaitable<absl::Status> Staff::EndDay(Seen& seen, absl::Time now) {
  return team_.RecordSpend(zamer_, seen, DayOf(now, zone_));
}

bool Staff::IsOut(const std::string& name, absl::Time at) const {
  const auto absence = out_.find(name);
  return absence != out_.end() && absence->second.Contains(at);
}

const Person* Staff::AtWork(const std::string& name, absl::Time at) const {
  const auto found = std::ranges::find_if(managers_, [&](const auto* one) { return one->person.name == name; });
  const absl::CivilSecond local = zone_.At(at).cs;
  if (found == managers_.end() || IsOut(name, at) || holidays_.contains(absl::CivilDay(local))) return nullptr;
  const int minute = local.hour() * 60 + local.minute();
  return (*found)->start_minute <= minute && minute < (*found)->end_minute ? &(*found)->person : nullptr;
}

absl::Time Staff::NextShift(absl::Time at) const {
  for (absl::CivilDay day = DayOf(at, zone_);; ++day) {
    if (holidays_.contains(day)) continue;
    for (const Team::Member* manager : managers_) {
      const absl::Time start = FirstInstantAt(absl::CivilMinute(day) + manager->start_minute, zone_);
      if (start > at) return start;
    }
  }
}

}  // namespace zamer::simulator
