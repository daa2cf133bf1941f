// Looks at every open lead again and again, and notes each one that the department has lost sight of.
#pragma once
#include <absl/status/status.h>

#include <asio/awaitable.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "services/zamerctl/simulator/pace.h"
#include "services/zamerctl/simulator/staff.h"
#include "services/zamerctl/simulator/team.h"
#include "services/zamerctl/simulator/zamer.h"

namespace zamer::simulator {

// At every look an open lead has an owner who works here or waits in the queue; its first response has come, is due or
// waits for somebody to come; and it has a next step or is known to lack one. Must outlive its coroutine.
class Watchman {
 public:
  Watchman(Zamer& zamer, Pace& pace, const Team& team, const Staff& staff)
      : zamer_(zamer), pace_(pace), team_(team), staff_(staff) {}

  // Looks every hour from `begin` to the end of the run. The first failure to look.
  asio::awaitable<absl::Status> Run(absl::Time begin);

  // What was wrong, in words; at most kMostFaults are kept.
  const std::vector<std::string>& faults() const { return faults_; }
  int looks() const { return looks_; }
  std::int64_t leads_seen() const { return leads_seen_; }

 private:
  static constexpr std::size_t kMostFaults = 20;

  asio::awaitable<absl::Status> Look(absl::Time now);
  // The leads in the queue, or those that are open.
  asio::awaitable<absl::StatusOr<std::vector<lead::v1::Lead>>> List(bool queued);
  void Check(const lead::v1::Lead& lead, bool queued, absl::Time now);

  Zamer& zamer_;
  Pace& pace_;
  const Team& team_;
  const Staff& staff_;
  Seen seen_;
  std::vector<std::string> faults_;
  int looks_ = 0;
  std::int64_t leads_seen_ = 0;
};

}  // namespace zamer::simulator
