#include "services/common/metrics/exposition.h"

#include <exception>
#include <string>
#include <utility>

#include "services/common/status/errors.h"

namespace zamer::metrics {

absl::StatusOr<std::unique_ptr<Exposition>> Exposition::Start(const Registry& registry, std::string_view address) {
  try {
    auto exposer = std::make_unique<prometheus::Exposer>(std::string(address));
    exposer->RegisterCollectable(registry.families_);
    exposer->RegisterCollectable(registry.process_);
    for (const auto& collectable : registry.included_) exposer->RegisterCollectable(collectable);
    return std::unique_ptr<Exposition>(new Exposition(std::move(exposer)));
  } catch (const std::exception&) {  // civetweb's only way to say that it cannot listen
    return Unavailable(Reason::kAddressUnusable, "Metrics cannot be served here; choose a free address and port.",
                       absl::ZeroDuration(), {{"address", std::string(address)}});
  }
}

}  // namespace zamer::metrics
