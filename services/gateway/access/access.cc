#include "services/gateway/access/access.h"

#include <utility>

namespace zamer::gateway::access {

Access::Access(AccessParts parts, AccessSettings settings)
    : directory_(parts.scheduling, parts.clock),
      attempts_(parts.store, parts.clock),
      hasher_(parts.loop, settings.password_threads),
      check_(parts.store, parts.fingerprint, attempts_, hasher_),
      tokens_(parts.clock, std::move(settings.mint)),
      sessions_(parts.store, parts.clock, directory_, settings.session_times),
      displays_(parts.store),
      door_(sessions_, displays_, tokens_, std::move(settings.surroundings)),
      routes_(parts.clock, door_, check_, sessions_, displays_, !settings.provider.issuer.empty()),
      service_(parts.host,
               {.store = parts.store,
                .fingerprint = parts.fingerprint,
                .directory = directory_,
                .attempts = attempts_,
                .hasher = hasher_,
                .check = check_,
                .provider_department = settings.provider.department},
               settings.session_times, parts.ids) {
  if (settings.provider.issuer.empty()) return;
  provider_ = std::make_unique<IdentityProvider>(parts.loop, parts.clock, std::move(settings.provider));
  provider_routes_ = std::make_unique<ProviderRoutes>(*provider_, door_, check_, sessions_);
}

void Access::AddRoutes(Router& router) {
  routes_.AddTo(router);
  if (provider_routes_ != nullptr) provider_routes_->AddTo(router);
}

gateway::Authorize Access::Authorize() {
  return [this](const http::Request& request) { return door_.Authorize(request); };
}

}  // namespace zamer::gateway::access
