// The whole journey of a client through all four services, as their programs run in production.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/common/time/timestamps.h"
#include "tests/support/scene.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

using lead::v1::Lead;
using ::testing::Each;
using ::testing::ElementsAre;

constexpr int kDay = 24 * 60;  // minutes
constexpr std::int64_t kPrice = 45'000'000;

class JourneyTest : public ::testing::Test {
 protected:
  // One amount of the department, by event date.
  std::int64_t Amount(const std::string& kpi) {
    metrics::v1::QueryKpisRequest request;
    request.set_parent(scene_.name());
    *request.mutable_period() = Scene::Lately();
    request.set_basis(metrics::v1::EVENT_DATE);
    request.add_kpis(kpi);
    const auto response = scene_.head().Call(&MetricsApi::QueryKpis, request);
    EXPECT_THAT(response, IsOk());
    if (!response.ok() || response->rows_size() != 1) return -1;
    return response->rows(0).values(0).money().minor_units();
  }

  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  Scene scene_{cluster_};
};

TEST_F(JourneyTest, EveryStepIsSeenAtOnceOnTheLeadAndInTheFunnel) {
  const std::string lead = scene_.Enquire("vk-user-1", MinutesAgo(5 * kDay)).name();
  EXPECT_EQ(scene_.GetLead(lead).state(), Lead::NEW);
  EXPECT_THAT(CountsOf(scene_.GetFunnel(metrics::v1::EVENT_DATE)), ElementsAre(1, 0, 0, 0, 0, 0));

  scene_.CapturePhone(lead, "8 (912) 345-67-89", MinutesAgo(5 * kDay - 20));
  EXPECT_EQ(scene_.GetLead(lead).state(), Lead::PHONE_CAPTURED);

  const auto meeting = scene_.Book(lead, MinutesAgo(3 * kDay), MinutesAgo(4 * kDay));
  EXPECT_EQ(scene_.GetLead(lead).state(), Lead::MEETING_BOOKED);
  EXPECT_EQ(scene_.GetLead(lead).meeting(), meeting.name());

  scene_.Hold(meeting, MinutesAgo(3 * kDay - 60));
  EXPECT_EQ(scene_.GetLead(lead).state(), Lead::MEETING_HELD);
  EXPECT_THAT(CountsOf(scene_.GetFunnel(metrics::v1::EVENT_DATE)), ElementsAre(1, 1, 1, 1, 0, 0));

  const auto contract = scene_.Sign(meeting, kPrice, MinutesAgo(3 * kDay - 50));
  EXPECT_TRUE(contract.first_touch());
  EXPECT_EQ(scene_.GetLead(lead).state(), Lead::CONTRACT_SIGNED);

  scene_.Pay(contract, "till-1", kPrice / 2);
  scene_.HandOver(contract);
  EXPECT_EQ(scene_.GetLead(lead).state(), Lead::IN_PRODUCTION);
  EXPECT_THAT(CountsOf(scene_.GetFunnel(metrics::v1::EVENT_DATE)), Each(1));
  EXPECT_THAT(CountsOf(scene_.GetFunnel(metrics::v1::COHORT)), Each(1));
  EXPECT_EQ(Amount("revenue_gross"), kPrice);
  EXPECT_EQ(Amount("cash"), kPrice / 2);
}

TEST_F(JourneyTest, ACancelledContractStaysSignedButBringsNoNetRevenue) {
  const std::string lead = scene_.Enquire("vk-user-2", MinutesAgo(2 * kDay)).name();
  const auto meeting = scene_.Book(lead, MinutesAgo(kDay), MinutesAgo(2 * kDay - 10));
  scene_.Hold(meeting, MinutesAgo(kDay - 60));
  const auto contract = scene_.Sign(meeting, kPrice, MinutesAgo(kDay - 90));

  contract::v1::CancelContractRequest request;
  request.set_name(contract.name());
  request.set_reason("changed-mind");
  ASSERT_THAT(scene_.head().Call(&ContractApi::CancelContract, request), IsOk());

  EXPECT_EQ(Amount("revenue_gross"), kPrice);
  EXPECT_EQ(Amount("revenue_net"), 0);
  EXPECT_EQ(scene_.GetLead(lead).state(), Lead::MEETING_HELD);
  EXPECT_THAT(CountsOf(scene_.GetFunnel(metrics::v1::EVENT_DATE)), ElementsAre(1, 0, 1, 1, 1, 0));
}

TEST_F(JourneyTest, TheSamePersonOnTwoChannelsIsOneLeadOfTheFirstChannel) {
  const std::string messenger = scene_.Enquire("vk-user-3", MinutesAgo(60)).name();
  lead::v1::CreateLeadRequest form;
  form.set_parent(scene_.name());
  form.mutable_lead()->add_phones()->set_raw("+7 912 000-00-01");
  form.mutable_touch()->set_channel(scene_.NameOf("channels", "yandex"));
  *form.mutable_touch()->mutable_time() = ToTimestamp(MinutesAgo(50));
  const auto second = scene_.gateway().Call(&LeadApi::CreateLead, form);
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(CountsOf(scene_.GetFunnel(metrics::v1::EVENT_DATE)), ElementsAre(2, 1, 0, 0, 0, 0));

  const Lead survivor = scene_.CapturePhone(messenger, "8 912 000 00 01", MinutesAgo(40));
  EXPECT_EQ(survivor.name(), messenger);
  EXPECT_EQ(survivor.touch_count(), 2);
  EXPECT_EQ(scene_.GetLead(second->name()).merged_into(), messenger);
  EXPECT_THAT(CountsOf(scene_.GetFunnel(metrics::v1::EVENT_DATE)), ElementsAre(1, 1, 0, 0, 0, 0));
}

TEST_F(JourneyTest, WithoutAHeldMeetingNothingIsSigned) {
  const std::string lead = scene_.Enquire("vk-user-4", MinutesAgo(kDay)).name();
  contract::v1::CreateEstimateRequest request;
  request.set_parent(scene_.name());
  request.mutable_estimate()->set_lead(lead);
  contract::v1::Line& line = *request.mutable_estimate()->add_lines();
  line.set_product("kitchen");
  line.set_quantity_milli(1000);
  line.mutable_unit_price()->set_currency_code("RUB");
  line.mutable_unit_price()->set_minor_units(kPrice);
  const auto estimate = scene_.designer(0).Call(&ContractApi::CreateEstimate, request);
  ASSERT_THAT(estimate, IsOk());

  contract::v1::SignContractRequest signature;
  signature.set_estimate(estimate->name());
  EXPECT_THAT(scene_.designer(0).Call(&ContractApi::SignContract, signature), StatusIs(Reason::kMeetingNotHeld));
}

}  // namespace
}  // namespace zamer::testing
