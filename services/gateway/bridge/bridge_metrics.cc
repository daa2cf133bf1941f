#include "services/gateway/bridge/bridge_metrics.h"

#include <prometheus/registry.h>

#include <string>

#include "services/common/metrics/call_metrics.h"

namespace zamer::gateway {
namespace {

// In the order of the enumerators.
constexpr std::array<const char*, 3> kWireNames = {"grpc_web", "grpc_web_text", "json"};

}  // namespace

BridgeMetrics::BridgeMetrics(metrics::Registry& registry)
    : open_streams_(prometheus::BuildGauge()
                        .Name("zamer_edge_open_streams")
                        .Help("Streams that browsers have open.")
                        .Register(registry.families())
                        .Add({})) {
  auto& calls = prometheus::BuildCounter()
                    .Name("zamer_edge_calls_total")
                    .Help("Calls that came over HTTP and were answered, by wire and gRPC code.")
                    .Register(registry.families());
  auto& messages = prometheus::BuildCounter()
                       .Name("zamer_edge_stream_messages_total")
                       .Help("Messages of streams that were sent to browsers, by wire.")
                       .Register(registry.families());
  for (std::size_t wire = 0; wire < kWires; ++wire) {
    messages_[wire] = &messages.Add({{"wire", kWireNames[wire]}});
    for (std::size_t code = 0; code < kCodes; ++code) {
      const std::string name(metrics::GoCodeName(static_cast<absl::StatusCode>(code)));
      calls_[wire][code] = &calls.Add({{"wire", kWireNames[wire]}, {"grpc_code", name}});
    }
  }
}

void BridgeMetrics::Answered(Wire wire, absl::StatusCode code) {
  const auto index = static_cast<std::size_t>(code);
  const std::size_t known = index < kCodes ? index : static_cast<std::size_t>(absl::StatusCode::kUnknown);
  calls_[static_cast<std::size_t>(wire)][known]->Increment();
}

}  // namespace zamer::gateway
