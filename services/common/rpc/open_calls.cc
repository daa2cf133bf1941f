#include "services/common/rpc/open_calls.h"

#include <memory>
#include <vector>

#include "services/common/rpc/call_state.h"

namespace zamer::rpc {
namespace {

// Ending a call may take it off the list, so it is done on a copy.
std::vector<std::shared_ptr<CallState>> KeptAlive(const absl::flat_hash_set<CallState*>& calls) {
  std::vector<std::shared_ptr<CallState>> result;
  result.reserve(calls.size());
  for (CallState* call : calls) result.push_back(call->shared_from_this());
  return result;
}

}  // namespace

void OpenCalls::EndStreams(const absl::Status& status) {
  for (const auto& call : KeptAlive(open_)) {
    if (call->is_stream()) call->End(status);
  }
}

void OpenCalls::EndAll(const absl::Status& status) {
  for (const auto& call : KeptAlive(open_)) call->End(status);
}

}  // namespace zamer::rpc
