#include "services/gateway/intake/storing.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <utility>

#include "services/common/status/macros.h"
#include "services/gateway/domain/intake/delivery.h"
#include "services/gateway/intake/delivery_records.h"

namespace zamer::gateway::intake {
namespace {

// Platforms give up after some seconds, and come again.
constexpr absl::Duration kPatience = absl::Seconds(4);

}  // namespace

// Keyed, since a body without an id of its own may be nothing but a phone.
std::string Storing::IdOf(const WayIn& way, const Arrival& arrival) const {
  return tools_.fingerprint.Of("delivery", absl::StrCat(way.id, "\n", KeyOf(arrival)));
}

void Storing::CountNew(const WayIn& way, const v1::DeliveryRecord& record) {
  if (record.state() == v1::Delivery::WAITING) return tools_.counters.Count(way.id, Result::kStored);
  tools_.counters.Count(way.id, IsSpam(record) ? Result::kSpam : Result::kUnreadable);
}

asio::awaitable<absl::StatusOr<std::vector<std::string>>> Storing::Store(const WayIn& way, Arrivals arrivals) {
  std::vector<std::string> ids;
  std::vector<store::Key> keys;
  ids.reserve(arrivals.size());
  keys.reserve(arrivals.size());
  for (const Arrival& arrival : arrivals) {
    ids.push_back(IdOf(way, arrival));
    keys.push_back(DeliveryKey(way.department, ids.back()));
  }
  const absl::Time now = tools_.clock.Now();
  std::vector<v1::DeliveryRecord> fresh;
  const store::Store::Body body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    fresh.clear();
    ZAMER_CO_RETURN_IF_ERROR(co_await tx.Prefetch<v1::DeliveryRecord>(keys));
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
      ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::DeliveryRecord>(keys[i]));
      if (known) continue;
      fresh.push_back(NewDelivery(way.id, arrivals[i], now, tools_.keep_rejected));
      tx.Put(keys[i], fresh.back());
    }
    co_return std::string();
  };
  const std::uint32_t partition = tools_.store.keys().PartitionOf(way.department);
  ZAMER_CO_RETURN_IF_ERROR(co_await tools_.store.CommitEffect(partition, {}, absl::Now() + kPatience, body));
  for (const v1::DeliveryRecord& record : fresh) CountNew(way, record);
  if (arrivals.size() > fresh.size()) {
    tools_.counters.Count(way.id, Result::kRepeated, static_cast<double>(arrivals.size() - fresh.size()));
  }
  if (!fresh.empty()) on_stored_(partition);
  co_return ids;
}

}  // namespace zamer::gateway::intake
