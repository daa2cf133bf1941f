#pragma once

#include <absl/status/statusor.h>
#include <absl/time/time.h>
#include <prometheus/registry.h>

#include <memory>
#include <string>
#include <string_view>

namespace zamer::metrics {

// What identifies a build on a dashboard.
struct BuildInfo {
  std::string service;
  std::string version;
};

// The metrics of one process. Families are added once at start and their children kept as references: adding locks and
// hashes, counting does not. Labels come from closed sets (method, code, channel), never from a person or a lead.
class Registry {
 public:
  // Holds `zamer_build_info` and the `process_*` basics from the start. `started`: the process's start time.
  Registry(const BuildInfo& build, absl::Time started);
  ~Registry();

  // Where components register their families: prometheus::BuildCounter().Name(…).Register(registry.families()).
  prometheus::Registry& families() { return *families_; }

  // Everything in Prometheus's text format, as a scrape reads it.
  std::string Text() const;

 private:
  friend class Exposition;
  class Process;

  std::shared_ptr<prometheus::Registry> families_;
  std::shared_ptr<Process> process_;
};

// Serves a registry's metrics over HTTP at `/metrics`, on threads of its own, until it is destroyed.
class Exposition {
 public:
  // `address`: `host:port`; port 0 takes a free one. UNAVAILABLE when it cannot be bound.
  static absl::StatusOr<std::unique_ptr<Exposition>> Start(const Registry& registry, std::string_view address);
  virtual ~Exposition() = default;

  // The port that is served on.
  virtual int port() const = 0;
};

}  // namespace zamer::metrics
