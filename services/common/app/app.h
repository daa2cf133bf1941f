// What a service stands on, put together once: the composition root of every main.cc begins here.
#pragma once
#include <absl/status/status.h>
#include <prometheus/counter.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/app/config.h"
#include "services/common/events/consumer.h"
#include "services/common/events/event_log.h"
#include "services/common/events/lease.h"
#include "services/common/events/timers.h"
#include "services/common/log/logger.h"
#include "services/common/metrics/exposition.h"
#include "services/common/metrics/registry.h"
#include "services/common/redis/client.h"
#include "services/common/rpc/channel.h"
#include "services/common/rpc/host.h"
#include "services/common/rpc/server.h"
#include "services/common/security/authenticator.h"
#include "services/common/store/fingerprint.h"
#include "services/common/store/store.h"
#include "services/common/time/clock.h"
#include "services/common/time/ids.h"

namespace zamer::app {

// What a service serves beside gRPC.
struct Beside {
  // Begins, once gRPC is served on this port; an error keeps the service from starting.
  std::function<absl::Status(int grpc_port)> start;
  // Goes away, before gRPC does: what is under way there may still need it.
  std::function<asio::awaitable<void>(rpc::DrainOptions options)> drain;
};

// Lives as long as main. Its thread is the loop thread.
//
//   app::Config config("contract", "Keeps estimates and contracts.", {"lead", "scheduling"});
//   if (const std::optional<int> exit = config.Read(argc, argv)) return *exit;
//   app::App app(config, {.chained_kinds = {"contract"}});
//   events::GrpcFeed<…> feed("scheduling", app.Peer("scheduling"));
//   events::Consumer consumer(app.loop(), app.clock(), app.store(), app.leases(), feed, …,
//   app.ConsumerOptionsFor("scheduling")); contract::ContractService service(app.host(), app.store(), …); return
//   app.Serve({{&service, v1::ContractService::service_full_name()}}, {&consumer}, &timers);
class App {
 public:
  // Ends the process with exit code 1 and a sentence on standard error when keys or tokens cannot be used.
  explicit App(const Config& config, store::StoreOptions store_options = {});
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  asio::io_context& loop() { return loop_; }
  const Clock& clock() const { return *clock_; }
  IdSource& ids() { return ids_; }
  log::Logger& log() { return log_; }
  metrics::Registry& metrics() { return metrics_; }
  store::Store& store() { return store_; }
  events::EventLog& event_log() { return event_log_; }
  events::Leases& leases() { return leases_; }
  rpc::Host& host() { return host_; }
  const store::Fingerprint& fingerprint() const { return fingerprint_; }

  // The connection to another service that the config names.
  rpc::Channel& Peer(const std::string& name);

  // Logs and counts what a consumer of this feed meets; the service may add to them.
  events::ConsumerOptions ConsumerOptionsFor(const std::string& feed);
  // Logs what the timers meet.
  events::Timers::OnFailure LogTimerFailures();

  // Before Serve.
  void ServeBeside(Beside beside) { beside_ = std::move(beside); }

  // Whether Redis can be asked now.
  bool store_connected() const { return redis_.connected(); }

  // Serves until SIGTERM or SIGINT, then ends in order. Main's exit code: 1 when an address cannot be bound.
  int Serve(const std::vector<rpc::ServedService>& services, const std::vector<events::Consumer*>& consumers = {},
            events::Timers* timers = nullptr);

 private:
  void FollowHealth(const std::vector<rpc::ServedService>& services);

  const Config& config_;
  asio::io_context loop_{1};
  std::unique_ptr<Clock> clock_;
  UlidSource ids_{*clock_};
  log::Logger log_;
  metrics::Registry metrics_;
  prometheus::Family<prometheus::Counter>& consumed_;
  redis::Client redis_;
  redis::Client tail_;
  store::Store store_;
  events::EventLog event_log_;
  events::Leases leases_;
  store::Fingerprint fingerprint_;
  std::unique_ptr<security::Authenticator> authenticator_;
  rpc::Host host_;
  std::map<std::string, std::unique_ptr<rpc::Channel>> peers_;
  std::unique_ptr<rpc::Server> server_;
  std::optional<Beside> beside_;
};

}  // namespace zamer::app
