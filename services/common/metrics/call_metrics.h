#pragma once

#include <absl/status/status.h>
#include <absl/time/time.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

#include <array>
#include <string_view>

#include "services/common/metrics/registry.h"

namespace zamer::metrics {

// The counters of one gRPC method, resolved at start: counting a call looks nothing up. Names and labels are those of
// go-grpc-prometheus, so that public dashboards and rules work unchanged. Thread-safe.
class MethodMetrics {
 public:
  enum class Type { kUnary, kServerStream };

  // `service` is a full name (`zamer.lead.v1.LeadService`). All series exist from here on, at 0.
  MethodMetrics(Registry& registry, std::string_view service, std::string_view method, Type type);

  // A call has arrived, let in or not.
  void Started();
  void MessageReceived() { received_->Increment(); }
  void MessageSent() { sent_->Increment(); }
  // A call that was Started has been dealt with, after this time.
  void Handled(absl::StatusCode code, absl::Duration took);

 private:
  static constexpr int kCodes = 17;

  prometheus::Counter* started_;
  prometheus::Counter* received_;
  prometheus::Counter* sent_;
  prometheus::Histogram* seconds_;
  prometheus::Gauge* in_flight_;
  std::array<prometheus::Counter*, kCodes> handled_;
};

// A code as Go spells it (`NotFound`, `Canceled`, `OK`), which is how dashboards know it.
std::string_view GoCodeName(absl::StatusCode code);

}  // namespace zamer::metrics
