#include "services/lead/domain/campaigns.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <set>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/update/update.h"

namespace zamer::lead {
namespace {

using Entry = v1::ChannelRecord::Entry;

constexpr std::string_view kUnknown = "unknown";
constexpr char kCampaignTag[] = "utm_campaign";

std::string_view IdOf(const Entry& entry) { return LastSegment(entry.campaign().name()); }

bool Means(const Entry& entry, std::string_view tag) {
  return IdOf(entry) == tag ||
         std::ranges::find(entry.campaign().utm_campaigns(), tag) != entry.campaign().utm_campaigns().end();
}

// Each tag means one campaign of the channel: an empty one none.
absl::Status CheckTags(const v1::ChannelRecord& channel, const v1::Campaign& campaign) {
  Violations violations;
  std::set<std::string_view> tags;
  for (int i = 0; i < campaign.utm_campaigns_size(); ++i) {
    const std::string& tag = campaign.utm_campaigns(i);
    const std::string field = absl::StrCat("campaign.utm_campaigns[", i, "]");
    if (tag.empty()) violations.Add(field, "must not be empty");
    if (!tags.insert(tag).second) violations.Add(field, "must not repeat another");
  }
  const std::string_view id = LastSegment(campaign.name());
  for (const Entry& entry : channel.campaigns()) {
    if (entry.campaign().name() == campaign.name()) continue;
    const bool taken = std::ranges::any_of(tags, [&](std::string_view tag) { return Means(entry, tag); });
    if (taken) violations.Add("campaign.utm_campaigns", "must not mean another campaign of the channel");
    if (Means(entry, id)) violations.Add("campaign_id", "must not be a tag of another campaign of the channel");
  }
  return violations.ToStatus();
}

absl::Status CheckParent(const v1::ChannelRecord& channel) {
  Violations violations;
  if (channel.campaigns_size() >= kMaxCampaigns) {
    violations.Add("parent", absl::StrCat("must be a channel with fewer than ", kMaxCampaigns, " campaigns"));
  }
  return violations.ToStatus();
}

}  // namespace

bool IsUnknownChannel(std::string_view channel) { return LastSegment(channel) == kUnknown; }

absl::Status ChannelNotFound(std::string_view channel) {
  return NotFound(Reason::kChannelNotFound, "There is no such channel: check the name, or create it first.",
                  {{"channel", std::string(channel)}});
}

absl::Status UnknownChannelIsFixed() {
  Violations violations;
  violations.Add("channel", "must not be `unknown`, which is always there and has no campaigns");
  return violations.ToStatus();
}

std::string_view ChannelOfCampaign(std::string_view campaign) {
  const std::string_view collection = campaign.substr(0, campaign.rfind('/'));
  return collection.substr(0, collection.rfind('/'));
}

absl::StatusOr<v1::ChannelRecord> NewChannel(const v1::CreateChannelRequest& request) {
  v1::ChannelRecord channel;
  channel.set_name(Child(request.parent(), "channels", request.channel_id()));
  if (IsUnknownChannel(channel.name())) {
    return AlreadyExists(Reason::kChannelAlreadyExists, "The channel `unknown` is always there; use it.",
                         {{"channel", channel.name()}});
  }
  channel.set_display_name(request.channel().display_name());
  return channel;
}

absl::Status UpdateChannel(v1::ChannelRecord& channel, const v1::UpdateChannelRequest& request) {
  v1::Channel changed;
  changed.set_display_name(channel.display_name());
  ZAMER_RETURN_IF_ERROR(ApplyUpdate(request.channel(), request.update_mask(), "channel", changed));
  channel.set_display_name(changed.display_name());
  return absl::OkStatus();
}

const Entry* FindCampaign(const v1::ChannelRecord& channel, std::string_view campaign) {
  const auto& entries = channel.campaigns();
  const auto found = std::ranges::lower_bound(entries, LastSegment(campaign), {}, IdOf);
  return found != entries.end() && found->campaign().name() == campaign ? &*found : nullptr;
}

absl::Status AddCampaign(v1::ChannelRecord& channel, const v1::CreateCampaignRequest& request) {
  Entry entry;
  entry.set_version(1);
  v1::Campaign& campaign = *entry.mutable_campaign();
  campaign = request.campaign();
  campaign.clear_etag();
  campaign.set_name(Child(channel.name(), "campaigns", request.campaign_id()));
  if (FindCampaign(channel, campaign.name()) != nullptr) {
    return AlreadyExists(Reason::kCampaignAlreadyExists, "There is such a campaign; use it, or another id.",
                         {{"campaign", campaign.name()}});
  }
  ZAMER_RETURN_IF_ERROR(CheckParent(channel));
  ZAMER_RETURN_IF_ERROR(CheckTags(channel, campaign));
  auto& entries = *channel.mutable_campaigns();
  *entries.Add() = std::move(entry);
  for (int i = entries.size() - 1; i > 0 && IdOf(entries[i]) < IdOf(entries[i - 1]); --i)
    entries.SwapElements(i, i - 1);
  return absl::OkStatus();
}

absl::Status UpdateCampaign(v1::ChannelRecord& channel, const v1::UpdateCampaignRequest& request) {
  const std::string& name = request.campaign().name();
  const auto known = std::ranges::find(*channel.mutable_campaigns(), name,
                                       [](const Entry& one) -> const std::string& { return one.campaign().name(); });
  if (known == channel.mutable_campaigns()->end()) return CampaignNotFound(name);
  Entry changed = *known;
  ZAMER_RETURN_IF_ERROR(
      ApplyUpdate(request.campaign(), request.update_mask(), "campaign", *changed.mutable_campaign()));
  ZAMER_RETURN_IF_ERROR(CheckTags(channel, changed.campaign()));
  changed.set_version(known->version() + 1);
  *known = std::move(changed);
  return absl::OkStatus();
}

absl::Status CampaignNotFound(std::string_view campaign) {
  return NotFound(Reason::kCampaignNotFound, "There is no such campaign: check the name, or create it first.",
                  {{"campaign", std::string(campaign)}});
}

std::string CampaignOf(const v1::ChannelRecord& channel, const v1::Touch& touch) {
  if (!touch.campaign().empty()) return touch.campaign();
  const auto tag = touch.tags().find(kCampaignTag);
  if (tag == touch.tags().end()) return {};
  const auto found =
      std::ranges::find_if(channel.campaigns(), [&](const Entry& one) { return Means(one, tag->second); });
  return found == channel.campaigns().end() ? std::string() : std::string(IdOf(*found));
}

}  // namespace zamer::lead
