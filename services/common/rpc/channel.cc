#include "services/common/rpc/channel.h"

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <chrono>
#include <memory>
#include <utility>

#include "services/common/rpc/call.h"
#include "services/common/rpc/caller_metadata.h"

namespace zamer::rpc {
namespace {

// Replicas share the load, and a dead one is noticed.
constexpr char kServiceConfig[] = R"({"loadBalancingConfig": [{"round_robin": {}}]})";

constexpr unsigned int kWatchSeconds = 5;

std::shared_ptr<grpc::ChannelCredentials> CredentialsOf(const ChannelOptions& options) {
  if (options.authority_file.empty()) return grpc::InsecureChannelCredentials();
  using grpc::experimental::FileWatcherCertificateProvider;
  grpc::experimental::TlsChannelCredentialsOptions tls;
  if (options.certificate_file.empty()) {
    tls.set_certificate_provider(
        std::make_shared<FileWatcherCertificateProvider>(options.authority_file, kWatchSeconds));
  } else {
    tls.set_certificate_provider(std::make_shared<FileWatcherCertificateProvider>(
        options.key_file, options.certificate_file, options.authority_file, kWatchSeconds));
    tls.watch_identity_key_cert_pairs();
  }
  tls.watch_root_certs();
  return grpc::experimental::TlsCredentials(tls);
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
  return grpc::CreateCustomChannel(options.target, CredentialsOf(options), arguments);
}

}  // namespace

Outgoing Outgoing::From(const Call& call) { return {.deadline = call.deadline(), .trace_parent = call.trace_parent()}; }

Channel::Channel(asio::io_context& loop, ChannelOptions options)
    : loop_(loop), token_(std::move(options.token)), channel_(Connect(options)) {}

Channel::~Channel() { underway_->CancelAll(); }

std::shared_ptr<grpc::ClientContext> Channel::NewContext(const Outgoing& outgoing) const {
  auto context = std::make_shared<grpc::ClientContext>();
  context->set_deadline(absl::ToChronoTime(outgoing.deadline));
  if (!outgoing.trace_parent.empty()) context->AddMetadata(std::string(kTraceParentKey), outgoing.trace_parent);
  if (!outgoing.position.empty()) context->AddMetadata(std::string(kPositionKey), outgoing.position);
  if (std::string token = token_ ? token_() : std::string(); !token.empty()) {
    context->AddMetadata(std::string(kAuthorizationKey), "Bearer " + token);
  }
  return context;
}

}  // namespace zamer::rpc
