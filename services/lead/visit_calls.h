// Visitors of the showroom.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/showroom.pb.h"

namespace zamer::lead {

// Answer the calls of their names; see the proto. A phone makes the visitor a lead in the commit that keeps the visit.
// Loop thread only.
asio::awaitable<absl::StatusOr<v1::Visit>> RecordVisit(const LeadParts& parts, rpc::Call& call,
                                                       const v1::RecordVisitRequest& request);
asio::awaitable<absl::StatusOr<v1::Visit>> CaptureVisitPhone(const LeadParts& parts, rpc::Call& call,
                                                             const v1::CaptureVisitPhoneRequest& request);
asio::awaitable<absl::StatusOr<v1::ListVisitsResponse>> ListVisits(const LeadParts& parts, const rpc::Call& call,
                                                                   const v1::ListVisitsRequest& request);

}  // namespace zamer::lead
