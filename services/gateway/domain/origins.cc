#include "services/gateway/domain/origins.h"

namespace zamer::gateway {

bool Origins::MayAct(std::string_view origin, std::string_view host) const {
  if (IsAllowed(origin)) return true;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (origin.starts_with(scheme)) return !host.empty() && origin.substr(scheme.size()) == host;
  }
  return false;
}

}  // namespace zamer::gateway
