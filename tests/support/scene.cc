#include "tests/support/scene.h"

#include <absl/strings/str_cat.h>

#include <stdexcept>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/time/clock.h"
#include "services/common/time/timestamps.h"

namespace zamer::testing {
namespace {

using type::v1::Role;

template <class T>
T Must(absl::StatusOr<T> answer) {
  if (!answer.ok()) throw std::runtime_error(answer.status().ToString());
  return *std::move(answer);
}

type::v1::Money Rubles(std::int64_t minor_units) {
  type::v1::Money money;
  money.set_currency_code("RUB");
  money.set_minor_units(minor_units);
  return money;
}

}  // namespace

Scene::Scene(const Cluster& cluster, std::string_view id, int designers)
    : cluster_(cluster),
      name_(DepartmentNameOf(id)),
      operator_(cluster, seen_, "services/zamerctl", "*", {Role::OPERATOR}),
      gateway_(cluster, seen_, "services/gateway", "*", {Role::SERVICE}),
      head_(Member("head", Role::SALES_HEAD)),
      manager_(Member("manager", Role::LEAD_MANAGER)),
      office_(Member("office", Role::OFFICE_MANAGER)),
      marketer_(Member("marketer", Role::MARKETER)) {
  OpenDepartment();
  Employ(head_, Role::SALES_HEAD);
  Employ(manager_, Role::LEAD_MANAGER);
  Employ(office_, Role::OFFICE_MANAGER);
  Employ(marketer_, Role::MARKETER);
  for (int i = 1; i <= designers; ++i) {
    designers_.push_back(Hire(absl::StrCat("designer-", i), Role::DESIGNER));
  }
  OpenChannel("vk");
  OpenChannel("yandex");
}

std::string Scene::NameOf(std::string_view collection, std::string_view id) const {
  return Child(name_, collection, id);
}

Caller Scene::Hire(std::string_view id, Role role) {
  Caller person = Member(id, role);
  Employ(person, role);
  return person;
}

Caller Scene::Member(std::string_view id, Role role) {
  return Caller(cluster_, seen_, NameOf("employees", id), std::string(LastSegment(name_)), {role});
}

void Scene::OpenDepartment() {
  scheduling::v1::CreateDepartmentRequest request;
  request.set_department_id(std::string(LastSegment(name_)));
  request.mutable_department()->set_display_name("Kitchens");
  request.mutable_department()->set_time_zone("Europe/Moscow");
  request.mutable_department()->set_currency_code("RUB");
  Must(operator_.Call(&SchedulingApi::CreateDepartment, request));
}

void Scene::Employ(const Caller& person, Role role) {
  scheduling::v1::CreateEmployeeRequest request;
  request.set_parent(name_);
  request.set_employee_id(std::string(LastSegment(person.subject())));
  request.mutable_employee()->set_display_name(request.employee_id());
  request.mutable_employee()->add_roles(role);
  for (int weekday = 1; weekday <= 7; ++weekday) {
    scheduling::v1::WeeklyShift& shift = *request.mutable_employee()->add_weekly_shifts();
    shift.set_weekday(weekday);
    shift.set_end_minute(24 * 60);
  }
  Must(operator_.Call(&SchedulingApi::CreateEmployee, request));
}

void Scene::OpenChannel(const std::string& id) {
  lead::v1::CreateChannelRequest request;
  request.set_parent(name_);
  request.set_channel_id(id);
  request.mutable_channel()->set_display_name(id);
  Must(operator_.Call(&LeadApi::CreateChannel, request));
}

Caller& Scene::designer(const std::string& name) {
  for (Caller& one : designers_) {
    if (one.subject() == name) return one;
  }
  throw std::runtime_error("no such designer: " + name);
}

lead::v1::Lead Scene::Enquire(const std::string& messenger_id, absl::Time when) {
  lead::v1::CreateLeadRequest request;
  request.set_parent(name_);
  lead::v1::ExternalIdentity& identity = *request.mutable_lead()->add_external_identities();
  identity.set_channel(NameOf("channels", "vk"));
  identity.set_external_id(messenger_id);
  request.mutable_touch()->set_channel(identity.channel());
  *request.mutable_touch()->mutable_time() = ToTimestamp(when);
  return Must(gateway_.Call(&LeadApi::CreateLead, request));
}

lead::v1::Lead Scene::CapturePhone(const std::string& lead, const std::string& phone, absl::Time when) {
  lead::v1::CapturePhoneRequest request;
  request.set_name(lead);
  request.mutable_phone()->set_raw(phone);
  *request.mutable_occurred_time() = ToTimestamp(when);
  return Must(manager_.Call(&LeadApi::CapturePhone, request));
}

scheduling::v1::Meeting Scene::Book(const std::string& lead, absl::Time start, absl::Time agreed) {
  scheduling::v1::BookMeetingRequest request;
  request.set_parent(name_);
  request.mutable_meeting()->set_lead(lead);
  request.mutable_meeting()->set_kind(scheduling::v1::Meeting::ONLINE);
  *request.mutable_meeting()->mutable_start_time() = ToTimestamp(start);
  *request.mutable_occurred_time() = ToTimestamp(agreed);
  return Must(manager_.Call(&SchedulingApi::BookMeeting, request));
}

scheduling::v1::Meeting Scene::Hold(const scheduling::v1::Meeting& meeting, absl::Time end) {
  scheduling::v1::RecordOutcomeRequest request;
  request.set_name(meeting.name());
  request.mutable_outcome()->set_result(scheduling::v1::Outcome::CONTRACT);
  *request.mutable_occurred_time() = ToTimestamp(end);
  return Must(designer(meeting.designer()).Call(&SchedulingApi::RecordOutcome, request));
}

contract::v1::Contract Scene::Sign(const scheduling::v1::Meeting& meeting, std::int64_t minor_units, absl::Time when) {
  contract::v1::CreateEstimateRequest request;
  request.set_parent(name_);
  request.mutable_estimate()->set_lead(meeting.lead());
  contract::v1::Line& line = *request.mutable_estimate()->add_lines();
  line.set_product("kitchen");
  line.set_quantity_milli(1000);
  *line.mutable_unit_price() = Rubles(minor_units);
  const auto estimate = Must(designer(meeting.designer()).Call(&ContractApi::CreateEstimate, request));
  contract::v1::SignContractRequest signature;
  signature.set_estimate(estimate.name());
  *signature.mutable_occurred_time() = ToTimestamp(when);
  return Must(designer(meeting.designer()).Call(&ContractApi::SignContract, signature));
}

contract::v1::Contract Scene::Pay(const contract::v1::Contract& contract, const std::string& id,
                                  std::int64_t minor_units) {
  contract::v1::RecordPaymentRequest request;
  request.set_parent(contract.name());
  request.mutable_entry()->set_external_id(id);
  request.mutable_entry()->set_kind(contract::v1::LedgerEntry::PAYMENT);
  *request.mutable_entry()->mutable_amount() = Rubles(minor_units);
  return Must(designer(contract.designer()).Call(&ContractApi::RecordPayment, request));
}

contract::v1::ProductionOrder Scene::HandOver(const contract::v1::Contract& contract) {
  contract::v1::HandOverToProductionRequest request;
  request.set_name(contract.name());
  return Must(designer(contract.designer()).Call(&ContractApi::HandOverToProduction, request));
}

lead::v1::Lead Scene::GetLead(const std::string& lead) {
  lead::v1::GetLeadRequest request;
  request.set_name(lead);
  return Must(manager_.Call(&LeadApi::GetLead, request));
}

metrics::v1::Period Scene::Lately() {
  const absl::CivilDay today = absl::ToCivilDay(SystemClock().Now(), absl::UTCTimeZone());
  metrics::v1::Period period;
  *period.mutable_start_date() = ToDate(today - 31);
  *period.mutable_end_date() = ToDate(today + 1);
  return period;
}

metrics::v1::Funnel Scene::GetFunnel(metrics::v1::Basis basis) {
  metrics::v1::GetFunnelRequest request;
  request.set_parent(name_);
  *request.mutable_period() = Lately();
  request.set_basis(basis);
  return Must(head_.Call(&MetricsApi::GetFunnel, request));
}

absl::Time MinutesAgo(int minutes) {
  return absl::FromUnixSeconds(absl::ToUnixSeconds(SystemClock().Now()) / 60 * 60) - absl::Minutes(minutes);
}

std::vector<std::int64_t> CountsOf(const metrics::v1::Funnel& funnel) {
  std::vector<std::int64_t> counts;
  for (const metrics::v1::FunnelStep& step : funnel.steps()) counts.push_back(step.count());
  return counts;
}

}  // namespace zamer::testing
