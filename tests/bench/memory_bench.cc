// What a lead with its whole history costs in Redis, against the bytes of its protobufs: records and events.
// Limit: 2.5.
#include <absl/strings/match.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <asio/io_context.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "services/common/redis/client.h"
#include "tests/bench/department.h"
#include "tests/bench/figures.h"
#include "tests/support/cluster.h"
#include "tests/support/loop.h"
#include "tests/support/process.h"

namespace zamer::bench {
namespace {

constexpr int kLeads = 3000;
constexpr std::size_t kVersionBytes = 8;

// Asks one server many things, pipelined.
class Inspector {
 public:
  explicit Inspector(testing::RedisServer& server) : client_(loop_, server.ClientOptions()) {}
  ~Inspector() { client_.Close(); }

  redis::Reply Ask(redis::Command command) {
    const redis::Result result =
        testing::RunOnLoop(loop_, client_.Run(std::move(command), absl::Now() + absl::Minutes(1)));
    return result.answered() ? *result.reply() : redis::Reply();
  }

  // `used_memory` of INFO.
  double UsedMemory() {
    const std::string info(Ask(redis::Command("INFO", "memory")).text());
    double bytes = 0;
    const std::size_t at = info.find("used_memory:") + 12;
    return absl::SimpleAtod(info.substr(at, info.find('\r', at) - at), &bytes) ? bytes : 0;
  }

  std::vector<std::string> Keys() {
    std::vector<std::string> keys;
    std::string cursor = "0";
    do {
      redis::Reply page = Ask(redis::Command("SCAN", cursor, "COUNT", 1000));
      cursor = page[0].text();
      for (const redis::Reply& key : page[1].elements()) keys.emplace_back(key.text());
    } while (cursor != "0");
    return keys;
  }

  // Bytes of the messages in an event log.
  std::size_t EventBytes(const std::string& key) {
    std::size_t bytes = 0;
    std::string from = "-";
    while (true) {
      const redis::Reply page = Ask(redis::Command("XRANGE", key, from, "+", "COUNT", 500));
      if (page.size() == 0) return bytes;
      for (const redis::Reply& entry : page.elements()) bytes += entry[1][1].text().size();
      from = absl::StrCat("(", std::string(page[page.size() - 1][0].text()));
    }
  }

 private:
  asio::io_context loop_{1};
  redis::Client client_;
};

// Keys whose value is a record: `<service>:{<p>}:<kind>:<d>/<id>`, but for what docs/redis-keys.md sets apart.
bool IsRecord(const std::string& key) {
  for (const char* other : {"}:by-", "}:in-", "}:count:", "}:request:", "}:events", "}:timers",
                            "}:cursor:", "}:dead-letters", "}:lease:"}) {
    if (absl::StrContains(key, other)) return false;
  }
  return absl::StrContains(key, "}:");
}

int Run() {
  testing::Cluster cluster({.bin_dir = ZAMER_BIN_DIR});
  Inspector redis(cluster.redis());
  const double before = redis.UsedMemory();
  using testing::Service;
  const testing::ProcessResult simulated = testing::RunProcess(
      {.program = absl::StrCat(ZAMER_BIN_DIR, "/zamerctl"),
       .args = {"simulate", "--speed", "0", "--leads", absl::StrCat(kLeads), "--seed", "1", "--lead-address",
                cluster.Address(Service::kLead), "--scheduling-address", cluster.Address(Service::kScheduling),
                "--contract-address", cluster.Address(Service::kContract), "--metrics-address",
                cluster.Address(Service::kMetrics)}},
      absl::Minutes(5));
  if (simulated.exit_status != 0) {
    std::fprintf(stderr, "%s\n", simulated.output.c_str());
    return 1;
  }
  // Nothing passing is in it: watched for six seconds after the simulation, it moved by 0.1 %.
  const double used = redis.UsedMemory() - before;
  std::size_t messages = 0;
  for (const std::string& key : redis.Keys()) {
    if (absl::EndsWith(key, "}:events")) messages += redis.EventBytes(key);
    if (IsRecord(key))
      messages += static_cast<std::size_t>(redis.Ask(redis::Command("STRLEN", key)).integer()) - kVersionBytes;
  }
  Print("bytes in Redis per lead, all services, request ids included", used / kLeads, "bytes");
  Print("bytes of its protobufs, records and events", static_cast<double>(messages) / kLeads, "bytes");
  return PrintAtMost("bytes in Redis / bytes of protobufs", used / static_cast<double>(messages), 2.5) ? 0 : 1;
}

}  // namespace
}  // namespace zamer::bench

int main() { return zamer::bench::Run(); }
