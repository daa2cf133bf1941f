// A process of a service without what makes it that service, on the test's own thread: the base of the fixtures'
// replicas.
#pragma once
#include <absl/time/time.h>
#include <spdlog/sinks/null_sink.h>

#include <asio/io_context.hpp>
#include <memory>
#include <string>

#include "services/common/events/event_log.h"
#include "services/common/events/lease.h"
#include "services/common/log/literal.h"
#include "services/common/log/logger.h"
#include "services/common/metrics/registry.h"
#include "services/common/redis/client.h"
#include "services/common/rpc/host.h"
#include "services/common/rpc/server.h"
#include "services/common/security/authenticator.h"
#include "services/common/store/store.h"
#include "services/common/time/ids.h"
#include "tests/support/loop.h"

namespace zamer::testing {

// A derived class makes the service out of this, starts to serve at the end of its constructor, and begins its
// destructor with Stop, since calls under way use what it has.
struct LocalReplica {
  LocalReplica(asio::io_context& its_loop, const Clock& clock, const redis::Options& redis_options,
               log::Literal service, std::uint32_t partitions = 16, const store::StoreOptions& options = {})
      : loop(its_loop),
        redis(loop, redis_options),
        tail(loop, redis_options),
        ids(clock),
        logger({.service = service}, clock, std::make_shared<spdlog::sinks::null_sink_mt>()),
        metrics({std::string(service.text()), "test"}, clock.Now()),
        authenticator(security::Authenticator::Make({.development_key = true}, clock).value()),
        host({loop, clock, logger, *authenticator, metrics}, {.calls_in_flight = 10'000}),
        store(redis, std::string(service.text()), store::KeySpace(std::string(service.text()), partitions), options),
        log(store, tail),
        leases(store, ids.NextId()) {}

  template <class Api, class Service>
  void Serve(Service& service) {
    server = rpc::Server::Start(host, {}, {{&service, Api::service_full_name()}}).value();
  }

  // Returns when nothing is under way any more.
  void Stop() {
    server.reset();
    RunFor(loop, absl::Milliseconds(20));
    redis.Close();
    tail.Close();
    RunFor(loop, absl::Milliseconds(20));
  }

  asio::io_context& loop;
  redis::Client redis;
  redis::Client tail;
  UlidSource ids;
  log::Logger logger;
  metrics::Registry metrics;
  std::unique_ptr<security::Authenticator> authenticator;
  rpc::Host host;
  store::Store store;
  events::EventLog log;
  events::Leases leases;
  std::unique_ptr<rpc::Server> server;
};

}  // namespace zamer::testing
