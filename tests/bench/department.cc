#include "tests/bench/department.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <cstdio>
#include <cstdlib>

#include "services/common/names/names.h"
#include "services/common/security/development_token.h"
#include "services/common/time/clock.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"
#include "zamer/scheduling/v1/scheduling_service.grpc.pb.h"

namespace zamer::bench {
namespace {

using testing::Cluster;
using testing::Service;

constexpr int kAnswerSeconds = 24 * 60 * 60;

void Check(const grpc::Status& status, const char* what) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s: %s\n", what, status.error_message().c_str());
  std::exit(1);
}

void CreateEmployee(scheduling::v1::SchedulingService::Stub& stub, const std::string& department, const std::string& id,
                    type::v1::Role role) {
  scheduling::v1::CreateEmployeeRequest request;
  request.set_parent(department);
  request.set_employee_id(id);
  request.set_request_id("employee-" + id);
  request.mutable_employee()->set_display_name(id);
  request.mutable_employee()->add_roles(role);
  for (int day = 1; day <= 7; ++day) {
    auto* shift = request.mutable_employee()->add_weekly_shifts();
    shift->set_weekday(day);
    shift->set_end_minute(1440);
  }
  scheduling::v1::Employee created;
  Check(stub.CreateEmployee(ContextFor(BearerOf("operator", type::v1::OPERATOR)).get(), request, &created),
        "CreateEmployee");
}

// Whether a lead that arrives now gets an owner.
bool LeadsAreAssigned(lead::v1::LeadService::Stub& stub, const std::string& department, int attempt) {
  lead::v1::CreateLeadRequest request;
  request.set_parent(department);
  request.set_request_id(absl::StrCat("probe-", attempt));
  request.mutable_lead()->add_phones()->set_raw(absl::StrCat("+7900", absl::Dec(attempt, absl::kZeroPad7)));
  lead::v1::Lead created;
  const auto context = ContextFor(BearerOf("gateway", type::v1::SERVICE));
  return stub.CreateLead(context.get(), request, &created).ok() && !created.owner().empty();
}

}  // namespace

std::string BearerOf(std::string_view who, type::v1::Role role) {
  const SystemClock clock;
  const bool program = role == type::v1::OPERATOR || role == type::v1::SERVICE;
  const std::string subject =
      program ? absl::StrCat("services/", std::string(who)) : Child(kDepartment, "employees", who);
  const std::string department = program ? "*" : std::string(LastSegment(kDepartment));
  return "Bearer " + security::MintDevelopmentToken(clock, subject, department, {role}, absl::Hours(1));
}

std::unique_ptr<grpc::ClientContext> ContextFor(const std::string& bearer) {
  auto context = std::make_unique<grpc::ClientContext>();
  context->AddMetadata("authorization", bearer);
  context->set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
  return context;
}

void SetUpDepartment(Cluster& cluster, const std::string& name) {
  const auto scheduling = scheduling::v1::SchedulingService::NewStub(cluster.Channel(Service::kScheduling));
  scheduling::v1::CreateDepartmentRequest department;
  department.set_department_id(std::string(LastSegment(name)));
  department.set_request_id("department-" + department.department_id());
  department.mutable_department()->set_display_name("Bench");
  department.mutable_department()->set_time_zone("Europe/Moscow");
  department.mutable_department()->set_currency_code("RUB");
  department.mutable_department()->mutable_settings()->mutable_first_response_limit()->set_seconds(kAnswerSeconds);
  scheduling::v1::Department created;
  Check(scheduling->CreateDepartment(ContextFor(BearerOf("operator", type::v1::OPERATOR)).get(), department, &created),
        "CreateDepartment");
  for (int i = 0; i < 10; ++i) CreateEmployee(*scheduling, name, absl::StrCat("manager-", i), type::v1::LEAD_MANAGER);
  for (int i = 0; i < 5; ++i) CreateEmployee(*scheduling, name, absl::StrCat("designer-", i), type::v1::DESIGNER);

  const auto leads = lead::v1::LeadService::NewStub(cluster.Channel(Service::kLead));
  int attempt = 0;
  if (testing::Eventually([&] { return LeadsAreAssigned(*leads, name, attempt++); })) return;
  std::fprintf(stderr, "the lead service never learned who is on shift\n");
  std::exit(1);
}

}  // namespace zamer::bench
