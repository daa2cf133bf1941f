// Channels, campaigns, touches that become known better, and lists of spend, over gRPC, on a real Redis.
#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::ElementsAre;
using Fact = v1::LeadEvent;

const std::string kUnknown = "departments/d1/channels/unknown";

class LeadServiceMarketing : public LeadFixture {
 protected:
  Caller& Marketer() { return As("mark", type::v1::MARKETER); }

  static v1::UpdateChannelRequest Rename(const std::string& channel, const std::string& display_name) {
    v1::UpdateChannelRequest request;
    request.mutable_channel()->set_name(channel);
    request.mutable_channel()->set_display_name(display_name);
    return request;
  }
  absl::StatusOr<v1::Campaign> AddCampaign(const std::string& id, const std::vector<std::string>& tags = {},
                                           const std::string& channel = kVk) {
    v1::CreateCampaignRequest request;
    request.set_parent(channel);
    request.set_campaign_id(id);
    request.mutable_campaign()->set_display_name(id);
    for (const std::string& tag : tags) request.mutable_campaign()->add_utm_campaigns(tag);
    return Call(Marketer(), &Api::CreateCampaign, request);
  }
  std::vector<std::string> Campaigns(int page_size = 0) {
    v1::ListCampaignsRequest request;
    request.set_parent(kVk);
    request.set_page_size(page_size);
    std::vector<std::string> ids;
    do {
      const auto page = Call(Anna(), &Api::ListCampaigns, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      for (const v1::Campaign& campaign : page->campaigns()) ids.emplace_back(LastSegment(campaign.name()));
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return ids;
  }
  static v1::CreateLeadRequest Tagged(const std::string& phone, const std::string& utm_campaign) {
    v1::CreateLeadRequest request = Enquiry(phone);
    (*request.mutable_touch()->mutable_tags())["utm_campaign"] = utm_campaign;
    return request;
  }
  std::vector<std::string> OfChannel(const std::string& channel) {
    v1::ListLeadsRequest request;
    request.set_channel(channel);
    return List(request);
  }
  absl::StatusOr<v1::Lead> Amend(const std::string& lead, const std::string& channel,
                                 const std::string& touch_id = {}) {
    v1::AmendTouchRequest request;
    request.set_name(lead);
    request.set_channel(channel);
    request.set_touch_id(touch_id);
    return Call(Marketer(), &Api::AmendTouch, request);
  }
  void Spend(int day, const std::string& channel, const std::string& campaign, std::int64_t minor_units) {
    v1::RecordSpendRequest request;
    request.set_parent(kDepartment);
    v1::Spend& spend = *request.add_spends();
    *spend.mutable_date() = ToDate(absl::CivilDay(2036, 3, day));
    spend.set_channel(channel);
    spend.set_campaign(campaign);
    spend.mutable_amount()->set_currency_code("RUB");
    spend.mutable_amount()->set_minor_units(minor_units);
    ASSERT_THAT(Call(Marketer(), &Api::RecordSpend, request), IsOk());
  }
  static v1::ListSpendsRequest Spends(absl::CivilDay first, absl::CivilDay last, int page_size = 0) {
    v1::ListSpendsRequest request;
    request.set_parent(kDepartment);
    *request.mutable_start_date() = ToDate(first);
    *request.mutable_end_date() = ToDate(last);
    request.set_page_size(page_size);
    return request;
  }
};

TEST_F(LeadServiceMarketing, ChannelsAreRenamedByTheirEtag) {
  const auto before = Call(Marketer(), &Api::UpdateChannel, Rename(kVk, "VK"));
  ASSERT_THAT(before, IsOk());
  v1::UpdateChannelRequest request = Rename(kVk, "ВКонтакте");
  request.mutable_channel()->set_etag(before->etag());
  const auto renamed = Call(Marketer(), &Api::UpdateChannel, request);
  ASSERT_THAT(renamed, IsOk());
  EXPECT_EQ(renamed->display_name(), "ВКонтакте");
  EXPECT_NE(renamed->etag(), before->etag());
  request.clear_request_id();
  EXPECT_THAT(Call(Marketer(), &Api::UpdateChannel, request), StatusIs(Reason::kEtagStale));
  EXPECT_THAT(Call(Marketer(), &Api::UpdateChannel, Rename("departments/d1/channels/none", "x")),
              StatusIs(Reason::kChannelNotFound));
  v1::UpdateChannelRequest emptied = Rename(kVk, "");
  emptied.mutable_update_mask()->add_paths("display_name");
  EXPECT_THAT(Call(Marketer(), &Api::UpdateChannel, emptied), StatusIs(Reason::kFieldInvalid));
}

TEST_F(LeadServiceMarketing, TheUnknownChannelIsAlwaysThereAndIsNotTheEmptyOne) {
  v1::CreateChannelRequest create;
  create.set_parent(kDepartment);
  create.set_channel_id("unknown");
  create.mutable_channel()->set_display_name("?");
  EXPECT_THAT(Call(Head(), &Api::CreateChannel, create), StatusIs(Reason::kChannelAlreadyExists));
  EXPECT_THAT(Call(Head(), &Api::UpdateChannel, Rename(kUnknown, "x")), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(AddCampaign("spring", {}, kUnknown), StatusIs(Reason::kFieldInvalid));

  const v1::Lead asked = Create(Enquiry("+79123456701", kUnknown));
  const v1::Lead not_asked = Create(Enquiry("+79123456702", ""));
  EXPECT_THAT(OfChannel(kUnknown), ElementsAre(asked.name()));
  Spend(1, kUnknown, "", 100);
  EXPECT_EQ(Amend(asked.name(), kSite)->touches(0).channel(), kUnknown) << "what was known stays";
  EXPECT_EQ(Amend(not_asked.name(), kUnknown)->touches(0).channel(), kUnknown);
}

TEST_F(LeadServiceMarketing, CampaignsAreKeptById) {
  for (const char* id : {"c", "a", "b"}) ASSERT_THAT(AddCampaign(id), IsOk());
  EXPECT_THAT(AddCampaign("b"), StatusIs(Reason::kCampaignAlreadyExists));
  EXPECT_THAT(AddCampaign("b", {}, "departments/d1/channels/none"), StatusIs(Reason::kChannelNotFound));
  EXPECT_THAT(Campaigns(), ElementsAre("a", "b", "c"));
  EXPECT_THAT(Campaigns(1), ElementsAre("a", "b", "c"));
  v1::ListChannelsRequest channels;
  channels.set_parent(kDepartment);
  EXPECT_EQ(Call(Anna(), &Api::ListChannels, channels)->channels_size(), 2);
}

TEST_F(LeadServiceMarketing, CampaignsChangeByTheirOwnEtag) {
  ASSERT_THAT(AddCampaign("spring"), IsOk());
  ASSERT_THAT(AddCampaign("autumn"), IsOk());
  v1::UpdateCampaignRequest update;
  update.mutable_campaign()->set_name(kVk + "/campaigns/spring");
  update.mutable_campaign()->set_etag("\"1\"");
  update.mutable_campaign()->add_utm_campaigns("vesna");
  const auto updated = Call(Marketer(), &Api::UpdateCampaign, update);
  ASSERT_THAT(updated, IsOk()) << "another campaign of the channel is no concern of its";
  EXPECT_EQ(updated->etag(), "\"2\"");
  EXPECT_EQ(updated->display_name(), "spring");
  update.clear_request_id();
  EXPECT_THAT(Call(Marketer(), &Api::UpdateCampaign, update), StatusIs(Reason::kEtagStale));
  update.mutable_campaign()->set_name(kVk + "/campaigns/none");
  EXPECT_THAT(Call(Marketer(), &Api::UpdateCampaign, update), StatusIs(Reason::kCampaignNotFound));
}

TEST_F(LeadServiceMarketing, ATouchBelongsToTheCampaignOfItsTag) {
  ASSERT_THAT(AddCampaign("spring", {"vesna-2036"}), IsOk());
  EXPECT_EQ(Create(Tagged("+79123456701", "vesna-2036")).touches(0).campaign(), "spring");
  EXPECT_EQ(Create(Tagged("+79123456702", "spring")).touches(0).campaign(), "spring");
  EXPECT_EQ(Create(Tagged("+79123456703", "osen")).touches(0).campaign(), "");
  v1::CreateLeadRequest named = Tagged("+79123456704", "vesna-2036");
  named.mutable_touch()->set_campaign("other");
  EXPECT_EQ(Create(named).touches(0).campaign(), "other");
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(Create(Enquiry("+79123456701")).touches(1).touch_id(), "t2");

  v1::ImportHistoryRequest history;
  history.set_parent(kDepartment);
  history.set_system("crm");
  v1::ImportedLead& deal = *history.add_rows()->mutable_lead();
  deal.set_person_id("p1");
  deal.set_row_id("r1");
  deal.set_state(v1::Lead::NEW);
  *deal.mutable_touch() = Tagged("", "vesna-2036").touch();
  *deal.mutable_touch()->mutable_time() = ToTimestamp(March(1, 12));
  const auto imported = Call(Operator(), &Api::ImportHistory, history);
  ASSERT_THAT(imported, IsOk());
  EXPECT_EQ(Read(imported->results(0).lead()).touches(0).campaign(), "spring");
}

TEST_F(LeadServiceMarketing, AnAmendedFirstTouchMovesTheCreditAndTheLists) {
  const v1::Lead lead = Create(Enquiry("+79123456701", ""));
  const auto amended = Amend(lead.name(), kSite);
  ASSERT_THAT(amended, IsOk());
  EXPECT_EQ(amended->touches(0).channel(), kSite);
  EXPECT_NE(amended->etag(), lead.etag());
  EXPECT_THAT(OfChannel(kSite), ElementsAre(lead.name()));
  ASSERT_EQ(CountEvents(Fact::kLeadDescribed), 1);
  EXPECT_EQ(Events().back().lead_described().dimensions().channel(), kSite);

  ASSERT_THAT(Amend(lead.name(), kVk, "t1"), IsOk());
  EXPECT_EQ(CountEvents(Fact::kLeadDescribed), 1) << "it has a channel";
  EXPECT_THAT(Amend(lead.name(), kVk, "t7"), StatusIs(Reason::kTouchNotFound));
  EXPECT_THAT(Amend(lead.name(), "departments/d1/channels/none"), StatusIs(Reason::kChannelNotFound));
  EXPECT_THAT(Amend("departments/d1/leads/none", kVk), StatusIs(Reason::kLeadNotFound));
}

TEST_F(LeadServiceMarketing, LateTagsFindTheirCampaign) {
  ASSERT_THAT(AddCampaign("spring", {"vesna"}), IsOk());
  const v1::Lead lead = Create(Enquiry("+79123456701"));
  v1::AmendTouchRequest request;
  request.set_name(lead.name());
  (*request.mutable_tags())["utm_campaign"] = "vesna";
  const auto amended = Call(Marketer(), &Api::AmendTouch, request);
  ASSERT_THAT(amended, IsOk());
  EXPECT_EQ(amended->touches(0).campaign(), "spring");
  EXPECT_EQ(Events().back().lead_described().dimensions().campaign(), "spring");

  v1::CreateLeadRequest click = Enquiry("+79123456702");
  click.mutable_touch()->set_external_id("click-1");
  *click.mutable_touch()->mutable_time() = ToTimestamp(clock_.Now());
  Create(click);
  (*click.mutable_touch()->mutable_tags())["utm_campaign"] = "vesna";
  click.clear_request_id();
  EXPECT_EQ(Create(click).touches(0).campaign(), "spring");
  EXPECT_EQ(Events().back().lead_described().dimensions().campaign(), "spring");
}

TEST_F(LeadServiceMarketing, SpendsAreListedByDayChannelAndCampaignInPages) {
  Spend(5, kVk, "", 500);
  Spend(1, kVk, "b", 102);
  Spend(1, kVk, "a", 101);
  Spend(1, kSite, "", 100);
  Spend(31, kVk, "", 3100);
  for (const int page_size : {0, 1, 2, 3, 4, 5}) {
    v1::ListSpendsRequest request = Spends(absl::CivilDay(2035, 3, 31), absl::CivilDay(2036, 3, 31), page_size);
    std::vector<std::int64_t> amounts;
    do {
      const auto page = Call(Marketer(), &Api::ListSpends, request);
      ASSERT_THAT(page, IsOk());
      for (const v1::Spend& spend : page->spends()) amounts.push_back(spend.amount().minor_units());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    EXPECT_THAT(amounts, ElementsAre(100, 101, 102, 500, 3100)) << page_size;
  }
}

TEST_F(LeadServiceMarketing, AListOfSpendsHasADayRangeOfItsOwn) {
  Spend(1, kVk, "", 1);
  Spend(2, kVk, "", 2);
  Spend(3, kVk, "", 3);
  const auto page =
      Call(Marketer(), &Api::ListSpends, Spends(absl::CivilDay(2036, 3, 2), absl::CivilDay(2036, 3, 3), 1));
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->spends(0).amount().minor_units(), 2);
  v1::ListSpendsRequest other = Spends(absl::CivilDay(2036, 3, 1), absl::CivilDay(2036, 3, 3), 1);
  other.set_page_token(page->next_page_token());
  EXPECT_THAT(Call(Marketer(), &Api::ListSpends, other), StatusIs(Reason::kPageTokenInvalid));
  EXPECT_THAT(Call(Marketer(), &Api::ListSpends, Spends(absl::CivilDay(2036, 3, 2), absl::CivilDay(2036, 3, 1))),
              StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(Call(Marketer(), &Api::ListSpends, Spends(absl::CivilDay(2035, 3, 1), absl::CivilDay(2036, 3, 3))),
              StatusIs(Reason::kFieldInvalid));
}

}  // namespace
}  // namespace zamer::lead
