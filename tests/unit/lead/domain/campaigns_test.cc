#include "services/lead/domain/campaigns.h"

#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace zamer::lead {
namespace {

using testing::IsOk;
using testing::StatusIs;

constexpr char kVk[] = "departments/d1/channels/vk";
const auto kInvalid = absl::StatusCode::kInvalidArgument;

v1::CreateCampaignRequest New(const std::string& id, const std::vector<std::string>& tags = {}) {
  v1::CreateCampaignRequest request;
  request.set_parent(kVk);
  request.set_campaign_id(id);
  request.mutable_campaign()->set_display_name(id);
  for (const std::string& tag : tags) request.mutable_campaign()->add_utm_campaigns(tag);
  return request;
}

class Campaigns : public ::testing::Test {
 protected:
  Campaigns() { channel_.set_name(kVk); }

  std::string Of(const std::string& tag, const std::string& campaign = {}) const {
    v1::Touch touch;
    touch.set_channel(kVk);
    touch.set_campaign(campaign);
    if (!tag.empty()) (*touch.mutable_tags())["utm_campaign"] = tag;
    return CampaignOf(channel_, touch);
  }

  v1::ChannelRecord channel_;
};

TEST_F(Campaigns, AreKeptByTheirIds) {
  for (const char* id : {"m", "z", "a"}) ASSERT_THAT(AddCampaign(channel_, New(id)), IsOk());
  ASSERT_EQ(channel_.campaigns_size(), 3);
  EXPECT_EQ(channel_.campaigns(0).campaign().name(), absl::StrCat(kVk, "/campaigns/a"));
  EXPECT_EQ(channel_.campaigns(2).campaign().name(), absl::StrCat(kVk, "/campaigns/z"));
  EXPECT_EQ(FindCampaign(channel_, absl::StrCat(kVk, "/campaigns/m")), &channel_.campaigns(1));
  EXPECT_EQ(FindCampaign(channel_, absl::StrCat(kVk, "/campaigns/n")), nullptr);
  EXPECT_EQ(ChannelOfCampaign(channel_.campaigns(0).campaign().name()), kVk);
  EXPECT_THAT(AddCampaign(channel_, New("m")), StatusIs(absl::StatusCode::kAlreadyExists));
}

TEST_F(Campaigns, AreMeantByTheirIdAndTheirTags) {
  ASSERT_THAT(AddCampaign(channel_, New("spring", {"VK_Spring", "vesna"})), IsOk());
  struct {
    const char* tag;
    const char* named;
    const char* expected;
  } const cases[] = {{"spring", "", "spring"},
                     {"vesna", "", "spring"},
                     {"VK_Spring", "", "spring"},
                     {"vk_spring", "", ""},
                     {"", "", ""},
                     {"autumn", "", ""},
                     {"", "autumn", "autumn"},
                     {"vesna", "autumn", "autumn"}};
  for (const auto& [tag, named, expected] : cases) EXPECT_EQ(Of(tag, named), expected) << tag << " " << named;
}

TEST_F(Campaigns, DoNotShareTags) {
  ASSERT_THAT(AddCampaign(channel_, New("spring", {"vesna"})), IsOk());
  EXPECT_THAT(AddCampaign(channel_, New("other", {"vesna"})), StatusIs(kInvalid));
  EXPECT_THAT(AddCampaign(channel_, New("other", {"spring"})), StatusIs(kInvalid));
  EXPECT_THAT(AddCampaign(channel_, New("vesna")), StatusIs(kInvalid));
  EXPECT_THAT(AddCampaign(channel_, New("other", {"a", "a"})), StatusIs(kInvalid));
  EXPECT_THAT(AddCampaign(channel_, New("other", {""})), StatusIs(kInvalid));
  EXPECT_THAT(AddCampaign(channel_, New("other", {"other", "a"})), IsOk()) << "its own id is its own";
}

TEST_F(Campaigns, ChangeByMask) {
  ASSERT_THAT(AddCampaign(channel_, New("spring", {"vesna"})), IsOk());
  v1::UpdateCampaignRequest update;
  update.mutable_campaign()->set_name(absl::StrCat(kVk, "/campaigns/spring"));
  update.mutable_campaign()->set_display_name("Весна");
  ASSERT_THAT(UpdateCampaign(channel_, update), IsOk());
  EXPECT_EQ(channel_.campaigns(0).campaign().display_name(), "Весна");
  EXPECT_EQ(Of("vesna"), "spring") << "what the update does not name stays";
  update.mutable_update_mask()->add_paths("utm_campaigns");
  ASSERT_THAT(UpdateCampaign(channel_, update), IsOk());
  EXPECT_EQ(Of("vesna"), "");
  EXPECT_EQ(channel_.campaigns(0).version(), 3);
  update.mutable_campaign()->set_name(absl::StrCat(kVk, "/campaigns/autumn"));
  EXPECT_THAT(UpdateCampaign(channel_, update), StatusIs(absl::StatusCode::kNotFound));
}

TEST(Channel, UnknownIsAlwaysThere) {
  EXPECT_TRUE(IsUnknownChannel("departments/d1/channels/unknown"));
  EXPECT_FALSE(IsUnknownChannel("")) << "not given is something else";
  v1::CreateChannelRequest request;
  request.set_parent("departments/d1");
  request.set_channel_id("unknown");
  EXPECT_THAT(NewChannel(request), StatusIs(absl::StatusCode::kAlreadyExists));
}

TEST(Channel, ReadsWhatWasStoredBeforeThereWereCampaigns) {
  v1::Channel stored;
  stored.set_name(kVk);
  stored.set_display_name("ВК");
  v1::ChannelRecord record;
  ASSERT_TRUE(record.ParseFromString(stored.SerializeAsString()));
  EXPECT_EQ(record.name(), kVk);
  EXPECT_EQ(record.display_name(), "ВК");
}

}  // namespace
}  // namespace zamer::lead
