#include "tests/support/redis_server.h"

#include <absl/strings/str_cat.h>
#include <signal.h>

#include <asio/io_context.hpp>
#include <stdexcept>
#include <utility>

#include "services/common/redis/client.h"
#include "services/common/time/clock.h"
#include "tests/support/free_port.h"
#include "tests/support/loop.h"

namespace zamer::testing {

RedisServer::RedisServer(RedisServerOptions options) : options_(std::move(options)) {
  if (options_.tls) certificates_ = std::make_unique<Certificates>();
  constexpr int kPortsToTry = 5;
  for (int i = 0; i < kPortsToTry; ++i) {
    port_ = FreePort();
    WriteConfig();
    if (TryStart()) return;
  }
  throw std::runtime_error("redis-server does not start:\n" + process_->output());
}

void RedisServer::WriteConfig() {
  std::string config = absl::StrCat("bind 127.0.0.1\nsave \"\"\nappendonly yes\nappendfsync ", options_.fsync,
                                    "\nmaxmemory-policy noeviction\ndir ", dir_.path().string(), "\n");
  if (options_.tls) {
    absl::StrAppend(&config, "port 0\ntls-port ", port_, "\ntls-ca-cert-file ", certificates_->ca(), "\ntls-cert-file ",
                    certificates_->server_cert(), "\ntls-key-file ", certificates_->server_key(), "\n");
  } else {
    absl::StrAppend(&config, "port ", port_, "\n");
  }
  if (!options_.username.empty()) {
    absl::StrAppend(&config, "user default off\nuser ", options_.username, " on >", options_.password, " ",
                    options_.rights, "\n");
  }
  for (const std::string& line : options_.config) absl::StrAppend(&config, line, "\n");
  WriteFile(dir_.File("redis.conf"), config);
}

bool RedisServer::TryStart() {
  process_ = std::make_unique<Process>(ProcessOptions{.program = "redis-server", .args = {dir_.File("redis.conf")}});
  return process_->WaitForOutput("Ready to accept connections");
}

redis::Options RedisServer::ClientOptions() const { return ClientOptions(port_); }

redis::Options RedisServer::ClientOptions(std::uint16_t port) const {
  redis::Options options;
  options.endpoint = std::make_shared<redis::StaticEndpoint>(redis::Endpoint{"127.0.0.1", port});
  options.username = options_.username;
  options.password = options_.password;
  if (options_.tls) {
    options.tls = redis::TlsOptions{.ca_file = certificates_->ca(),
                                    .cert_file = certificates_->client_cert(),
                                    .key_file = certificates_->client_key(),
                                    .server_name = "localhost"};
  }
  options.connect_timeout = absl::Seconds(1);
  options.backoff = {.initial = absl::Milliseconds(5), .maximum = absl::Milliseconds(50)};
  return options;
}

redis::Reply RedisServer::Run(redis::Command command) {
  asio::io_context loop;
  redis::Options options = ClientOptions();
  options.require_primary = false;
  redis::Client client(loop, std::move(options));
  redis::Result result = RunOnLoop(loop, client.Run(std::move(command), SystemClock().Now() + kPatience));
  if (!result.answered()) throw std::runtime_error("redis-server does not answer");
  return std::move(*result.mutable_reply());
}

void RedisServer::Clear() {
  Run(redis::Command("FLUSHALL"));
  Run(redis::Command("SCRIPT", "FLUSH"));
}

void RedisServer::Stop() {
  if (!process_->Terminate()) throw std::runtime_error("redis-server does not stop");
}

void RedisServer::Kill9() { process_->Kill9(); }

void RedisServer::Start() {
  if (!TryStart()) throw std::runtime_error("redis-server does not start again:\n" + process_->output());
}

void RedisServer::Restart() {
  Stop();
  Start();
}

void RedisServer::Freeze() { process_->Signal(SIGSTOP); }

void RedisServer::Thaw() { process_->Signal(SIGCONT); }

}  // namespace zamer::testing
