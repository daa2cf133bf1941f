#include "services/gateway/edge/edge_metrics.h"

#include <prometheus/registry.h>

#include <algorithm>
#include <map>
#include <string>

namespace zamer::gateway {
namespace {

using Labels = std::map<std::string, std::string>;

constexpr std::array<const char*, 6> kClassNames = {"1xx", "2xx", "3xx", "4xx", "5xx", "broken_off"};
constexpr std::size_t kBrokenOff = 5;
constexpr int kHundred = 100;

// Calls take milliseconds, streams up to an hour.
const prometheus::Histogram::BucketBoundaries kSeconds = {.001, .0025, .005, .01, .025, .05, .1,  .25,
                                                          .5,   1,     2.5,  5,   10,   60,  600, 3600};

prometheus::Counter& AddCounter(metrics::Registry& registry, const char* name, const char* help, const Labels& labels) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry.families()).Add(labels);
}

std::size_t ClassOf(const http::Answered& answered) {
  if (answered.broken_off) return kBrokenOff;
  return static_cast<std::size_t>(std::clamp(answered.status / kHundred, 1, 5) - 1);
}

}  // namespace

EdgeMetrics::EdgeMetrics(metrics::Registry& registry) {
  for (const RouteKind kind : kRouteKinds) routes_[static_cast<std::size_t>(kind)] = MakeRoute(registry, kind);
}

EdgeMetrics::OfRoute EdgeMetrics::MakeRoute(metrics::Registry& registry, RouteKind kind) {
  const std::string route(LogName(kind).text());
  OfRoute result;
  for (std::size_t i = 0; i < kClasses; ++i) {
    result.requests[i] = &AddCounter(registry, "zamer_edge_requests_total", "HTTP requests that were answered.",
                                     {{"route", route}, {"status", kClassNames[i]}});
  }
  result.seconds = &prometheus::BuildHistogram()
                        .Name("zamer_edge_request_seconds")
                        .Help("Time from an HTTP request's arrival to the end of its answer, in seconds.")
                        .Register(registry.families())
                        .Add({{"route", route}}, kSeconds);
  result.received_bytes =
      &AddCounter(registry, "zamer_edge_received_bytes_total", "Bytes of request bodies.", {{"route", route}});
  result.sent_bytes =
      &AddCounter(registry, "zamer_edge_sent_bytes_total", "Bytes of answer bodies.", {{"route", route}});
  return result;
}

void EdgeMetrics::Answered(const http::Answered& answered) {
  const OfRoute& route = routes_[static_cast<std::size_t>(RouteKindOf(answered.request))];
  route.requests[ClassOf(answered)]->Increment();
  route.seconds->Observe(absl::ToDoubleSeconds(answered.took));
  route.received_bytes->Increment(static_cast<double>(answered.request.body.size()));
  route.sent_bytes->Increment(static_cast<double>(answered.body_bytes));
}

}  // namespace zamer::gateway
