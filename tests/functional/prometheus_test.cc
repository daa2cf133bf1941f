// What Prometheus makes of real services: every expression of the dashboards and of the rules has an answer, and every
// name in them is one that is exposed.
#include <absl/time/clock.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"
#include "tests/support/caller.h"
#include "tests/support/gateway_process.h"
#include "tests/support/process.h"
#include "tests/support/simulate.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace zamer::testing {
namespace {

constexpr std::string_view kDepartment = "departments/sim";
// Rates and offsets want some history, which the checker waits for.
constexpr absl::Duration kLongest = absl::Minutes(4);

class PrometheusTest : public ::testing::Test {
 protected:
  lead::v1::Lead Enquire(const std::string& messenger_id) {
    lead::v1::CreateLeadRequest request;
    request.set_parent(std::string(kDepartment));
    lead::v1::ExternalIdentity& identity = *request.mutable_lead()->add_external_identities();
    identity.set_channel(Child(kDepartment, "channels", "vk"));
    identity.set_external_id(messenger_id);
    request.mutable_lead()->set_city("Samara");
    request.mutable_touch()->set_channel(identity.channel());
    return head_.Call(&LeadApi::CreateLead, request).value();
  }
  void CapturePhone(const lead::v1::Lead& lead, const std::string& phone) {
    lead::v1::CapturePhoneRequest request;
    request.set_name(lead.name());
    request.mutable_phone()->set_raw(phone);
    ASSERT_THAT(head_.Call(&LeadApi::CapturePhone, request), IsOk());
  }
  void PutOff(const lead::v1::Lead& lead) {
    lead::v1::NurtureLeadRequest request;
    request.set_name(lead.name());
    *request.mutable_until_time() = ToTimestamp(absl::Now() + absl::Hours(24));
    ASSERT_THAT(head_.Call(&LeadApi::NurtureLead, request), IsOk());
  }
  void FollowUp(const lead::v1::Lead& lead) {
    lead::v1::ScheduleFollowUpRequest plan;
    plan.set_parent(lead.name());
    *plan.mutable_follow_up()->mutable_due_time() = ToTimestamp(absl::Now() + absl::Hours(1));
    const auto planned = head_.Call(&LeadApi::ScheduleFollowUp, plan);
    ASSERT_THAT(planned, IsOk());
    lead::v1::CompleteFollowUpRequest done;
    done.set_name(lead.name());
    done.set_follow_up_id(planned->follow_ups().rbegin()->follow_up_id());
    *done.mutable_next()->mutable_due_time() = ToTimestamp(absl::Now() + absl::Hours(2));
    ASSERT_THAT(head_.Call(&LeadApi::CompleteFollowUp, done), IsOk());
  }
  void DescribeMarket() {
    lead::v1::ImportCitiesRequest request;
    request.set_parent(std::string(kDepartment));
    lead::v1::City& city = *request.add_cities();
    city.set_name(Child(kDepartment, "cities", "c1"));
    city.set_display_name("Samara");
    city.set_population(120'000);
    ASSERT_THAT(head_.Call(&LeadApi::ImportCities, request), IsOk());
  }
  void Visit(const std::string& phone) {
    lead::v1::RecordVisitRequest request;
    request.set_parent(std::string(kDepartment));
    request.mutable_visit()->set_city("Samara");
    if (!phone.empty()) request.mutable_phone()->set_raw(phone);
    ASSERT_THAT(head_.Call(&LeadApi::RecordVisit, request), IsOk());
  }

  // What the checker of dashboards and rules says of the running services and the edge, by which somebody uses them
  // meanwhile: without calls there is no latency.
  ProcessResult Check() {
    const std::string dashboard = ZAMER_SOURCE_DIR "/dashboard";
    std::vector<std::string> args{dashboard + "/catalogue/check/main.ts", "--department",
                                  std::string(LastSegment(kDepartment))};
    for (const Service service : kServices) {
      args.push_back(std::string(NameOf(service)) + "=" + cluster_.MetricsAddress(service));
    }
    args.push_back("gateway=" + gateway_.metrics_address());
    Process checker({.program = dashboard + "/node_modules/.bin/tsx", .args = args});
    const absl::Time give_up = absl::Now() + kLongest;
    std::optional<int> status;
    while (!(status = checker.Wait(absl::Milliseconds(100))) && absl::Now() < give_up) {
      lead::v1::ListLeadsRequest request;
      request.set_parent(std::string(kDepartment));
      EXPECT_EQ(gateway_.Ask(JsonCall("/zamer.lead.v1.LeadService/ListLeads", request, head_)).status, 200);
    }
    return {status.value_or(-1), checker.output()};
  }

  static std::string FileOfWays(const TempDir& folder) {
    const std::string file = folder.File("ways_in.yaml");
    WriteFile(file,
              "ways_in:\n"
              "  - {id: site, kind: form, department: sim, channel: vk, origins: [\"https://kitchens.example\"]}\n");
    return file;
  }

  TempDir folder_;
  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  GatewayProcess gateway_{cluster_, ZAMER_BIN_DIR, {"--ways-in-file=" + FileOfWays(folder_)}};
  Seen seen_;
  Caller head_{cluster_,
               seen_,
               Child(kDepartment, "employees", "head"),
               std::string(LastSegment(kDepartment)),
               {type::v1::SALES_HEAD, type::v1::LEAD_MANAGER, type::v1::OFFICE_MANAGER, type::v1::SERVICE}};
};

TEST_F(PrometheusTest, AnswersEveryQuestionOfDashboardsAndRules) {
  simulator::Options options = OptionsFor(cluster_);
  options.leads = 200;
  ASSERT_TRUE(RunSimulation(options).exact());
  // What no simulated day has.
  DescribeMarket();
  Enquire("nobody-answers");
  PutOff(Enquire("not-now"));
  const lead::v1::Lead lead = Enquire("soon");
  CapturePhone(lead, "+79120001122");
  FollowUp(lead);
  Visit("");
  Visit("+79120001133");

  const ProcessResult checked = Check();
  EXPECT_EQ(checked.exit_status, 0) << checked.output;
}

}  // namespace
}  // namespace zamer::testing
