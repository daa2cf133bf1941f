// Who may use the edge, put together: the part that main.cc composes.
#pragma once
#include <asio/io_context.hpp>
#include <memory>

#include "services/common/rpc/channel.h"
#include "services/common/rpc/host.h"
#include "services/common/store/fingerprint.h"
#include "services/common/store/store.h"
#include "services/common/time/clock.h"
#include "services/common/time/ids.h"
#include "services/gateway/access/access_service.h"
#include "services/gateway/access/identity_provider.h"
#include "services/gateway/access/options.h"
#include "services/gateway/access/provider_routes.h"
#include "services/gateway/access/session_routes.h"
#include "services/gateway/authorize.h"
#include "services/gateway/router.h"

namespace zamer::gateway::access {

// What it works with; all outlive it.
struct AccessParts {
  asio::io_context& loop;
  const Clock& clock;
  IdSource& ids;
  store::Store& store;
  const store::Fingerprint& fingerprint;
  rpc::Host& host;
  // To the scheduling service, with the edge's own token: who works here and as what.
  rpc::Channel& scheduling;
};

// Signs people in and says who calls. Loop thread only.
//
//   access::AccessOptions options;
//   options.Declare(config.options, config.server);
//   …
//   access::Access access({app.loop(), app.clock(), …, app.Peer("scheduling")},
//                         access::SettingsOf(options, config.server, config.auth, {}, app.clock(), app.log()).value());
//   access.AddRoutes(router);
//   bridge.Use(access.Authorize());
//   app.Serve({{&access.service(), v1::AccessService::service_full_name()}});
class Access {
 public:
  Access(AccessParts parts, AccessSettings settings);

  // Asks anew each time, which costs one read of Redis: ask again now and then while a stream lasts, and end it on
  // SESSION_ENDED. This must outlive what is returned.
  gateway::Authorize Authorize();
  // This must outlive the router's use.
  void AddRoutes(Router& router);
  AccessService& service() { return service_; }

 private:
  Directory directory_;
  Attempts attempts_;
  PasswordHasher hasher_;
  PasswordCheck check_;
  Tokens tokens_;
  SessionKeeper sessions_;
  DisplayKeeper displays_;
  Doorkeeper door_;
  SessionRoutes routes_;
  // Null without an identity provider.
  std::unique_ptr<IdentityProvider> provider_;
  std::unique_ptr<ProviderRoutes> provider_routes_;
  AccessService service_;
};

}  // namespace zamer::gateway::access
