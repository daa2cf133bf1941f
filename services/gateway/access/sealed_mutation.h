#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "services/common/rpc/call.h"
#include "services/common/store/fingerprint.h"
#include "services/common/store/mutation.h"

namespace zamer::gateway::access {

// The mutation of a request with passwords. What tells it from another request is kept for a day, and of a password
// nothing may be kept by which a guess could be tried: so `seal(request, hide)` replaces each by `hide(password)`, a
// keyed hash.
template <class Request, class Seal>
store::Mutation SealedMutation(const rpc::Call& call, std::string_view department, Request request,
                               const store::Fingerprint& fingerprint, Seal seal) {
  seal(request, [&](const std::string& password) { return fingerprint.Of("password", password); });
  return store::MutationOf(call, department, request);
}

}  // namespace zamer::gateway::access
