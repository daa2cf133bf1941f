// One commit on leads, as a call makes it.
#pragma once
#include <absl/status/statusor.h>
#include <google/protobuf/message.h>

#include <asio/awaitable.hpp>
#include <functional>
#include <string>
#include <vector>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead.pb.h"

namespace zamer::lead {

// Decides, stages what comes of it and names the lead to answer with. May run more than once.
using LeadBody = std::function<asio::awaitable<absl::StatusOr<std::string>>(LeadWork&)>;

// Commits what the body stages while no other call of this process works on the `names`, and answers with the lead that
// it named: as it left it, or for a request that was answered before, as it is now.
asio::awaitable<absl::StatusOr<v1::Lead>> CommitLead(const LeadParts& parts, rpc::Call& call,
                                                     const google::protobuf::Message& request, std::string department,
                                                     std::vector<std::string> names, LeadBody body);

}  // namespace zamer::lead
