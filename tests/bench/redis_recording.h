// The commands that a service gave to Redis, to be given again to another Redis by a client that does nothing else.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/lead_load.h"
#include "tests/support/process.h"

namespace zamer::bench {

// A command as its words.
using Words = std::vector<std::string>;

// Watches a Redis server by MONITOR, in the order in which it executes. Slows it down: record in a run of its own.
class RedisRecording {
 public:
  explicit RedisRecording(std::uint16_t port);
  // What was executed since, without what is the connection's own business, blocks, or was called by a script.
  std::vector<Words> Stop();

 private:
  testing::Process monitor_;
  std::uint16_t port_;
};

// One line of MONITOR's output; empty for one to leave out.
Words ParseMonitorLine(std::string_view line);

// Gives the commands to a server over one pipelined connection with this many in flight.
LoadResult Replay(std::uint16_t port, const std::vector<Words>& commands, int in_flight);
// Calls of `per_call` commands each, every one sent when the one before it was answered; due as DueTime says.
LoadResult ReplayAtRate(std::uint16_t port, const std::vector<Words>& commands, int per_call, double rate);

}  // namespace zamer::bench
