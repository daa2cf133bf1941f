// Interactions, lists, channels and spend, over gRPC, on a real Redis.
#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using Fact = v1::LeadEvent;
using LeadServiceReads = LeadFixture;

TEST_F(LeadServiceReads, InteractionsFillPagesAndKnowTheirExternalIds) {
  const v1::Lead lead = Create(Enquiry("+79123456789"));
  for (int i = 0; i < 120; ++i) ASSERT_THAT(Log(lead.name(), OutboundCall(i, absl::StrCat("pbx-", i))), IsOk());
  EXPECT_EQ(Log(lead.name(), OutboundCall(0, "pbx-77"))->interaction_id(), "78");
  EXPECT_EQ(Read(lead.name()).interaction_count(), 120);
  const auto all = Interactions(lead.name(), 7);
  ASSERT_THAT(all, SizeIs(120));
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].external_id(), absl::StrCat("pbx-", i));
  v1::LogInteractionRequest again;
  again.set_parent(lead.name());
  again.set_request_id("once");
  *again.mutable_interaction() = OutboundCall(9);
  const auto first = Call(Anna(), &Api::LogInteraction, again);
  EXPECT_EQ(Call(Anna(), &Api::LogInteraction, again)->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(first->employee(), Employee("anna"));
}

TEST_F(LeadServiceReads, ListsByArrivalOwnerStateAndQueueInPages) {
  std::vector<std::string> names;
  for (int i = 0; i < 9; ++i) {
    names.insert(names.begin(), Create(Enquiry(absl::StrCat("+7912345670", i))).name());
    clock_.Advance(absl::Minutes(1));
  }
  ASSERT_THAT(Lose(names[0]), IsOk());
  ASSERT_THAT(Lose(names[1]), IsOk());
  v1::ListLeadsRequest request;
  request.set_page_size(2);
  EXPECT_EQ(List(request), names);
  request.set_state(v1::Lead::LOST);
  EXPECT_THAT(List(request), ElementsAre(names[0], names[1]));
  request.set_owner(Employee("anna"));
  EXPECT_THAT(List(request), ElementsAre(names[0]));
  request.clear_state();
  EXPECT_THAT(List(request), ElementsAre(names[2], names[4], names[6], names[8])) << "her open ones";
  request.set_page_token("nonsense");
  request.set_parent(kDepartment);
  EXPECT_THAT(Call(Anna(), &Api::ListLeads, request), StatusIs(Reason::kPageTokenInvalid));
}

TEST_F(LeadServiceReads, AStaleEtagIsRefusedAndAnUpdateDescribesTheLead) {
  const v1::Lead lead = Create(Enquiry("+79123456789"));
  v1::UpdateLeadRequest update;
  *update.mutable_lead() = lead;
  update.mutable_lead()->set_city("Samara");
  update.mutable_update_mask()->add_paths("city");
  const auto updated = Call(Anna(), &Api::UpdateLead, update);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->city(), "Samara");
  EXPECT_EQ(Events().back().lead_described().dimensions().city(), "Samara");
  EXPECT_THAT(Call(Anna(), &Api::UpdateLead, update), StatusIs(Reason::kEtagStale));
  update.mutable_update_mask()->add_paths("owner");
  EXPECT_THAT(Call(Anna(), &Api::UpdateLead, update), StatusIs(Reason::kFieldInvalid));
}

TEST_F(LeadServiceReads, SpendIsRecordedOnceAndCorrected) {
  v1::RecordSpendRequest request;
  request.set_parent(kDepartment);
  for (int day = 1; day <= 3; ++day) {
    v1::Spend& spend = *request.add_spends();
    spend.mutable_date()->set_year(2036);
    spend.mutable_date()->set_month(3);
    spend.mutable_date()->set_day(day);
    spend.set_channel(kVk);
    spend.mutable_amount()->set_currency_code("RUB");
    spend.mutable_amount()->set_minor_units(100 * day);
  }
  EXPECT_EQ(Call(Head(), &Api::RecordSpend, request)->changed(), 3);
  EXPECT_EQ(Call(Head(), &Api::RecordSpend, request)->changed(), 0);
  request.mutable_spends(1)->mutable_amount()->set_minor_units(7);
  EXPECT_EQ(Call(Head(), &Api::RecordSpend, request)->changed(), 1);
  const v1::LeadEvent last = Events().back();
  EXPECT_EQ(last.spend_recorded().previous_amount().minor_units(), 200);
  EXPECT_EQ(last.meta().version(), 2);
  EXPECT_EQ(CountEvents(Fact::kSpendRecorded), 4);
  request.mutable_spends(0)->set_channel("departments/d1/channels/none");
  EXPECT_THAT(Call(Head(), &Api::RecordSpend, request), StatusIs(Reason::kChannelNotFound));
}

TEST_F(LeadServiceReads, ChannelsAreListedById) {
  v1::ListChannelsRequest request;
  request.set_parent(kDepartment);
  request.set_page_size(1);
  const auto first = Call(Anna(), &Api::ListChannels, request);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->channels(0).name(), kSite);
  request.set_page_token(first->next_page_token());
  EXPECT_EQ(Call(Anna(), &Api::ListChannels, request)->channels(0).name(), kVk);
  v1::CreateChannelRequest again;
  again.set_parent(kDepartment);
  again.set_channel_id("vk");
  again.mutable_channel()->set_display_name("VK");
  EXPECT_THAT(Call(Head(), &Api::CreateChannel, again), StatusIs(Reason::kChannelAlreadyExists));
}

}  // namespace
}  // namespace zamer::lead
