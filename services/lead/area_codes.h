// The digits that local phone numbers of a city lack.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <string>
#include <string_view>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"
#include "zamer/lead/v1/market_records.pb.h"
#include "zamer/lead/v1/showroom.pb.h"

namespace zamer::lead {

// Of the city that is spelled so; empty when not known.
std::string AreaCodeOf(const v1::CityList& cities, std::string_view city);

// The area code by which the request's phones are read, before its commit begins: of the city that it names, or that
// the lead is of. Empty, without a read, where none of them may lack one.
asio::awaitable<absl::StatusOr<std::string>> AreaCodeFor(const LeadParts& parts, const rpc::Call& call,
                                                         const v1::CreateLeadRequest& request);
asio::awaitable<absl::StatusOr<std::string>> AreaCodeFor(const LeadParts& parts, const rpc::Call& call,
                                                         const v1::CapturePhoneRequest& request);
// The same for a phone that was left on a visit.
asio::awaitable<absl::StatusOr<std::string>> AreaCodeFor(const LeadParts& parts, const rpc::Call& call,
                                                         const v1::Visit& visit, const v1::Phone& phone);

}  // namespace zamer::lead
