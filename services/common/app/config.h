// What every service is told by flags and environment.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "services/common/config/groups.h"
#include "services/common/config/options.h"
#include "services/common/events/timers.h"
#include "services/common/log/literal.h"

namespace zamer::app {

struct Config {
  // `peers`: services this one asks; each becomes a required option such as --lead-address.
  Config(log::Literal service, std::string purpose, const std::vector<std::string>& peers = {});

  // Nothing to go on; else main's exit code. Faults, all of them, go to standard error.
  std::optional<int> Read(int argc, const char* const* argv);

  log::Literal service;
  std::string name;
  config::ServerConfig server;
  config::RedisConfig redis;
  config::AuthConfig auth;
  config::LogConfig log;
  // Key of the hashes by which phones are found; the same for the life of the data.
  config::Secret fingerprint_key;
  // The clock of a simulation, see FileClock; empty: the machine's. Development only.
  config::FilePath clock_file;
  // How often to look for what has fallen due.
  absl::Duration timer_tick = events::Timers::kTick;

  // For options of the service's own, before Read.
  config::Options options;
};

}  // namespace zamer::app
