// What every command of zamerctl is told, and the services it speaks with.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>
#include <grpcpp/grpcpp.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "services/common/security/token_source.h"
#include "services/common/status/reasons.h"
#include "services/common/time/clock.h"
#include "services/common/time/ids.h"

namespace zamer::ctl {

// The flags that all commands share.
struct Settings {
  std::string lead_address = "127.0.0.1:7101";
  std::string scheduling_address = "127.0.0.1:7102";
  std::string contract_address = "127.0.0.1:7103";
  std::string metrics_address = "127.0.0.1:7104";
  std::string gateway_address = "127.0.0.1:7105";
  // Holds the operator's token; empty: a token of the development key.
  std::string token_file;
  // PEM file of the authority that signed the services' certificates; empty: no TLS.
  std::string tls_ca_file;

  void Declare(CLI::App& app);
  // Of a service by its name: lead, scheduling, contract, metrics, gateway; empty for any other.
  std::string AddressOf(std::string_view service) const;
};

// How a call is tried.
struct Trying {
  // For one attempt.
  absl::Duration deadline = absl::Seconds(30);
  // For all of them: after that the last error is given.
  absl::Duration patience = absl::Minutes(2);
  // Reasons that go away by themselves in this situation, beside those that always may.
  std::set<Reason> also_again = {};
};

// Calls services with the operator's token, and again, with the same request and a growing pause, while they are
// UNAVAILABLE, ABORTED, RESOURCE_EXHAUSTED or late. Safe because every mutating request carries its request id. Any
// thread.
class Session {
 public:
  explicit Session(const Settings& settings);

  // A channel to a service by its name.
  std::shared_ptr<grpc::Channel> ChannelTo(std::string_view service) const;

  // For a new request; its retries keep it. One thread at a time.
  std::string NewRequestId() { return ids_.NextId(); }

  // One attempt of a unary call.
  using Attempt = std::function<grpc::Status(grpc::ClientContext&)>;
  absl::Status Try(const Attempt& attempt, const Trying& trying = {});

  // The answer of a stub's method.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Ask(Stub& stub,
                               grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                               const Request& request, const Trying& trying = {}) {
    Response response;
    absl::Status status = Try(
        [&](grpc::ClientContext& context) {
          response.Clear();
          return (stub.*method)(&context, request, &response);
        },
        trying);
    if (!status.ok()) return status;
    return response;
  }

 private:
  std::string Token();

  const Settings& settings_;
  SystemClock clock_;
  UlidSource ids_{clock_};
  std::shared_ptr<grpc::ChannelCredentials> credentials_;
  std::mutex token_mutex_;  // commands may call from several threads
  security::TokenSource token_;
};

// A status as people read it: code, reason and message.
std::string Explain(const absl::Status& status);
// Prints it to standard error; exit code 1.
int Fail(const absl::Status& status);

}  // namespace zamer::ctl
