// The ways in by which channels deliver leads and calls: docs/ways-in.md.
#pragma once
#include <asio/io_context.hpp>
#include <cstdint>

#include "services/common/events/lease.h"
#include "services/common/log/logger.h"
#include "services/common/metrics/registry.h"
#include "services/common/redis/client.h"
#include "services/common/rpc/channel.h"
#include "services/common/rpc/host.h"
#include "services/common/store/fingerprint.h"
#include "services/common/store/store.h"
#include "services/common/time/clock.h"
#include "services/common/time/ids.h"
#include "services/gateway/intake/deliverer.h"
#include "services/gateway/intake/intake_parts.h"
#include "services/gateway/intake/intake_service.h"
#include "services/gateway/intake/lead_sink.h"
#include "services/gateway/intake/options.h"
#include "services/gateway/intake/reception.h"
#include "services/gateway/intake/storing.h"
#include "services/gateway/router.h"

namespace zamer::gateway::intake {

// Parts of the process; all outlive the intake.
struct IntakeParts {
  asio::io_context& loop;
  const Clock& clock;
  IdSource& ids;
  log::Logger& log;
  metrics::Registry& metrics;
  redis::Client& redis;
  std::uint32_t partitions;
  const store::Fingerprint& fingerprint;
  rpc::Host& host;
  LeadSink& leads;
};

// Takes what platforms deliver over HTTP, stores it, answers, and delivers it to the lead service until that has it.
//
//   intake::IntakeOptions options;           // options.Declare(config.options), before config.Read
//   intake::GrpcLeadSink leads(app.Peer("lead"));
//   intake::Intake intake({app.loop(), app.clock(), app.ids(), app.log(), app.metrics(), app.store().redis(),
//                          app.store().keys().partitions(), app.fingerprint(), app.host(), leads}, options);
//   intake.AddRoutes(router);
//   intake.Start();
class Intake {
 public:
  Intake(const IntakeParts& parts, const IntakeOptions& options);
  Intake(const Intake&) = delete;
  Intake& operator=(const Intake&) = delete;

  // Set-up only.
  void AddRoutes(Router& router) { reception_.AddRoutes(router); }
  // For the process's gRPC server.
  IntakeService& service() { return service_; }

  // Delivers until Stop; what comes meanwhile is stored in any case. Loop thread only.
  void Start() { deliverer_.Start(); }
  void Stop() { deliverer_.Stop(); }
  // What Start does again and again; see Deliverer.
  asio::awaitable<absl::StatusOr<int>> RunDue(std::uint32_t partition) { return deliverer_.RunDue(partition); }

 private:
  const IntakeOptions options_;
  store::Store store_;
  events::Leases leases_;
  DeliveryCounters counters_;
  Tools tools_;
  Deliverer deliverer_;
  Storing storing_;
  Reception reception_;
  IntakeService service_;
};

}  // namespace zamer::gateway::intake
