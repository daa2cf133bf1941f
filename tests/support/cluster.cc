#include "tests/support/cluster.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>

#include "tests/support/free_port.h"
#include "tests/support/generic_call.h"
#include "tests/support/http_get.h"

namespace zamer::testing {
namespace {

struct Traits {
  std::string_view name;
  std::string_view grpc_name;
  std::vector<Service> peers;
};

const Traits& TraitsOf(Service service) {
  using enum Service;
  static const auto* const kTraits = new std::array<Traits, kServices.size()>{{
      {"lead", "zamer.lead.v1.LeadService", {kScheduling, kContract}},
      {"scheduling", "zamer.scheduling.v1.SchedulingService", {kLead}},
      {"contract", "zamer.contract.v1.ContractService", {kLead, kScheduling}},
      {"metrics", "zamer.metrics.v1.MetricsService", {kLead, kScheduling, kContract}},
  }};
  return (*kTraits)[static_cast<std::size_t>(service)];
}

std::string Loopback(std::uint16_t port) { return absl::StrCat("127.0.0.1:", port); }

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::shared_ptr<grpc::ChannelCredentials> CredentialsOf(const Certificates* certificates) {
  if (certificates == nullptr) return grpc::InsecureChannelCredentials();
  return grpc::SslCredentials({.pem_root_certs = ReadFile(certificates->ca()),
                               .pem_private_key = ReadFile(certificates->client_key()),
                               .pem_cert_chain = ReadFile(certificates->client_cert())});
}

// A service that was down is to be found again at once, not after gRPC's usual backoff of seconds.
std::shared_ptr<grpc::Channel> MakeChannel(std::uint16_t port, const Certificates* certificates) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 20);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 2'000);  // the time that connecting may take
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(absl::StrCat("ipv4:", Loopback(port)), CredentialsOf(certificates), arguments);
}

constexpr std::size_t kTail = 4000;  // bytes of a log worth showing

}  // namespace

std::string_view NameOf(Service service) { return TraitsOf(service).name; }

std::string_view GrpcNameOf(Service service) { return TraitsOf(service).grpc_name; }

Cluster::Cluster(ClusterOptions options)
    : options_(std::move(options)), certificates_(options_.tls ? std::make_unique<Certificates>() : nullptr) {
  constexpr int kAttempts = 3;
  bool started = false;
  for (int i = 0; i < kAttempts && !started; ++i) started = TryStartAll();
  WaitUntilHealthy();
}

Cluster::~Cluster() = default;

std::string Cluster::Address(Service service) const { return Loopback(of(service).port); }

std::string Cluster::MetricsAddress(Service service) const { return Loopback(of(service).metrics_port); }

bool Cluster::TryStartAll() {
  for (Program& program : programs_) {
    program.process.reset();
    TakePorts(program);
  }
  for (const Service service : kServices) Start(service);
  const auto ended = [this](Service service) { return !of(service).process->running(); };
  Eventually([&] {
    return std::ranges::any_of(kServices, ended) ||
           std::ranges::all_of(kServices, [this](Service service) { return IsHealthy(service); });
  });
  return std::ranges::none_of(kServices, ended);
}

void Cluster::TakePorts(Program& program) {
  program.port = FreePort();
  program.metrics_port = FreePort();
  program.channel = MakeChannel(program.port, certificates());
  if (options_.gates) program.gate = std::make_unique<TcpGate>(redis_.port());
}

std::vector<std::string> Cluster::FlagsOf(Service service) const {
  const Program& program = of(service);
  const std::uint16_t redis_port = program.gate ? program.gate->port() : redis_.port();
  std::vector<std::string> flags = {
      "--mode=development",
      "--auth-development-key",
      "--drain-delay=0s",
      "--drain-grace=2s",
      absl::StrCat("--listen-address=", Loopback(program.port)),
      absl::StrCat("--metrics-address=", Loopback(program.metrics_port)),
      absl::StrCat("--redis-address=", Loopback(redis_port)),
  };
  for (const Service peer : TraitsOf(service).peers) {
    flags.push_back(absl::StrCat("--", std::string(NameOf(peer)), "-address=", Address(peer)));
  }
  AddTls(flags);
  flags.insert(flags.end(), options_.flags.begin(), options_.flags.end());
  return flags;
}

void Cluster::AddTls(std::vector<std::string>& flags) const {
  if (certificates() == nullptr) return;
  flags.insert(flags.end(), {"--tls-certificate-file=" + certificates()->server_cert(),
                             "--tls-key-file=" + certificates()->server_key(),
                             "--tls-client-authority-file=" + certificates()->ca()});
}

void Cluster::Kill9(Service service) { of(service).process->Kill9(); }

void Cluster::Stop(Service service) {
  const std::optional<int> status = of(service).process->Terminate();
  if (status != 0) Fail(service, "does not end well");
}

void Cluster::Start(Service service) {
  Program& program = of(service);
  Bury(program);
  program.process = std::make_unique<Process>(ProcessOptions{
      .program = absl::StrCat(options_.bin_dir, "/", std::string(NameOf(service))), .args = FlagsOf(service)});
}

void Cluster::Bury(Program& program) {
  if (program.process == nullptr) return;
  program.process->Kill9();
  absl::StrAppend(&program.log_of_earlier_lives, program.process->CompleteOutput());
  program.process.reset();
}

void Cluster::Restart(Service service) {
  Stop(service);
  Start(service);
  WaitUntilHealthy(service);
}

bool Cluster::IsHealthy(Service service) const {
  return IsServing(of(service).channel, std::string(GrpcNameOf(service)));
}

void Cluster::WaitUntilHealthy(Service service, absl::Duration within) {
  const auto healthy_or_ended = [&] { return IsHealthy(service) || !of(service).process->running(); };
  if (!Eventually(healthy_or_ended, within) || !of(service).process->running()) Fail(service, "is not healthy");
}

void Cluster::WaitUntilHealthy(absl::Duration within) {
  for (const Service service : kServices) WaitUntilHealthy(service, within);
}

std::string Cluster::Log(Service service) const {
  const Program& program = of(service);
  return absl::StrCat(program.log_of_earlier_lives, program.process ? program.process->output() : "");
}

std::string Cluster::Exposition(Service service) const { return HttpGet(of(service).metrics_port, "/metrics"); }

void Cluster::Fail(Service service, std::string_view what) const {
  const std::string log = Log(service);
  throw std::runtime_error(absl::StrCat(std::string(NameOf(service)), " ", std::string(what), "; its log ends:\n",
                                        log.substr(log.size() - std::min(log.size(), kTail))));
}

}  // namespace zamer::testing
