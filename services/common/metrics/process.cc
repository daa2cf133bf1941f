#include "services/common/metrics/process.h"

#include <prometheus/metric_family.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace zamer::metrics {
namespace {

void AddValue(std::vector<prometheus::MetricFamily>& families, const char* name, const char* help,
              prometheus::MetricType type, std::optional<double> value) {
  if (!value.has_value()) return;
  prometheus::ClientMetric metric;
  (type == prometheus::MetricType::Counter ? metric.counter.value : metric.gauge.value) = *value;
  families.push_back({name, help, type, {metric}});
}

std::optional<double> ResidentBytes() {
  std::ifstream statm("/proc/self/statm");
  double size = 0;
  double resident = 0;
  if (!(statm >> size >> resident)) return std::nullopt;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

std::optional<double> OpenDescriptors() {
  std::error_code error;
  std::filesystem::directory_iterator entries("/proc/self/fd", error);
  double count = 0;
  // Listing the folder opens it, which is one descriptor more than the process has otherwise.
  for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) ++count;
  if (error) return std::nullopt;
  return count - 1;
}

std::optional<double> MaxDescriptors() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::nullopt;
  return static_cast<double>(limit.rlim_cur);
}

std::optional<double> CpuSeconds() {
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) != 0) return std::nullopt;
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

std::vector<prometheus::MetricFamily> ProcessMetrics::Collect() const {
  using prometheus::MetricType;
  std::vector<prometheus::MetricFamily> families;
  AddValue(families, "process_resident_memory_bytes", "Memory in use, in bytes.", MetricType::Gauge, ResidentBytes());
  AddValue(families, "process_open_fds", "Descriptors that are open.", MetricType::Gauge, OpenDescriptors());
  AddValue(families, "process_max_fds", "Descriptors that may be open.", MetricType::Gauge, MaxDescriptors());
  AddValue(families, "process_cpu_seconds_total", "CPU time used, in seconds.", MetricType::Counter, CpuSeconds());
  AddValue(families, "process_start_time_seconds", "When the process started, in seconds since 1970.",
           MetricType::Gauge, absl::ToDoubleSeconds(started_ - absl::UnixEpoch()));
  return families;
}

}  // namespace zamer::metrics
