#pragma once

#include <absl/time/time.h>
#include <prometheus/collectable.h>
#include <prometheus/registry.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/common/metrics/process.h"

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

  // Where components register their families: prometheus::BuildCounter().Name(…).Register(registry.families()).
  prometheus::Registry& families() { return *families_; }

  // Adds what collects itself at each scrape, on the exposition's threads. Set-up only.
  void Include(std::shared_ptr<prometheus::Collectable> collectable) { included_.push_back(std::move(collectable)); }

  // Everything in Prometheus's text format, as a scrape reads it.
  std::string Text() const;

 private:
  friend class Exposition;

  std::shared_ptr<prometheus::Registry> families_;
  std::shared_ptr<ProcessMetrics> process_;
  std::vector<std::shared_ptr<prometheus::Collectable>> included_;
};

}  // namespace zamer::metrics
