// From start to healthy, and what an idle service weighs. Limits: 1 s, 40 MB.
#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <string>

#include "tests/bench/figures.h"
#include "tests/support/cluster.h"

namespace zamer::bench {
namespace {

// The value of a series without labels in Prometheus's text format.
double SeriesValue(const std::string& exposition, const std::string& name) {
  const std::size_t at = exposition.find("\n" + name + " ");
  double value = 0;
  if (at == std::string::npos) return value;
  const std::size_t from = at + name.size() + 2;
  return absl::SimpleAtod(exposition.substr(from, exposition.find('\n', from) - from), &value) ? value : 0;
}

int Run() {
  testing::Cluster cluster({.bin_dir = ZAMER_BIN_DIR});
  bool kept = true;
  for (const testing::Service service : testing::kServices) {
    cluster.Kill9(service);
    const absl::Time start = absl::Now();
    cluster.Start(service);
    cluster.WaitUntilHealthy(service);
    const double seconds = absl::ToDoubleSeconds(absl::Now() - start);
    const std::string name(testing::NameOf(service));
    kept = PrintAtMost(absl::StrCat(name, ": start to healthy, s"), seconds, 1) && kept;
    const double bytes = SeriesValue(cluster.Exposition(service), "process_resident_memory_bytes");
    kept = PrintAtMost(absl::StrCat(name, ": idle memory, MB"), bytes / 1e6, 40) && kept;
  }
  return kept ? 0 : 1;
}

}  // namespace
}  // namespace zamer::bench

int main() { return zamer::bench::Run(); }
