#include "services/gateway/bridge/bridge_metrics.h"

#include <prometheus/registry.h>

#include <string>

#include "services/common/metrics/call_metrics.h"

namespace zamer::gateway {
namespace {

std::string LabelOf(Wire wire) {
  switch (wire) {
    case Wire::kGrpcWeb:
      return "grpc_web";
    case Wire::kGrpcWebText:
      return "grpc_web_text";
    case Wire::kJson:
      return "json";
  }
  return "";
}

}  // namespace

BridgeMetrics::BridgeMetrics(metrics::Registry& registry)
    : calls_(prometheus::BuildCounter()
                 .Name("zamer_edge_calls_total")
                 .Help("Calls that came over HTTP and were answered, by wire and gRPC code.")
                 .Register(registry.families())),
      messages_(prometheus::BuildCounter()
                    .Name("zamer_edge_stream_messages_total")
                    .Help("Messages of streams that were sent to browsers, by wire.")
                    .Register(registry.families())),
      open_streams_(prometheus::BuildGauge()
                        .Name("zamer_edge_open_streams")
                        .Help("Streams that browsers have open.")
                        .Register(registry.families())
                        .Add({})) {
  for (const Wire wire : {Wire::kGrpcWeb, Wire::kGrpcWebText, Wire::kJson}) {
    calls_.Add({{"wire", LabelOf(wire)}, {"grpc_code", std::string(metrics::GoCodeName(absl::StatusCode::kOk))}});
    messages_.Add({{"wire", LabelOf(wire)}});
  }
}

void BridgeMetrics::Answered(Wire wire, absl::StatusCode code) {
  calls_.Add({{"wire", LabelOf(wire)}, {"grpc_code", std::string(metrics::GoCodeName(code))}}).Increment();
}

void BridgeMetrics::MessageSent(Wire wire) { messages_.Add({{"wire", LabelOf(wire)}}).Increment(); }

}  // namespace zamer::gateway
