#include "services/zamerctl/client/session.h"

#include <absl/random/random.h>
#include <absl/strings/str_cat.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <iostream>
#include <iterator>

#include "services/common/rpc/caller_metadata.h"
#include "services/common/rpc/to_grpc.h"
#include "services/common/security/development_token.h"
#include "services/common/status/errors.h"

namespace zamer::ctl {
namespace {

constexpr absl::Duration kTokenLife = absl::Hours(1);
constexpr absl::Duration kFirstPause = absl::Milliseconds(50);
constexpr absl::Duration kLongestPause = absl::Seconds(3);

std::shared_ptr<grpc::ChannelCredentials> CredentialsOf(const Settings& settings) {
  if (settings.tls_ca_file.empty()) return grpc::InsecureChannelCredentials();
  std::ifstream file(settings.tls_ca_file);
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = {std::istreambuf_iterator<char>(file), {}};
  return grpc::SslCredentials(options);
}

// The operator of a developer's machine.
security::TokenSource OperatorTokens(const Clock& clock) {
  return [&clock, token = std::string(), until = absl::InfinitePast()]() mutable {
    if (const absl::Time now = clock.Now(); now >= until) {
      token = security::MintDevelopmentToken(clock, "services/zamerctl", "*", {type::v1::OPERATOR}, kTokenLife);
      until = now + kTokenLife / 2;
    }
    return token;
  };
}

bool MayGoAway(const absl::Status& status, const Trying& trying) {
  const std::optional<Reason> reason = ReasonOf(status);
  if (reason && trying.also_again.contains(*reason)) return true;
  return absl::IsUnavailable(status) || absl::IsAborted(status) || absl::IsResourceExhausted(status) ||
         absl::IsDeadlineExceeded(status);
}

void Sleep(absl::Duration pause) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable never;
  never.wait_for(lock, absl::ToChronoMilliseconds(pause));
}

}  // namespace

void Settings::Declare(CLI::App& app) {
  const auto add = [&](const std::string& name, std::string& value, const std::string& what) {
    app.add_option(name, value, what)->capture_default_str()->group("Services");
  };
  add("--lead-address", lead_address, "host:port of the lead service");
  add("--scheduling-address", scheduling_address, "host:port of the scheduling service");
  add("--contract-address", contract_address, "host:port of the contract service");
  add("--metrics-address", metrics_address, "host:port of the metrics service");
  add("--gateway-address", gateway_address, "host:port of the gateway's own gRPC server");
  add("--token-file", token_file, "file with the operator's token; without it the development key signs one");
  add("--tls-ca-file", tls_ca_file, "PEM file of the authority of the services' certificates; without it no TLS");
}

std::string Settings::AddressOf(std::string_view service) const {
  if (service == "lead") return lead_address;
  if (service == "scheduling") return scheduling_address;
  if (service == "contract") return contract_address;
  if (service == "metrics") return metrics_address;
  if (service == "gateway") return gateway_address;
  return {};
}

Session::Session(const Settings& settings)
    : settings_(settings),
      credentials_(CredentialsOf(settings)),
      token_(settings.token_file.empty() ? OperatorTokens(clock_)
                                         : security::TokensFromFile(clock_, settings.token_file)) {}

std::shared_ptr<grpc::Channel> Session::ChannelTo(std::string_view service) const {
  grpc::ChannelArguments arguments;
  // A service that is being restarted is back within a second or two.
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
  return grpc::CreateCustomChannel(settings_.AddressOf(service), credentials_, arguments);
}

std::string Session::Token() {
  const std::scoped_lock lock(token_mutex_);
  return token_();
}

absl::Status Session::Try(const Attempt& attempt, const Trying& trying) {
  absl::BitGen random;
  const absl::Time give_up = clock_.Now() + trying.patience;
  for (absl::Duration pause = kFirstPause;; pause = std::min(pause * 2, kLongestPause)) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(clock_.Now() + trying.deadline));
    context.AddMetadata(std::string(rpc::kAuthorizationKey), "Bearer " + Token());
    absl::Status status = rpc::FromGrpc(attempt(context));
    if (status.ok() || !MayGoAway(status, trying)) return status;
    const absl::Duration wait =
        std::max(pause * absl::Uniform(random, 0.5, 1.5), RetryAfterOf(status).value_or(absl::ZeroDuration()));
    if (clock_.Now() + wait > give_up) return status;
    Sleep(std::min(wait, kLongestPause));
  }
}

std::string Explain(const absl::Status& status) {
  const std::optional<Reason> reason = ReasonOf(status);
  return absl::StrCat(absl::StatusCodeToString(status.code()), reason ? "/" : "",
                      reason ? std::string(ReasonName(*reason)) : "", ": ", status.message());
}

int Fail(const absl::Status& status) {
  std::cerr << "zamerctl: " << Explain(status) << "\n";
  return 1;
}

}  // namespace zamer::ctl
