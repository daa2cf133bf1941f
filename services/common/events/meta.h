// Fills what every event carries.
#pragma once
#include <absl/time/time.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "services/common/rpc/call.h"
#include "services/common/time/ids.h"
#include "zamer/type/v1/event.pb.h"

namespace zamer::events {

// Who did it and when it was stored; the same for all events of one commit.
struct Cause {
  std::string actor;
  std::string trace_parent;
  absl::Time recorded;
};

// The caller's.
Cause CauseOf(const rpc::Call& call);
// A timer's or consumer's: `services/<service>`.
Cause CauseOf(std::string_view service, absl::Time now);

// `subject` is a resource name below `departments/{department}`, or that name itself.
type::v1::EventMeta MakeMeta(const Cause& cause, IdSource& ids, std::string_view subject, std::int64_t version,
                             absl::Time occurred);

}  // namespace zamer::events
