#pragma once
#include <absl/time/time.h>

#include <string>

#include "services/gateway/access/token_minter.h"
#include "zamer/gateway/v1/sign_in.pb.h"

namespace zamer::gateway::access {

// Who a cookie stands for.
struct Caller {
  // As the services behind the edge are told.
  Subject subject;
  // As the page is told.
  v1::SignedIn shown;
};

}  // namespace zamer::gateway::access
