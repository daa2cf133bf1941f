// Channels and their campaigns, and which campaign a touch belongs to.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "zamer/lead/v1/lead_service.pb.h"
#include "zamer/lead/v1/marketing_records.pb.h"

namespace zamer::lead {

// Most campaigns of one channel.
inline constexpr int kMaxCampaigns = 1000;

// Whether the name is that of the channel `unknown`, which says that the client was asked and does not know. It is
// always there, without a record.
bool IsUnknownChannel(std::string_view channel);

absl::Status ChannelNotFound(std::string_view channel);
// INVALID_ARGUMENT/FIELD_INVALID: the channel `unknown` has neither another name nor campaigns.
absl::Status UnknownChannelIsFixed();

// The channel that a campaign's name is below.
std::string_view ChannelOfCampaign(std::string_view campaign);

// A channel without campaigns. ALREADY_EXISTS/CHANNEL_ALREADY_EXISTS for `unknown`.
absl::StatusOr<v1::ChannelRecord> NewChannel(const v1::CreateChannelRequest& request);

// INVALID_ARGUMENT/FIELD_INVALID for a mask that names what is not there.
absl::Status UpdateChannel(v1::ChannelRecord& channel, const v1::UpdateChannelRequest& request);

// The campaign of this name; null where there is none.
const v1::ChannelRecord::Entry* FindCampaign(const v1::ChannelRecord& channel, std::string_view campaign);

// Adds a campaign. ALREADY_EXISTS/CAMPAIGN_ALREADY_EXISTS; INVALID_ARGUMENT/FIELD_INVALID when a tag means another
// campaign already, or there are too many.
absl::Status AddCampaign(v1::ChannelRecord& channel, const v1::CreateCampaignRequest& request);

// Changes the campaign that the request names. NOT_FOUND/CAMPAIGN_NOT_FOUND; INVALID_ARGUMENT/FIELD_INVALID as above.
absl::Status UpdateCampaign(v1::ChannelRecord& channel, const v1::UpdateCampaignRequest& request);

absl::Status CampaignNotFound(std::string_view campaign);

// The touch's campaign: what it names, or else the campaign of its channel that its tag `utm_campaign` means. Empty for
// none.
std::string CampaignOf(const v1::ChannelRecord& channel, const v1::Touch& touch);

}  // namespace zamer::lead
