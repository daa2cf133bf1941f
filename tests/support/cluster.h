// The whole of Zamer as real processes: Redis and the four services, for functional and chaos tests.
#pragma once
#include <absl/time/time.h>
#include <grpcpp/grpcpp.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/certificates.h"
#include "tests/support/eventually.h"
#include "tests/support/process.h"
#include "tests/support/redis_server.h"
#include "tests/support/tcp_gate.h"

namespace zamer::testing {

// The programs, in the order in which they are started.
enum class Service { kLead, kScheduling, kContract, kMetrics };

inline constexpr std::array kServices = {Service::kLead, Service::kScheduling, Service::kContract, Service::kMetrics};

// Name of the program: `lead`, `scheduling`, `contract`, `metrics`.
std::string_view NameOf(Service service);
// Full name of its gRPC service, such as `zamer.lead.v1.LeadService`.
std::string_view GrpcNameOf(Service service);

struct ClusterOptions {
  // Where the programs are; tests pass ZAMER_BIN_DIR.
  std::string bin_dir;
  // Whether each service reaches Redis through a gate of its own.
  bool gates = false;
  // Whether everything speaks TLS and asks callers for a certificate, as in production.
  bool tls = false;
  // Further flags for every service.
  std::vector<std::string> flags{};
};

// Listens on free ports of the loopback address; everything is killed by the destructor. Functions throw
// std::runtime_error, with the end of the log, when a program does not do its part in time. One thread.
class Cluster {
 public:
  // Starts everything and waits until all services are healthy.
  explicit Cluster(ClusterOptions options);
  ~Cluster();
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  RedisServer& redis() { return redis_; }
  // Of a cluster with gates: what stands between the service and Redis.
  TcpGate& gate(Service service) { return *of(service).gate; }

  // Of a cluster with TLS; null of others.
  const Certificates* certificates() const { return certificates_.get(); }

  // `127.0.0.1:port` of gRPC, and of /metrics.
  std::string Address(Service service) const;
  std::string MetricsAddress(Service service) const;
  // Lives as long as the cluster; finds the service again after a restart.
  const std::shared_ptr<grpc::Channel>& Channel(Service service) const { return of(service).channel; }

  // What any program here needs to be told of TLS, itself and its callers.
  void AddTls(std::vector<std::string>& flags) const;

  // As in a crash.
  void Kill9(Service service);
  // As when a platform asks: waits for the orderly end, which must have exit status 0.
  void Stop(Service service);
  // Starts it again on its ports; does not wait for its health.
  void Start(Service service);
  // Stop, Start and WaitUntilHealthy.
  void Restart(Service service);

  // What grpc.health.v1 says of the service now.
  bool IsHealthy(Service service) const;
  void WaitUntilHealthy(Service service, absl::Duration within = kPatience);
  void WaitUntilHealthy(absl::Duration within = kPatience);

  // Everything the service has logged, in all its lives.
  std::string Log(Service service) const;
  // What it exposes to Prometheus.
  std::string Exposition(Service service) const;

 private:
  struct Program {
    std::uint16_t port = 0;
    std::uint16_t metrics_port = 0;
    std::unique_ptr<TcpGate> gate;
    std::unique_ptr<Process> process;
    std::string log_of_earlier_lives;
    std::shared_ptr<grpc::Channel> channel;
  };

  Program& of(Service service) { return programs_[static_cast<std::size_t>(service)]; }
  const Program& of(Service service) const { return programs_[static_cast<std::size_t>(service)]; }
  // Whether all came up on ports that were free a moment ago.
  bool TryStartAll();
  void TakePorts(Program& program);
  std::vector<std::string> FlagsOf(Service service) const;
  void Bury(Program& program);
  [[noreturn]] void Fail(Service service, std::string_view what) const;

  ClusterOptions options_;
  std::unique_ptr<Certificates> certificates_;
  RedisServer redis_;
  std::array<Program, kServices.size()> programs_;
};

}  // namespace zamer::testing
