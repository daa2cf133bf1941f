// Deliveries in Redis.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/store/index.h"
#include "services/common/store/key.h"
#include "zamer/gateway/v1/intake_records.pb.h"

namespace zamer::gateway::intake {

// Ways in have keys of their own, as if they were a service, so that nobody else's timers are among theirs.
inline constexpr char kKeySpace[] = "intake";
inline constexpr std::string_view kDeliveryKind = "delivery";

store::Key DeliveryKey(std::string_view department, std::string_view id);
std::string DeliveryName(std::string_view department, std::string_view id);
std::string WayInName(std::string_view department, std::string_view id);

// The lists of a way in, by receive time. Spam has one of its own, so that it does not hide what else is rejected.
inline constexpr std::string_view kWaitingList = "WAITING";
inline constexpr std::string_view kDeliveredList = "DELIVERED";
inline constexpr std::string_view kRejectedList = "REJECTED";
inline constexpr std::string_view kSpamList = "SPAM";
inline constexpr std::array kLists = {kWaitingList, kDeliveredList, kRejectedList, kSpamList};
// The index that is such a list.
std::string ListOf(std::string_view way_in, std::string_view list);
// Those with deliveries in a state; all for STATE_UNSPECIFIED.
std::vector<std::string_view> ListsOfState(v1::Delivery::State state);

}  // namespace zamer::gateway::intake

namespace zamer::store {

template <>
struct Indexer<gateway::v1::DeliveryRecord> {
  static Indexes Of(const gateway::v1::DeliveryRecord& record);
};

}  // namespace zamer::store
