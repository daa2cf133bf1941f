// Taking an enquiry: CreateLead, and what else makes a lead of somebody.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <optional>
#include <string>

#include "services/common/rpc/call.h"
#include "services/lead/domain/touches.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Takes an enquiry: one read of who the person is and one commit for a person who is new. See the proto for what
// becomes of one who is known. Loop thread only.
asio::awaitable<absl::StatusOr<v1::Lead>> TakeEnquiry(const LeadParts& parts, rpc::Call& call,
                                                      const v1::CreateLeadRequest& request);

// An enquiry, and the interaction that it came with.
struct Reading {
  Enquiry enquiry = {};
  std::optional<v1::Interaction> interaction = std::nullopt;
};

// The same within a commit: stages a new lead of this name, or the one that the person has already. Returns the name of
// the lead that has the enquiry.
asio::awaitable<absl::StatusOr<std::string>> TakeInto(LeadWork& work, const Roster& roster, Reading reading,
                                                      std::string new_name);

// The department's roster outside of a commit, possibly an older one: to read phones by, before the commit begins.
asio::awaitable<absl::StatusOr<std::shared_ptr<const Roster>>> PeekRoster(const LeadParts& parts,
                                                                          std::string department,
                                                                          const rpc::Call& call);

}  // namespace zamer::lead
