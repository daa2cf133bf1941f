#include "services/common/rpc/call.h"

#include "services/common/time/clock.h"

namespace zamer::rpc {

Call::Call(const Clock& clock, std::string_view method) : clock_(clock), method_(method) {}

absl::Time Call::now() const { return clock_.Now(); }

}  // namespace zamer::rpc
