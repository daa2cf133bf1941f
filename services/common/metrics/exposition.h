#pragma once

#include <absl/status/statusor.h>
#include <prometheus/exposer.h>

#include <memory>
#include <string_view>

#include "services/common/metrics/registry.h"

namespace zamer::metrics {

// Serves a registry's metrics over HTTP at `/metrics`, on two threads of its own, until it is destroyed.
class Exposition {
 public:
  // `address`: `host:port`; port 0 takes a free one. UNAVAILABLE when it cannot be bound.
  static absl::StatusOr<std::unique_ptr<Exposition>> Start(const Registry& registry, std::string_view address);

  // The port that is served on.
  int port() const { return exposer_->GetListeningPorts().front(); }

 private:
  explicit Exposition(std::unique_ptr<prometheus::Exposer> exposer) : exposer_(std::move(exposer)) {}

  std::unique_ptr<prometheus::Exposer> exposer_;
};

}  // namespace zamer::metrics
