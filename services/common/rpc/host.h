#pragma once

#include <absl/status/status.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <functional>
#include <string_view>

#include "services/common/rpc/admission.h"
#include "services/common/rpc/hand_over.h"
#include "services/common/rpc/open_calls.h"

namespace zamer {
class Clock;
}
namespace zamer::log {
class Logger;
}
namespace zamer::security {
class Authenticator;
}
namespace zamer::metrics {
class Registry;
}

namespace zamer::rpc {

// Waits until this service has applied `position` (an event position that another call returned as `zamer-position`);
// returns an error at `deadline` at the latest. Called on the loop thread.
using PositionWait = std::function<asio::awaitable<absl::Status>(std::string_view position, absl::Time deadline)>;

// Bounds of what a process takes on.
struct Limits {
  // Calls under way; more are refused with RESOURCE_EXHAUSTED before any work. Streams have a bound of their own.
  int calls_in_flight = 1000;
  int streams_in_flight = 256;
  // Longest time a unary call may take; also the deadline of a caller that sets none.
  absl::Duration call_time = absl::Seconds(10);
  // Longest life of a stream. It then ends with UNAVAILABLE, and the caller resumes from its cursor.
  absl::Duration stream_time = absl::Hours(1);
};

// What all gRPC services of one process share. Everything referred to must outlive it.
struct HostParts {
  asio::io_context& loop;
  const Clock& clock;
  log::Logger& logger;
  security::Authenticator& authenticator;
  metrics::Registry& metrics;
};

// The process as its calls see it: the loop they run on, who is let in, how they are counted. Made once in main.cc,
// before the services; must outlive them and the Server. Thread-safe after set-up.
class Host {
 public:
  Host(HostParts parts, Limits limits);
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  // Makes reads that carry `zamer-position` wait for it; without a hook positions are ignored. Set-up only.
  void WaitForPositionsWith(PositionWait wait) { position_wait_ = std::move(wait); }

  asio::io_context& loop() const { return parts_.loop; }
  const Clock& clock() const { return parts_.clock; }
  log::Logger& logger() const { return parts_.logger; }
  security::Authenticator& authenticator() const { return parts_.authenticator; }
  metrics::Registry& metrics() const { return parts_.metrics; }
  const Limits& limits() const { return limits_; }
  const PositionWait& position_wait() const { return position_wait_; }
  Admission& admission() { return admission_; }
  HandOver& hand_over() { return hand_over_; }
  // Loop thread only.
  OpenCalls& open_calls() { return open_calls_; }

 private:
  HostParts parts_;
  Limits limits_;
  PositionWait position_wait_;
  Admission admission_;
  HandOver hand_over_;
  OpenCalls open_calls_;
};

}  // namespace zamer::rpc
