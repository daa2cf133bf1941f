// The gateway as a real process, before a cluster.
#pragma once

#include <google/protobuf/message.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/caller.h"
#include "tests/support/cluster.h"
#include "tests/support/http_connection.h"
#include "tests/support/process.h"
#include "tests/support/tcp_gate.h"

namespace zamer::testing {

// Before a cluster with TLS it speaks HTTP/2 over TLS, and Ask does not reach it. Listens on free ports of the loopback
// address; killed by the destructor. Throws std::runtime_error, with its log, when it does not do its part in time. One
// thread. The cluster must outlive it.
class GatewayProcess {
 public:
  // Starts it and waits until it is ready. `flags`: beside those that tell where everything is.
  GatewayProcess(Cluster& cluster, const std::string& bin_dir, std::vector<std::string> flags = {});

  std::uint16_t http_port() const { return http_port_; }
  // `127.0.0.1:port` of gRPC.
  std::string address() const;
  // And of /metrics.
  std::string metrics_address() const;
  // What stands between it and Redis.
  TcpGate& gate() { return gate_; }

  // One request over a connection of its own.
  HttpAnswer Ask(const HttpRequest& request) const { return HttpConnection(http_port_).Ask(request); }
  // What `/readyz` says now.
  bool IsReady() const;

  Process& process() { return *process_; }
  // Starts it again on its ports, once it has ended, and waits until it is ready.
  void Start();

  // What it exposes to Prometheus.
  std::string Exposition() const;

 private:
  std::vector<std::string> Flags() const;
  int StatusOfReadyz() const;

  Cluster& cluster_;
  std::string program_;
  std::vector<std::string> more_flags_;
  TcpGate gate_;
  std::uint16_t port_;
  std::uint16_t metrics_port_;
  std::uint16_t http_port_;
  std::unique_ptr<Process> process_;
};

// A call of the gateway in JSON, in the caller's name.
HttpRequest JsonCall(const std::string& path, const google::protobuf::Message& message, const Caller& caller);

}  // namespace zamer::testing
