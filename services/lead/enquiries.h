// Taking an enquiry: CreateLead.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Takes an enquiry: one read of who the person is and one commit for a person who is new. See the proto for what
// becomes of one who is known. Loop thread only.
asio::awaitable<absl::StatusOr<v1::Lead>> TakeEnquiry(const LeadParts& parts, rpc::Call& call,
                                                      const v1::CreateLeadRequest& request);

// The department's roster outside of a commit, possibly an older one: to read phones by, before the commit begins.
asio::awaitable<absl::StatusOr<std::shared_ptr<const Roster>>> PeekRoster(const LeadParts& parts,
                                                                          std::string department,
                                                                          const rpc::Call& call);

}  // namespace zamer::lead
