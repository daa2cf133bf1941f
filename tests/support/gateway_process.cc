#include "tests/support/gateway_process.h"

#include <absl/strings/str_cat.h>
#include <google/protobuf/util/json_util.h>

#include <stdexcept>
#include <utility>

#include "tests/support/eventually.h"
#include "tests/support/free_port.h"
#include "tests/support/http2_client.h"
#include "tests/support/http_get.h"
#include "tests/support/loop.h"

namespace zamer::testing {
namespace {

std::string Loopback(std::uint16_t port) { return absl::StrCat("127.0.0.1:", port); }

}  // namespace

GatewayProcess::GatewayProcess(Cluster& cluster, const std::string& bin_dir, std::vector<std::string> flags)
    : cluster_(cluster),
      program_(bin_dir + "/gateway"),
      more_flags_(std::move(flags)),
      gate_(cluster.redis().port()),
      port_(FreePort()),
      metrics_port_(FreePort()),
      http_port_(FreePort()) {
  Start();
}

std::string GatewayProcess::address() const { return Loopback(port_); }

std::string GatewayProcess::metrics_address() const { return Loopback(metrics_port_); }

void GatewayProcess::Start() {
  process_ = std::make_unique<Process>(ProcessOptions{.program = program_, .args = Flags()});
  const bool ready = Eventually([this] { return IsReady() || !process_->running(); }) && process_->running();
  if (!ready) throw std::runtime_error("the gateway is not ready; its log:\n" + process_->output());
}

bool GatewayProcess::IsReady() const {
  try {
    return StatusOfReadyz() == 200;
  } catch (const std::runtime_error&) {
    return false;  // nobody listens
  }
}

int GatewayProcess::StatusOfReadyz() const {
  if (cluster_.certificates() == nullptr) return Ask({.method = "GET", .path = "/readyz"}).status;
  asio::io_context loop{1};
  Http2Client client(loop, http_port_, cluster_.certificates()->ca(), {});
  Http2Client::Stream& answer = client.stream(client.Get("/readyz"));
  RunUntil(loop, [&] { return answer.closed.has_value() || client.closed(); });
  return answer.status;
}

std::string GatewayProcess::Exposition() const { return HttpGet(metrics_port_, "/metrics"); }

std::vector<std::string> GatewayProcess::Flags() const {
  std::vector<std::string> flags = {
      "--mode=development",
      "--auth-development-key",
      "--drain-delay=0s",
      "--drain-grace=2s",
      "--listen-address=" + Loopback(port_),
      "--metrics-address=" + Loopback(metrics_port_),
      "--http-address=" + Loopback(http_port_),
      "--redis-address=" + Loopback(gate_.port()),
  };
  for (const Service service : kServices) {
    // --metrics-address is where a program's own metrics are.
    const std::string peer(service == Service::kMetrics ? "metrics-service" : NameOf(service));
    flags.push_back(absl::StrCat("--", peer, "-address=", cluster_.Address(service)));
  }
  cluster_.AddTls(flags);
  if (const Certificates* const certificates = cluster_.certificates()) {
    flags.push_back("--http-certificate-file=" + certificates->server_cert());
    flags.push_back("--http-key-file=" + certificates->server_key());
  }
  flags.insert(flags.end(), more_flags_.begin(), more_flags_.end());
  return flags;
}

HttpRequest JsonCall(const std::string& path, const google::protobuf::Message& message, const Caller& caller) {
  HttpRequest request{.path = path,
                      .headers = {{"content-type", "application/json"}, {"authorization", "Bearer " + caller.token()}}};
  if (!google::protobuf::util::MessageToJsonString(message, &request.body).ok()) {
    throw std::runtime_error("no JSON for " + path);
  }
  return request;
}

}  // namespace zamer::testing
