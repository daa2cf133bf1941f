#include "tests/bench/blocking_connection.h"

#include <string>

#include "services/lead/lead_records.h"
#include "tests/bench/blocking_call.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"

namespace zamer::bench {
namespace {

constexpr int kPartitions = 16;

redis::Options RedisAt(std::uint16_t port) {
  redis::Options options;
  options.endpoint = std::make_shared<redis::StaticEndpoint>(redis::Endpoint{"127.0.0.1", port});
  return options;
}

}  // namespace

void BroughtToken::Bring(const grpc::ServerContext& context) {
  constexpr std::string_view kScheme = "Bearer ";
  const auto found = context.client_metadata().find("authorization");
  const bool brought = found != context.client_metadata().end() && found->second.size() > kScheme.size();
  token_ = {};
  if (brought) token_ = std::string_view(found->second.data(), found->second.size()).substr(kScheme.size());
}

BlockingConnection::BlockingConnection(Shared& shared, std::uint16_t redis_port)
    : token_(*shared.authenticator),
      metrics_({"lead", "bench"}, shared.clock.Now()),
      host_({loop_, shared.clock, shared.logger, token_, metrics_}, {}),
      methods_(host_, lead::v1::LeadService::service_full_name()),
      redis_(loop_, RedisAt(redis_port)),
      ids_(shared.clock),
      store_(redis_, "lead", store::KeySpace("lead", kPartitions), lead::LeadStoreOptions()),
      parts_{store_, gate_, fingerprint_, ids_, rosters_} {
  while (!redis_.connected()) loop_.run_one();
}

grpc::Status BlockingConnection::CreateLead(const grpc::ServerContext& context,
                                            const lead::v1::CreateLeadRequest& request, lead::v1::Lead& response) {
  const std::lock_guard lock(mutex_);
  token_.Bring(context);
  return std::make_shared<BlockingCall>(host_, methods_.Find("CreateLead"), parts_)->Run(request, response);
}

}  // namespace zamer::bench
