// Cities, and how much of their market is used.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Loop thread only. Each answers the call of its name; see the proto.
asio::awaitable<absl::StatusOr<v1::ImportCitiesResponse>> ImportCities(const LeadParts& parts, rpc::Call& call,
                                                                       const v1::ImportCitiesRequest& request);
asio::awaitable<absl::StatusOr<v1::City>> UpdateCity(const LeadParts& parts, rpc::Call& call,
                                                     const v1::UpdateCityRequest& request);
asio::awaitable<absl::StatusOr<v1::ListCitiesResponse>> ListCities(const LeadParts& parts, const rpc::Call& call,
                                                                   const v1::ListCitiesRequest& request);
asio::awaitable<absl::StatusOr<v1::Saturation>> GetSaturation(const LeadParts& parts, const rpc::Call& call,
                                                              const v1::GetSaturationRequest& request);

}  // namespace zamer::lead
