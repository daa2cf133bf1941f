// What one request of a platform brings.
#pragma once
#include <absl/status/status.h>

#include <string>
#include <string_view>
#include <vector>

namespace zamer::gateway::intake {

// The reason of a form that no person has filled in; not one of the errors that callers see.
inline constexpr std::string_view kSpam = "SPAM";

// One delivery, cut out of the request: what has to be kept of it, without the platform's secret.
struct Arrival {
  // What the platform calls it; empty where it gives no id: then the body tells it from others.
  std::string platform_id = {};
  // JSON, or what could not be read.
  std::string body = {};
  // The platform tells of the same thing again as it learns more: another body of the same id is another delivery.
  bool grows = false;
  // Why it is rejected at once; both empty where it is not.
  std::string reason = {};
  std::string message = {};
};

using Arrivals = std::vector<Arrival>;

// By what a delivery is the same as an earlier one of its way in.
std::string KeyOf(const Arrival& arrival);

// INVALID_ARGUMENT/DELIVERY_UNREADABLE. `what`: what the body must be or have.
absl::Status Unreadable(std::string_view what);

// What is kept of a body that its platform has sent and nobody can read.
Arrival UnreadableArrival(std::string_view body, const absl::Status& why);

}  // namespace zamer::gateway::intake
