#include "tests/bench/counter_sums.h"

#include <absl/hash/hash.h>
#include <absl/time/clock.h>

#include <asio/io_context.hpp>
#include <stdexcept>
#include <utility>

#include "services/common/redis/client.h"
#include "services/common/store/store.h"
#include "tests/support/loop.h"

namespace zamer::bench {
namespace {

constexpr std::uint32_t kPartitions = 16;
constexpr std::size_t kCountersPerCommit = 10'000;

using Counters = absl::flat_hash_map<std::string, absl::flat_hash_map<std::string, std::int64_t>>;

// Adds to counters as the service does, by commits.
class Committer {
 public:
  Committer(testing::RedisServer& server, std::string department)
      : client_(loop_, server.ClientOptions()), department_(std::move(department)) {}
  ~Committer() { client_.Close(); }

  void Add(const std::string& name, const std::string& field, std::int64_t value) {
    waiting_.push_back({name, field, value});
    if (waiting_.size() >= kCountersPerCommit) Commit();
  }

  void Commit() {
    const auto body = [this](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
      for (const auto& [name, field, value] : waiting_) tx.Increment(department_, name, field, value);
      co_return std::string();
    };
    const absl::Time deadline = absl::Now() + testing::kPatience;
    const auto done =
        testing::RunOnLoop(loop_, store_.CommitEffect(store_.keys().PartitionOf(department_), {}, deadline, body));
    if (!done.ok()) throw std::runtime_error(done.status().ToString());
    waiting_.clear();
  }

 private:
  struct Counter {
    std::string name;
    std::string field;
    std::int64_t value;
  };

  asio::io_context loop_{1};
  redis::Client client_;
  store::Store store_{client_, "metrics", store::KeySpace("metrics", kPartitions)};
  const std::string department_;
  std::vector<Counter> waiting_;
};

}  // namespace

std::size_t CounterSums::Hash::operator()(const metrics::Cell& cell) const {
  return absl::HashOf(cell.kind, static_cast<int>(cell.basis), cell.day, cell.code, cell.bucket, cell.cohort,
                      cell.credit.values);
}

void CounterSums::Add(const std::vector<metrics::Amount>& amounts) {
  for (const metrics::Amount& amount : amounts) sums_[amount.cell] += amount.amount;
}

std::int64_t CounterSums::WriteTo(testing::RedisServer& server, std::string_view department) const {
  Counters counters;
  for (const auto& [cell, amount] : sums_) {
    metrics::Spread(cell, [&](std::string_view name, std::string_view field) {
      counters[std::string(name)][std::string(field)] += amount;
    });
  }
  Committer committer(server, std::string(department));
  std::int64_t written = 0;
  for (const auto& [name, values] : counters) {
    for (const auto& [field, value] : values) committer.Add(name, field, value);
    written += static_cast<std::int64_t>(values.size());
  }
  committer.Commit();
  return written;
}

}  // namespace zamer::bench
