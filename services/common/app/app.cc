#include "services/common/app/app.h"

#include <absl/synchronization/mutex.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "services/common/app/platform_collector.h"
#include "services/common/security/token_source.h"
#include "services/common/time/file_clock.h"

namespace zamer::app {
namespace {

// How long what was stopped may take to end.
constexpr std::chrono::milliseconds kWindDown(500);

log::LoggerOptions LogOptions(const Config& config) {
  log::LoggerOptions options;
  options.service = config.service;
  options.level = config.log.level;
  return options;
}

redis::Options RedisOptions(const Config& config, std::string client_name) {
  redis::Options options;
  options.endpoint =
      std::make_shared<redis::StaticEndpoint>(redis::Endpoint{config.redis.address.host, config.redis.address.port});
  options.username = config.redis.user;
  options.password = config.redis.password.Reveal();
  options.database = config.redis.database;
  options.client_name = std::move(client_name);
  options.max_commands = static_cast<std::size_t>(config.redis.max_in_flight);
  if (config.redis.tls) {
    options.tls = redis::TlsOptions{config.redis.tls_ca_file.path, config.redis.tls_certificate_file.path,
                                    config.redis.tls_key_file.path, ""};
  }
  return options;
}

[[noreturn]] void Fail(const Config& config, const absl::Status& why) {
  std::cerr << config.name << ": " << why.message() << '\n';
  std::exit(1);
}

std::unique_ptr<Clock> ClockOf(const Config& config) {
  if (config.clock_file.path.empty()) return std::make_unique<SystemClock>();
  auto clock = FileClock::Open(config.clock_file.path);
  if (!clock.ok()) Fail(config, clock.status());
  return *std::move(clock);
}

std::unique_ptr<security::Authenticator> MakeAuthenticator(const Config& config, const Clock& clock) {
  auto made = security::Authenticator::Make(
      {config.auth.issuer, config.auth.audience, config.auth.jwks_file.path, config.auth.development_key}, clock);
  if (!made.ok()) Fail(config, made.status());
  return *std::move(made);
}

// A stream mostly waits, so there may be more of them than of calls.
constexpr int kStreamsPerCall = 4;

rpc::Limits LimitsOf(const Config& config) {
  rpc::Limits limits;
  limits.calls_in_flight = config.server.max_in_flight;
  limits.streams_in_flight = config.server.max_in_flight * kStreamsPerCall;
  limits.call_time = config.server.default_deadline;
  return limits;
}

rpc::ServerOptions ServerOptionsOf(const Config& config) {
  rpc::ServerOptions options;
  options.address = config.server.listen_address.ToString();
  options.tls = {config.server.tls_certificate_file.path, config.server.tls_key_file.path,
                 config.server.tls_client_authority_file.path};
  return options;
}

// Drains what is beside a server before the server.
class WithBeside final : public rpc::Server {
 public:
  WithBeside(std::unique_ptr<rpc::Server> server, Beside beside)
      : server_(std::move(server)), beside_(std::move(beside)) {}

  int port() const override { return server_->port(); }
  void SetServing(std::string_view service, bool serving) override { server_->SetServing(service, serving); }

  asio::awaitable<void> Drain(rpc::DrainOptions options) override {
    co_await beside_.drain(options);
    options.delay = absl::ZeroDuration();  // balancers have noticed by now
    co_await server_->Drain(options);
  }

