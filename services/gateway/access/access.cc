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
      routes_(parts.clock, door_, check_, sessions_, displays_, /*has_provider=*/false),
      service_(parts.host,
               {.store = parts.store,
                .fingerprint = parts.fingerprint,
                .directory = directory_,
                .attempts = attempts_,
                .hasher = hasher_,
                .check = check_,
                .provider_department = {}},
               settings.session_times, parts.ids) {}

gateway::Authorize Access::Authorize() {
  return [this](const http::Request& request) { return door_.Authorize(request); };
}

}  // namespace zamer::gateway::access
