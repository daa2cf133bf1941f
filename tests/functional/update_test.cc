// An update sends the name of what it changes and what is new, and nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/scene.h"
#include "tests/support/status_matchers.h"

namespace zamer::testing {
namespace {

using ::testing::ElementsAre;

class UpdateTest : public ::testing::Test {
 protected:
  contract::v1::Estimate Offer() {
    contract::v1::CreateEstimateRequest request;
    request.set_parent(scene_.name());
    request.mutable_estimate()->set_lead(scene_.NameOf("leads", "l1"));
    contract::v1::Line& line = *request.mutable_estimate()->add_lines();
    line.set_product("kitchen");
    line.set_quantity_milli(1000);
    *line.mutable_unit_price() = Rubles(1'000'000);
    const auto estimate = scene_.designer(0).Call(&ContractApi::CreateEstimate, request);
    EXPECT_THAT(estimate, IsOk());
    return estimate.ok() ? *estimate : contract::v1::Estimate();
  }

  static type::v1::Money Rubles(std::int64_t minor_units) {
    type::v1::Money money;
    money.set_currency_code("RUB");
    money.set_minor_units(minor_units);
    return money;
  }

  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  Scene scene_{cluster_};
};

TEST_F(UpdateTest, OfOneFieldNeedsNoOther) {
  scheduling::v1::UpdateDepartmentRequest department;
  department.mutable_department()->set_name(scene_.name());
  department.mutable_department()->mutable_settings()->set_reopen_days(30);
  department.mutable_update_mask()->add_paths("settings.reopen_days");
  const auto kitchens = scene_.head().Call(&SchedulingApi::UpdateDepartment, department);
  ASSERT_THAT(kitchens, IsOk());
  EXPECT_EQ(kitchens->settings().reopen_days(), 30);
  EXPECT_EQ(kitchens->time_zone(), "Europe/Moscow");

  scheduling::v1::UpdateEmployeeRequest employee;
  employee.mutable_employee()->set_name(scene_.manager().subject());
  employee.mutable_employee()->set_turn_weight(50);
  employee.mutable_update_mask()->add_paths("turn_weight");
  const auto manager = scene_.head().Call(&SchedulingApi::UpdateEmployee, employee);
  ASSERT_THAT(manager, IsOk());
  EXPECT_EQ(manager->turn_weight(), 50);
  EXPECT_THAT(manager->roles(), ElementsAre(type::v1::LEAD_MANAGER));

  lead::v1::UpdateLeadRequest lead;
  lead.mutable_lead()->set_name(scene_.Enquire("vk-user-1", MinutesAgo(1)).name());
  lead.mutable_lead()->set_city("Tver");
  lead.mutable_update_mask()->add_paths("city");
  EXPECT_EQ(scene_.manager().Call(&LeadApi::UpdateLead, lead)->city(), "Tver");

  contract::v1::UpdateEstimateRequest estimate;
  estimate.mutable_estimate()->set_name(Offer().name());
  *estimate.mutable_estimate()->mutable_discount() = Rubles(50'000);
  estimate.mutable_update_mask()->add_paths("discount");
  const auto offer = scene_.designer(0).Call(&ContractApi::UpdateEstimate, estimate);
  ASSERT_THAT(offer, IsOk());
  EXPECT_EQ(offer->total().minor_units(), 950'000);
}

TEST_F(UpdateTest, WithoutAMaskChangesWhatItHolds) {
  scheduling::v1::UpdateDepartmentRequest department;
  department.mutable_department()->set_name(scene_.name());
  department.mutable_department()->set_display_name("Wardrobes");
  const auto wardrobes = scene_.head().Call(&SchedulingApi::UpdateDepartment, department);
  ASSERT_THAT(wardrobes, IsOk());
  EXPECT_EQ(wardrobes->display_name(), "Wardrobes");
  EXPECT_EQ(wardrobes->currency_code(), "RUB");
}

TEST_F(UpdateTest, WithoutAMaskReplacesAWholeOfferAndSoNeedsItsLines) {
  contract::v1::UpdateEstimateRequest estimate;
  estimate.mutable_estimate()->set_name(Offer().name());
  *estimate.mutable_estimate()->mutable_discount() = Rubles(50'000);
  EXPECT_THAT(scene_.designer(0).Call(&ContractApi::UpdateEstimate, estimate), StatusIs(Reason::kFieldInvalid));
}

}  // namespace
}  // namespace zamer::testing
