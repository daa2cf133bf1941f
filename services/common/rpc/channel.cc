#include "services/common/rpc/channel.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <utility>

#include "services/common/rpc/call.h"
#include "services/common/rpc/caller_metadata.h"
#include "services/common/time/clock.h"

namespace zamer::rpc {
namespace {

// Replicas share the load, and a dead one is noticed.
constexpr char kServiceConfig[] = R"({"loadBalancingConfig": [{"round_robin": {}}]})";

std::shared_ptr<grpc::ChannelCredentials> CredentialsOf(const std::string& authority_file) {
  if (authority_file.empty()) return grpc::InsecureChannelCredentials();
  std::ifstream file(authority_file);
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = {std::istreambuf_iterator<char>(file), {}};
  return grpc::SslCredentials(options);
}

std::shared_ptr<grpc::Channel> Connect(const ChannelOptions& options) {
  grpc::ChannelArguments arguments;
  arguments.SetServiceConfigJSON(kServiceConfig);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 60'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  // A service that comes back is found again within seconds, not after gRPC's two minutes.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 1'000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2'000);
  return grpc::CreateCustomChannel(options.target, CredentialsOf(options.authority_file), arguments);
}

}  // namespace

Outgoing Outgoing::From(const Call& call) { return {.deadline = call.deadline(), .trace_parent = call.trace_parent()}; }

Channel::Channel(asio::io_context& loop, const Clock& clock, ChannelOptions options)
    : loop_(loop), clock_(clock), token_(std::move(options.token)), channel_(Connect(options)) {}

Channel::~Channel() { underway_->CancelAll(); }

std::shared_ptr<grpc::ClientContext> Channel::NewContext(const Outgoing& outgoing) const {
  auto context = std::make_shared<grpc::ClientContext>();
  // gRPC counts on the machine's clock; what is handed on is the time that is left by ours.
  context->set_deadline(std::chrono::system_clock::now() +
                        absl::ToChronoMicroseconds(outgoing.deadline - clock_.Now()));
  if (!outgoing.trace_parent.empty()) context->AddMetadata(std::string(kTraceParentKey), outgoing.trace_parent);
  if (!outgoing.position.empty()) context->AddMetadata(std::string(kPositionKey), outgoing.position);
  if (std::string token = token_ ? token_() : std::string(); !token.empty()) {
    context->AddMetadata(std::string(kAuthorizationKey), "Bearer " + token);
  }
  return context;
}

}  // namespace zamer::rpc
