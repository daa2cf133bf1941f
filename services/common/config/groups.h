// Option groups that every service is made of. Each holds its defaults, documents itself in --help, and is filled by
// Options::Read; it must outlive that call and stay where it is.
#pragma once
#include <absl/time/time.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "services/common/config/options.h"
#include "services/common/config/values.h"
#include "services/common/log/level.h"

namespace zamer::config {

// What a developer's machine may do and production may not.
enum class Mode { kDevelopment, kProduction };

template <>
struct Choices<Mode> {
  static constexpr std::pair<std::string_view, Mode> kNames[] = {{"development", Mode::kDevelopment},
                                                                 {"production", Mode::kProduction}};
};

template <>
struct Choices<log::Level> {
  static constexpr std::pair<std::string_view, log::Level> kNames[] = {
      {log::LevelName(log::Level::kDebug), log::Level::kDebug},
      {log::LevelName(log::Level::kInfo), log::Level::kInfo},
      {log::LevelName(log::Level::kWarning), log::Level::kWarning},
      {log::LevelName(log::Level::kError), log::Level::kError}};
};

// How the process serves and ends. Port 0 takes a free port.
struct ServerConfig {
  Mode mode = Mode::kProduction;
  HostPort listen_address{.host = "127.0.0.1", .port = 0};
  HostPort metrics_address{.host = "127.0.0.1", .port = 0};
  FilePath tls_certificate_file;
  FilePath tls_key_file;
  FilePath tls_client_authority_file;
  int max_in_flight = 256;
  absl::Duration default_deadline = absl::Seconds(10);
  absl::Duration drain_delay = absl::Seconds(3);
  absl::Duration drain_grace = absl::Seconds(10);
  // The services this one asks, by name: {"lead", {}} becomes the required option --lead-address.
  std::map<std::string, HostPort> peers;

  void Declare(Options& options);
};

// Where the records are. The password comes from a file only.
struct RedisConfig {
  HostPort address{.host = "127.0.0.1", .port = 6379};
  std::string user;
  Secret password;
  bool tls = false;
  FilePath tls_ca_file;
  FilePath tls_certificate_file;
  FilePath tls_key_file;
  int database = 0;
  int max_in_flight = 4096;
  // Fixed for the life of the data: it decides which partition a department hashes to.
  int partitions = 16;

  void Declare(Options& options);
};

// Whose tokens are believed, and the token this service shows to others.
struct AuthConfig {
  FilePath jwks_file;
  std::string issuer = "zamer";
  std::string audience = "zamer";
  bool development_key = false;
  FilePath token_file;

  // Production (see `server`) refuses the development key. Without that key a JWKS file is needed, and with peers a
  // token file. `server` must outlive the Options.
  void Declare(Options& options, const ServerConfig& server);
};

// How much is logged.
struct LogConfig {
  log::Level level = log::Level::kInfo;

  void Declare(Options& options);
};

}  // namespace zamer::config