 private:
  std::unique_ptr<rpc::Server> server_;
  Beside beside_;
};

}  // namespace

App::App(const Config& config, store::StoreOptions store_options)
    : config_(config),
      clock_(ClockOf(config)),
      log_(LogOptions(config), *clock_, log::StandardOutput()),
      metrics_({config.name, ZAMER_VERSION}, clock_->Now()),
      consumed_(prometheus::BuildCounter()
                    .Name("zamer_events_consumed_total")
                    .Help("Batches applied, events put aside as dead letters, and failures that were tried again.")
                    .Register(metrics_.families())),
      redis_(loop_, RedisOptions(config, config.name)),
      tail_(loop_, RedisOptions(config, config.name + "-tail")),
      store_(redis_, config.name, store::KeySpace(config.name, static_cast<std::uint32_t>(config.redis.partitions)),
             std::move(store_options)),
      event_log_(store_, tail_),
      leases_(store_, ids_.NextId()),
      fingerprint_(config.fingerprint_key.Reveal()),
      authenticator_(MakeAuthenticator(config, *clock_)),
      host_({loop_, *clock_, log_, *authenticator_, metrics_}, LimitsOf(config)) {
  const security::TokenSource tokens = config.auth.token_file.path.empty()
                                           ? security::DevelopmentTokens(*clock_, config.name)
                                           : security::TokensFromFile(*clock_, config.auth.token_file.path);
  for (const auto& [name, address] : config.server.peers) {
    peers_[name] = std::make_unique<rpc::Channel>(
        loop_, rpc::ChannelOptions{address.ToString(), config.server.tls_client_authority_file.path, tokens,
                                   config.server.tls_certificate_file.path, config.server.tls_key_file.path});
  }
}

App::~App() = default;

rpc::Channel& App::Peer(const std::string& name) { return *peers_.at(name); }

events::ConsumerOptions App::ConsumerOptionsFor(const std::string& feed) {
  const auto counter = [&](const char* result) { return &consumed_.Add({{"feed", feed}, {"result", result}}); };
  events::ConsumerOptions options;
  options.on_failure = [this, failed = counter("failed")](std::uint32_t partition, const absl::Status& why) {
    failed->Increment();
    log_.Warning("a feed broke off and is opened again", {{"partition", partition}, {"code", why.code()}});
  };
  options.on_dead_letter = [this, dead = counter("dead")](std::uint32_t partition, const absl::Status& why) {
    dead->Increment();
    log_.Error("an event was put aside as a dead letter", {{"partition", partition}, {"code", why.code()}});
  };
  options.on_applied = [applied = counter("applied")](std::uint32_t) { applied->Increment(); };
  return options;
}

events::Timers::OnFailure App::LogTimerFailures() {
  return [this](const absl::Status& why) { log_.Warning("a timer failed and is tried again", {{"code", why.code()}}); };
}

int App::Serve(const std::vector<rpc::ServedService>& services, const std::vector<events::Consumer*>& consumers,
               events::Timers* timers) {
  // Debian builds Abseil with its search for lock cycles, which gRPC's locks pay for at every turn.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  std::signal(SIGPIPE, SIG_IGN);  // a reader of the log that goes away must not take the service along
  host_.WaitForPositionsWith(events::WaitForPositions(consumers));
  metrics_.Include(std::make_shared<PlatformCollector>(loop_, store_, event_log_, consumers));
  auto exposition = metrics::Exposition::Start(metrics_, config_.server.metrics_address.ToString());
  auto server = rpc::Server::Start(host_, ServerOptionsOf(config_), services);
  absl::Status started = exposition.status();
  started.Update(server.status());
  if (started.ok() && beside_.has_value()) started = beside_->start((*server)->port());
  if (!started.ok()) {
    std::cerr << config_.name << ": " << started.message() << '\n';
    return 1;
  }
  server_ = *std::move(server);
  if (beside_.has_value()) server_ = std::make_unique<WithBeside>(std::move(server_), *std::move(beside_));
  FollowHealth(services);
  asio::co_spawn(loop_, event_log_.Follow(), asio::detached);
  for (events::Consumer* consumer : consumers) consumer->Start();
  if (timers != nullptr) timers->Start();
  log_.Info("serving", {{"port", server_->port()}, {"metrics_port", (*exposition)->port()}});

  rpc::RunUntilSignal(host_, *server_, {config_.server.drain_delay, config_.server.drain_grace});

  for (events::Consumer* consumer : consumers) consumer->Stop();
  if (timers != nullptr) timers->Stop();
  loop_.restart();
  loop_.run_for(kWindDown);  // leases are given up
  redis_.Close();
  tail_.Close();
  loop_.restart();
  loop_.run_for(kWindDown);
  log_.Info("stopped");
  return 0;
}

// Health says whether the service can do its work now: it follows the connection to Redis.
void App::FollowHealth(const std::vector<rpc::ServedService>& services) {
  asio::co_spawn(
      loop_,
      [this, services]() -> asio::awaitable<void> {
        events::Signal never;
        bool serving = true;
        while (server_ != nullptr) {
          if (redis_.connected() != serving) {
            serving = !serving;
            for (const rpc::ServedService& service : services) server_->SetServing(service.name, serving);
          }
          co_await never.Wait(absl::Now() + absl::Milliseconds(100));
        }
      },
      asio::detached);
}

}  // namespace zamer::app
