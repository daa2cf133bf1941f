// What people of the department and operators see of ways in and deliveries.
#include <future>

#include "services/common/time/timestamps.h"
#include "tests/store/gateway_intake_fixture.h"

namespace zamer::gateway::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class IntakeServiceTest : public IntakeFixture {
 protected:
  std::vector<std::string> IdsOf(const v1::ListDeliveriesRequest& request) {
    const std::vector<v1::Delivery> listed = List(request);
    std::vector<std::string> ids;
    ids.reserve(listed.size());
    for (const v1::Delivery& delivery : listed) ids.push_back(delivery.platform_id());
    return ids;
  }
  v1::ListWaysInResponse ListWays(const std::string& department = "departments/d1") {
    v1::ListWaysInRequest request;
    request.set_parent(department);
    const auto ways = Call(As("zamerctl", type::v1::OPERATOR), &Api::ListWaysIn, request);
    EXPECT_THAT(ways, IsOk());
    return ways.value_or(v1::ListWaysInResponse());
  }
};

TEST_F(IntakeServiceTest, DeliveriesAreListedNewestFirstInPagesByWayInAndState) {
  for (const char* event : {"e-1", "e-2", "e-3"}) {
    clock_.Advance(absl::Seconds(1));
    ASSERT_THAT(SendVk(event), IsOk());
  }
  ASSERT_THAT(RunDue(), IsOk());
  clock_.Advance(absl::Seconds(1));
  ASSERT_THAT(SendForm("name=A&submission_id=s-1"), IsOk());

  v1::ListDeliveriesRequest request = Everything();
  request.set_page_size(2);
  EXPECT_THAT(IdsOf(request), ElementsAre("s-1", "e-3", "e-2", "e-1"));
  request.set_state(v1::Delivery::DELIVERED);
  EXPECT_THAT(IdsOf(request), ElementsAre("e-3", "e-2", "e-1"));
  request.set_way_in("departments/d1/waysIn/site");
  EXPECT_THAT(IdsOf(request), IsEmpty());
  request.clear_state();
  EXPECT_THAT(IdsOf(request), ElementsAre("s-1"));
}

TEST_F(IntakeServiceTest, ATokenOfAnotherQueryIsRefused) {
  for (const char* event : {"e-1", "e-2"}) ASSERT_THAT(SendVk(event), IsOk());
  v1::ListDeliveriesRequest request = Everything();
  request.set_page_size(1);
  const auto page = Call(Head(), &Api::ListDeliveries, request);
  ASSERT_THAT(page, IsOk());
  request.set_page_token(page->next_page_token());
  request.set_state(v1::Delivery::WAITING);
  EXPECT_THAT(Call(Head(), &Api::ListDeliveries, request), StatusIs(Reason::kPageTokenInvalid));
}

TEST_F(IntakeServiceTest, ADeliveryIsFoundByItsName) {
  ASSERT_THAT(SendVk("e-1"), IsOk());
  v1::GetDeliveryRequest request;
  request.set_name(Only().name());
  const auto found = Call(Head(), &Api::GetDelivery, request);
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->platform_id(), "e-1");
  request.set_name("departments/d1/deliveries/none");
  EXPECT_THAT(Call(Head(), &Api::GetDelivery, request), StatusIs(Reason::kDeliveryNotFound));
}

TEST_F(IntakeServiceTest, WaysInTellWhatTheyHaveAndWhenItLastCame) {
  ASSERT_THAT(SendVk("e-1"), IsOk());
  ASSERT_THAT(RunDue(), IsOk());
  clock_.Advance(absl::Hours(1));
  ASSERT_THAT(SendVk("e-2"), IsOk());
  ASSERT_THAT(SendForm("name=A&website=x"), IsOk());
  const v1::ListWaysInResponse ways = ListWays();
  ASSERT_THAT(ways.ways_in(), SizeIs(4));
  const v1::WayIn& vk = ways.ways_in(0);
  EXPECT_EQ(vk.name(), "departments/d1/waysIn/vk-shop");
  EXPECT_EQ(vk.path(), "/in/vk-shop");
  EXPECT_EQ(vk.kind(), v1::WayIn::VK);
  EXPECT_EQ(vk.channel(), "departments/d1/channels/vk");
  EXPECT_EQ(vk.waiting_count(), 1);
  EXPECT_EQ(vk.delivered_count(), 1);
  EXPECT_EQ(FromTimestamp(vk.last_delivery_time()), clock_.Now());
  EXPECT_FALSE(ways.ways_in(1).has_last_delivery_time());
  EXPECT_EQ(ways.ways_in(2).spam_count(), 1);
  EXPECT_EQ(ways.ways_in(2).rejected_count(), 0);
  EXPECT_THAT(ListWays("departments/d2").ways_in(), IsEmpty());
}

