// Logging of interactions.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <optional>
#include <string>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Answers LogInteraction. An external id that the lead has already gives the earlier interaction, and nothing changes.
asio::awaitable<absl::StatusOr<v1::Interaction>> LogInteraction(const LeadParts& parts, rpc::Call& call,
                                                                const v1::LogInteractionRequest& request);

// An interaction where it lies.
struct Logged {
  store::Key page;
  int place = 0;  // in the page
  v1::Interaction interaction;
};

// The interaction with this external id among those of the lead and of those merged into it.
asio::awaitable<absl::StatusOr<std::optional<Logged>>> FindLogged(LeadWork& work, const v1::LeadRecord& record,
                                                                  std::string external_id);

}  // namespace zamer::lead
