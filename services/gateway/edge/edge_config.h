#pragma once

#include <absl/time/time.h>

#include <set>
#include <string>

#include "services/common/config/options.h"
#include "services/common/config/values.h"
#include "services/gateway/bridge/bridge.h"
#include "services/gateway/http/server.h"

namespace zamer::gateway {

// What the gateway is told beside what every service is told.
struct EdgeConfig {
  config::HostPort http_address{.host = "127.0.0.1", .port = 0};
  config::FilePath certificate_file;
  config::FilePath key_file;
  // Origins, separated by commas.
  std::string allowed_origins;
  // Networks, separated by commas.
  std::string trusted_proxies;
  int connections = 4096;
  int connections_per_address = 0;
  int max_message_bytes = 1 << 20;
  int streams = 2000;
  int streams_per_caller = 20;
  int calls_per_second = 50;
  int calls_at_once = 200;
  absl::Duration stream_time = absl::Hours(1);

  // It must outlive the options.
  void Declare(config::Options& options);

  std::set<std::string, std::less<>> Origins() const;
  BridgeLimits LimitsOfCalls(absl::Duration call_time) const;
  http::ServerOptions ServerOptions() const;
};

}  // namespace zamer::gateway
