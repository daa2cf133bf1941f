#include "services/common/metrics/call_metrics.h"

#include <prometheus/registry.h>

#include <map>
#include <string>

namespace zamer::metrics {
namespace {

constexpr std::array<std::string_view, 17> kGoCodes = {
    "OK",       "Canceled",       "Unknown",          "InvalidArgument",   "DeadlineExceeded",
    "NotFound", "AlreadyExists",  "PermissionDenied", "ResourceExhausted", "FailedPrecondition",
    "Aborted",  "OutOfRange",     "Unimplemented",    "Internal",          "Unavailable",
    "DataLoss", "Unauthenticated"};

const prometheus::Histogram::BucketBoundaries kSeconds = {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10};

prometheus::Counter& AddCounter(Registry& registry, const char* name, const char* help,
                                const std::map<std::string, std::string>& labels) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry.families()).Add(labels);
}

}  // namespace

std::string_view GoCodeName(absl::StatusCode code) {
  const auto index = static_cast<size_t>(code);
  return index < kGoCodes.size() ? kGoCodes[index] : kGoCodes[2];
}

MethodMetrics::MethodMetrics(Registry& registry, std::string_view service, std::string_view method, Type type) {
  std::map<std::string, std::string> labels = {{"grpc_type", type == Type::kUnary ? "unary" : "server_stream"},
                                               {"grpc_service", std::string(service)},
                                               {"grpc_method", std::string(method)}};
  started_ = &AddCounter(registry, "grpc_server_started_total", "Calls that have arrived.", labels);
  received_ = &AddCounter(registry, "grpc_server_msg_received_total", "Messages that callers have sent.", labels);
  sent_ = &AddCounter(registry, "grpc_server_msg_sent_total", "Messages that callers were sent.", labels);
  seconds_ = &prometheus::BuildHistogram()
                  .Name("grpc_server_handling_seconds")
                  .Help("Time from a call's arrival to its answer, in seconds.")
                  .Register(registry.families())
                  .Add(labels, kSeconds);
  in_flight_ = &prometheus::BuildGauge()
                    .Name("zamer_in_flight_calls")
                    .Help("Calls and streams under way.")
                    .Register(registry.families())
                    .Add({{"grpc_service", std::string(service)}, {"grpc_type", labels["grpc_type"]}});
  for (size_t code = 0; code < handled_.size(); ++code) {
    labels["grpc_code"] = std::string(kGoCodes[code]);
    handled_[code] = &AddCounter(registry, "grpc_server_handled_total", "Calls that were answered, by code.", labels);
  }
}

void MethodMetrics::Started() {
  started_->Increment();
  in_flight_->Increment();
}

void MethodMetrics::Handled(absl::StatusCode code, absl::Duration took) {
  const auto index = static_cast<size_t>(code);
  handled_[index < handled_.size() ? index : static_cast<size_t>(absl::StatusCode::kUnknown)]->Increment();
  seconds_->Observe(absl::ToDoubleSeconds(took));
  in_flight_->Decrement();
}

}  // namespace zamer::metrics
