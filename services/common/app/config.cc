#include "services/common/app/config.h"

#include <unistd.h>

#include <iostream>
#include <utility>

namespace zamer::app {
namespace {

constexpr std::size_t kLeastKeyBytes = 16;

}  // namespace

Config::Config(log::Literal service_in, std::string purpose, const std::vector<std::string>& peers)
    : service(service_in), name(service.text()), options(name, std::move(purpose)) {
  for (const std::string& peer : peers) server.peers[peer] = {};
  server.Declare(options);
  redis.Declare(options);
  auth.Declare(options, server);
  log.Declare(options);
  options.Group("Personal data");
  options.Add("fingerprint-key-file", fingerprint_key,
              "Secret of the hashes by which phones are found: at least 16 bytes, the same for the life of the data.");
  options.Group("Time");
  options.Add("clock-file", clock_file,
              "File that holds the time of a simulation, in development only; none for the machine's clock.");
  options.Add("timer-tick", timer_tick, "How often to look for what has fallen due.",
              config::Between(absl::Milliseconds(1), absl::Seconds(10)));
  options.Check([this]() -> std::optional<std::string> {
    if (clock_file.path.empty() || server.mode == config::Mode::kDevelopment) return std::nullopt;
    return "--clock-file is for development only";
  });
  options.Check([this]() -> std::optional<std::string> {
    if (fingerprint_key.empty() && server.mode == config::Mode::kDevelopment) return std::nullopt;
    if (fingerprint_key.Reveal().size() >= kLeastKeyBytes) return std::nullopt;
    return "--fingerprint-key-file must name a file of at least 16 bytes in production";
  });
}

std::optional<int> Config::Read(int argc, const char* const* argv) {
  const std::optional<int> exit = options.Read(argc, argv, environ, std::cout, std::cerr);
  if (!exit && fingerprint_key.empty()) fingerprint_key = config::Secret("zamer-development-fingerprints");
  return exit;
}

}  // namespace zamer::app
