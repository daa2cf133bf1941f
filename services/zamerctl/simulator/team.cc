#include "services/zamerctl/simulator/team.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/security/development_token.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/zamerctl/simulator/names.h"

namespace zamer::simulator {
namespace {

using type::v1::Role;

// Longer than the longest run.
constexpr absl::Duration kTokenTime = absl::Hours(24 * 400);
// The late shift of lead managers begins, and the early one ends.
constexpr int kHandOverHour = 15;

// A run may find what an earlier one has made.
absl::Status AlsoIfThere(const absl::Status& status) {
  return absl::IsAlreadyExists(status) ? absl::OkStatus() : status;
}

}  // namespace

Team::Team(const Clock& clock, std::string_view department, int designers)
    : clock_(clock), department_(DepartmentNameOf(department)) {
  const auto token = [&](Role role) {
    return security::MintDevelopmentToken(clock_, "services/zamerctl", "*", {role}, kTokenTime);
  };
  operator_ = {"services/zamerctl", token(Role::OPERATOR)};
  gateway_ = {"services/zamerctl", token(Role::SERVICE)};
  marketer_ = Hire("marketer", "Мария Котова", Role::MARKETER, 10, 19);
  office_manager_ = Hire("office-manager", "Ольга Рябова", Role::OFFICE_MANAGER, 10, 21);
  sales_head_ = Hire("sales-head", "Елена Громова", Role::SALES_HEAD, 9, 20);
  early_.push_back(Hire("manager-early-1", "Анна Белова", Role::LEAD_MANAGER, 8, kHandOverHour));
  early_.push_back(Hire("manager-early-2", "Борис Лунин", Role::LEAD_MANAGER, 8, kHandOverHour));
  late_.push_back(Hire("manager-late-1", "Вера Орлова", Role::LEAD_MANAGER, kHandOverHour, 24));
  late_.push_back(Hire("manager-late-2", "Глеб Зимин", Role::LEAD_MANAGER, kHandOverHour, 24));
  joiner_ = Hire("manager-late-3", "Зоя Юрьева", Role::LEAD_MANAGER, kHandOverHour, 24);
  for (int i = 1; i <= designers; ++i) {
    designers_.push_back(Hire(absl::StrCat("designer-", i), DesignerName(i - 1), Role::DESIGNER, 9, 21));
  }
}

Team::Member Team::Hire(std::string id, std::string display_name, Role role, int start_hour, int end_hour) const {
  const std::string name = Child(department_, "employees", id);
  std::string token = security::MintDevelopmentToken(clock_, name, LastSegment(department_), {role}, kTokenTime);
  return {std::move(id), std::move(display_name), role, start_hour * 60, end_hour * 60, {name, std::move(token)}};
}

std::string Team::NameOf(Source source) const { return Child(department_, "channels", ChannelIdOf(source)); }

const Person& Team::LeadManagerAt(int hour, std::uint64_t luck) const {
  const std::vector<Member>& shift = hour < kHandOverHour ? early_ : late_;
  return shift[luck % shift.size()].person;
}

const Person& Team::Designer(const std::string& name) const {
  const auto found = std::ranges::find_if(designers_, [&](const Member& one) { return one.person.name == name; });
  // A designer of an earlier run with more people: the sales head stands in, as she may.
  return found == designers_.end() ? sales_head() : found->person;
}

std::vector<const Team::Member*> Team::LeadManagers() const {
  std::vector<const Member*> managers;
  managers.reserve(early_.size() + late_.size());
  for (const std::vector<Member>* shift : {&early_, &late_}) {
    for (const Member& member : *shift) managers.push_back(&member);
  }
  return managers;
}

std::vector<const Team::Member*> Team::Everybody() const {
  std::vector<const Member*> all = LeadManagers();
  all.insert(all.end(), {&marketer_, &office_manager_, &sales_head_});
  for (const Member& designer : designers_) all.push_back(&designer);
  return all;
}

asio::awaitable<absl::Status> Team::SetUp(Zamer& zamer, Seen& seen, absl::CivilDay first_day, int days) const {
  ZAMER_CO_RETURN_IF_ERROR(co_await OpenDepartment(zamer, seen));
  for (const Member* member : Everybody()) ZAMER_CO_RETURN_IF_ERROR(co_await Employ(zamer, seen, *member));
  ZAMER_CO_RETURN_IF_ERROR(co_await OpenChannels(zamer, seen));
  for (int day = 0; day < days; ++day) ZAMER_CO_RETURN_IF_ERROR(co_await RecordSpend(zamer, seen, first_day + day));
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> Team::OpenDepartment(Zamer& zamer, Seen& seen) const {
  scheduling::v1::CreateDepartmentRequest request;
  request.set_department_id(std::string(LastSegment(department_)));
  scheduling::v1::Department& department = *request.mutable_department();
  department.set_display_name("Кухни на заказ");
  department.set_time_zone(kTimeZone);
  department.set_currency_code(kCurrency);
  department.mutable_settings()->set_designer_daily_maximum(8);
  co_return AlsoIfThere(
      (co_await zamer.Call(operator_, seen, &SchedulingApi::CreateDepartment, std::move(request))).status());
}

asio::awaitable<absl::Status> Team::Employ(Zamer& zamer, Seen& seen, const Member& member) const {
  scheduling::v1::CreateEmployeeRequest request;
  request.set_parent(department_);
  request.set_employee_id(member.id);
  scheduling::v1::Employee& employee = *request.mutable_employee();
  employee.set_display_name(member.display_name);
  employee.add_roles(member.role);
  employee.set_works_on_days_off(member.role != Role::LEAD_MANAGER);
  for (int weekday = 1; weekday <= 7; ++weekday) {
    scheduling::v1::WeeklyShift& shift = *employee.add_weekly_shifts();
    shift.set_weekday(weekday);
    shift.set_start_minute(member.start_minute);
    shift.set_end_minute(member.end_minute);
  }
  co_return AlsoIfThere(
      (co_await zamer.Call(operator_, seen, &SchedulingApi::CreateEmployee, std::move(request))).status());
}

asio::awaitable<absl::Status> Team::OpenChannels(Zamer& zamer, Seen& seen) const {
  for (const Source source : kSources) {
    lead::v1::CreateChannelRequest request;
    request.set_parent(department_);
    request.set_channel_id(ChannelIdOf(source));
    request.mutable_channel()->set_display_name(TitleOf(source));
    ZAMER_CO_RETURN_IF_ERROR(
        AlsoIfThere((co_await zamer.Call(marketer(), seen, &LeadApi::CreateChannel, std::move(request))).status()));
  }
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> Team::RecordSpend(Zamer& zamer, Seen& seen, absl::CivilDay day) const {
  lead::v1::RecordSpendRequest request;
  request.set_parent(department_);
  for (const Source source : {Source::kVk, Source::kInstagram, Source::kYandex}) {
    lead::v1::Spend& spend = *request.add_spends();
    *spend.mutable_date() = ToDate(day);
    spend.set_channel(NameOf(source));
    spend.mutable_amount()->set_currency_code(kCurrency);
    spend.mutable_amount()->set_minor_units(1'500'000 + 100'000 * day.day());
  }
  co_return (co_await zamer.Call(marketer(), seen, &LeadApi::RecordSpend, std::move(request))).status();
}

}  // namespace zamer::simulator
