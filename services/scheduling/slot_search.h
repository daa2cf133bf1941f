// Searches for free slots, outside of commits.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/common/rpc/call.h"
#include "services/scheduling/domain/slots.h"
#include "services/scheduling/domain/wish.h"
#include "services/scheduling/resources.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::scheduling {

// Loop thread only.
class SlotSearch {
 public:
  explicit SlotSearch(store::Store& store) : store_(store) {}

  // Answers SearchSlots.
  asio::awaitable<absl::StatusOr<v1::SearchSlotsResponse>> Search(rpc::Call& call,
                                                                  const v1::SearchSlotsRequest& request);

  // A refusal with SLOT_TAKEN gets the next free slots of the same wish as a detail, where they can be found; any other
  // status stays as it is.
  asio::awaitable<absl::Status> WithNextSlots(absl::Status refusal, rpc::Call& call, std::string parent, Wish wish,
                                              std::string lead_id);

 private:
  // The roster of a department and the rules in it.
  struct Desk {
    v1::Roster roster;
    Rules rules;
  };
  asio::awaitable<absl::StatusOr<Desk>> OpenDesk(std::string parent, absl::Time deadline);
  asio::awaitable<absl::StatusOr<std::vector<v1::Slot>>> Find(const Desk& desk, const SlotQuery& query,
                                                              rpc::Call& call);

  asio::awaitable<absl::StatusOr<std::vector<v1::Slot>>> NextSlots(rpc::Call& call, std::string parent, Wish wish,
                                                                   std::string lead_id);

  store::Store& store_;
};

}  // namespace zamer::scheduling
