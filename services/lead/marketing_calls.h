// Channels, their campaigns and what is spent on them.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Loop thread only. Each answers the call of its name; see the proto.
asio::awaitable<absl::StatusOr<v1::Channel>> CreateChannel(const LeadParts& parts, rpc::Call& call,
                                                           const v1::CreateChannelRequest& request);
asio::awaitable<absl::StatusOr<v1::ListChannelsResponse>> ListChannels(const LeadParts& parts, const rpc::Call& call,
                                                                       const v1::ListChannelsRequest& request);
asio::awaitable<absl::StatusOr<v1::Channel>> UpdateChannel(const LeadParts& parts, rpc::Call& call,
                                                           const v1::UpdateChannelRequest& request);
asio::awaitable<absl::StatusOr<v1::Campaign>> CreateCampaign(const LeadParts& parts, rpc::Call& call,
                                                             const v1::CreateCampaignRequest& request);
asio::awaitable<absl::StatusOr<v1::Campaign>> UpdateCampaign(const LeadParts& parts, rpc::Call& call,
                                                             const v1::UpdateCampaignRequest& request);
asio::awaitable<absl::StatusOr<v1::ListCampaignsResponse>> ListCampaigns(const LeadParts& parts, const rpc::Call& call,
                                                                         const v1::ListCampaignsRequest& request);
asio::awaitable<absl::StatusOr<v1::ListSpendsResponse>> ListSpends(const LeadParts& parts, const rpc::Call& call,
                                                                   const v1::ListSpendsRequest& request);
asio::awaitable<absl::StatusOr<v1::RecordSpendResponse>> RecordSpends(const LeadParts& parts, rpc::Call& call,
                                                                      const v1::RecordSpendRequest& request);

}  // namespace zamer::lead
