// Adds the service's events to a commit.
#pragma once
#include <absl/time/time.h>

#include <cstdint>
#include <optional>
#include <string>

#include "services/common/rpc/call.h"
#include "services/common/store/transaction.h"
#include "services/common/time/ids.h"
#include "zamer/contract/v1/contract_events.pb.h"

namespace zamer::contract {

// What an event is about.
struct Subject {
  std::string name;
  // After the commit.
  std::int64_t version = 0;
  // When it happened; nothing when history does not know, and then the event has no occurred time.
  std::optional<absl::Time> occurred;
};

// Adds an event that the call causes; `event` holds the fact.
void Emit(store::Transaction& tx, const rpc::Call& call, IdSource& ids, v1::ContractEvent event,
          const Subject& subject);

}  // namespace zamer::contract
