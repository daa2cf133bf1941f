// A connection to Redis on which whoever works with it waits for every answer.
#pragma once
#include <grpcpp/grpcpp.h>

#include <asio/io_context.hpp>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>

#include "services/common/log/logger.h"
#include "services/common/metrics/registry.h"
#include "services/common/redis/client.h"
#include "services/common/rpc/host.h"
#include "services/common/rpc/method_table.h"
#include "services/common/security/authenticator.h"
#include "services/common/time/clock.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::bench {

// What all connections share; thread-safe.
struct Shared {
  SystemClock clock;
  log::Logger logger{{.service = "lead"}, clock, log::StandardOutput()};
  std::unique_ptr<security::Authenticator> authenticator =
      security::Authenticator::Make({.development_key = true}, clock).value();
};

// Verifies the token that a synchronous call brought, since the context that stands in for the call's own brings none.
class BroughtToken final : public security::Authenticator {
 public:
  explicit BroughtToken(security::Authenticator& real) : real_(real) {}

  // The context must live until the token is verified.
  void Bring(const grpc::ServerContext& context);
  absl::StatusOr<std::shared_ptr<const security::Principal>> Verify(std::string_view) override {
    return real_.Verify(token_);
  }
  absl::Status Refresh() override { return real_.Refresh(); }

 private:
  security::Authenticator& real_;
  std::string_view token_;
};

// A connection with all that the service's code needs around it, on a loop that is run only while a call waits. Calls
// of several threads wait for one another, so there is never more than one command under way. Any thread.
class BlockingConnection {
 public:
  BlockingConnection(Shared& shared, std::uint16_t redis_port);

  grpc::Status CreateLead(const grpc::ServerContext& context, const lead::v1::CreateLeadRequest& request,
                          lead::v1::Lead& response);

 private:
  std::mutex mutex_;
  asio::io_context loop_{1};
  BroughtToken token_;
  metrics::Registry metrics_;
  rpc::Host host_;
  rpc::MethodTable methods_;
  redis::Client redis_;
  UlidSource ids_;
  store::Store store_;
  store::Gate gate_;
  store::Fingerprint fingerprint_{"zamer-development-fingerprints"};
  lead::Rosters rosters_;
  lead::LeadParts parts_;
};

}  // namespace zamer::bench