TEST_F(IntakeServiceTest, WhoMayLookAndWhoMayDeliverAgain) {
  ASSERT_THAT(SendVk("e-1"), IsOk());
  EXPECT_THAT(Call(As("marketer", type::v1::MARKETER), &Api::ListDeliveries, Everything()), IsOk());
  EXPECT_THAT(Call(As("anna", type::v1::LEAD_MANAGER), &Api::ListDeliveries, Everything()),
              StatusIs(Reason::kRoleNotAllowed));
  EXPECT_THAT(Call(As("stranger", type::v1::SALES_HEAD, "d2"), &Api::ListDeliveries, Everything()),
              StatusIs(Reason::kOtherDepartment));
  v1::RedriveDeliveriesRequest redrive;
  redrive.set_parent("departments/d1");
  redrive.add_names(Only().name());
  EXPECT_THAT(Call(As("marketer", type::v1::MARKETER), &Api::RedriveDeliveries, redrive),
              StatusIs(Reason::kRoleNotAllowed));
}

TEST_F(IntakeServiceTest, ARedriveNamesDeliveriesOrAWayInOfItsDepartment) {
  v1::RedriveDeliveriesRequest request;
  request.set_parent("departments/d1");
  EXPECT_THAT(Call(Head(), &Api::RedriveDeliveries, request), StatusIs(Reason::kFieldInvalid));
  request.add_names("departments/d1/deliveries/x");
  request.set_way_in("departments/d1/waysIn/site");
  EXPECT_THAT(Call(Head(), &Api::RedriveDeliveries, request), StatusIs(Reason::kFieldInvalid));
  v1::ListDeliveriesRequest list = Everything();
  list.set_way_in("departments/d2/waysIn/site");
  EXPECT_THAT(Call(As("zamerctl", type::v1::OPERATOR), &Api::ListDeliveries, list), StatusIs(Reason::kFieldInvalid));
}

TEST_F(IntakeServiceTest, PrometheusIsToldWhatCameWhatWaitsAndWhatWasRejected) {
  leads_.answer = [](const auto&) { return InvalidArgument(Reason::kFieldInvalid, "lead.city must exist"); };
  ASSERT_THAT(SendForm("name=B"), IsOk());
  ASSERT_THAT(RunDue(), IsOk());
  ASSERT_THAT(SendVk("e-1"), IsOk());
  ASSERT_THAT(SendVk("e-1"), IsOk());
  ASSERT_THAT(SendForm("name=A&website=x"), IsOk());
  clock_.Advance(absl::Seconds(90));
  auto scraped = std::async(std::launch::async, [&] { return replica().metrics.Text(); });
  ASSERT_TRUE(
      testing::RunUntil(loop_, [&] { return scraped.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }));
  const std::string text = scraped.get();
  for (const char* line :
       {R"(zamer_deliveries_total{result="stored",way_in="vk-shop"} 1)",
        R"(zamer_deliveries_total{result="repeated",way_in="vk-shop"} 1)",
        R"(zamer_deliveries_total{result="spam",way_in="site"} 1)", R"(zamer_deliveries_waiting{way_in="vk-shop"} 1)",
        R"(zamer_deliveries_waiting{way_in="site"} 0)", R"(zamer_deliveries_oldest_seconds{way_in="vk-shop"} 90)",
        R"(zamer_deliveries_oldest_seconds{way_in="site"} 0)", R"(zamer_deliveries_rejected{way_in="vk-shop"} 0)",
        R"(zamer_deliveries_rejected{way_in="site"} 1)"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

}  // namespace
}  // namespace zamer::gateway::intake
