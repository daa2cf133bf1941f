// Stores what came, before it is answered.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <functional>
#include <string>
#include <vector>

#include "services/gateway/domain/intake/arrival.h"
#include "services/gateway/intake/intake_parts.h"
#include "zamer/gateway/v1/intake_records.pb.h"

namespace zamer::gateway::intake {

// Loop thread only.
class Storing {
 public:
  // `on_stored` is told the partition that has something new to deliver.
  Storing(const Tools& tools, std::function<void(std::uint32_t)> on_stored)
      : tools_(tools), on_stored_(std::move(on_stored)) {}

  // Stores them in one commit, each that is not there yet; ids in their order. After an error nothing was stored, or
  // the platform's next try finds it stored: UNAVAILABLE.
  asio::awaitable<absl::StatusOr<std::vector<std::string>>> Store(const WayIn& way, Arrivals arrivals);

 private:
  std::string IdOf(const WayIn& way, const Arrival& arrival) const;
  void CountNew(const WayIn& way, const v1::DeliveryRecord& record);

  const Tools tools_;
  const std::function<void(std::uint32_t)> on_stored_;
};

}  // namespace zamer::gateway::intake
