#include "services/gateway/intake/delivery_records.h"

#include <absl/strings/str_cat.h>

#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"
#include "services/gateway/domain/intake/delivery.h"

namespace zamer::gateway::intake {

store::Key DeliveryKey(std::string_view department, std::string_view id) {
  return {std::string(department), std::string(kDeliveryKind), std::string(id)};
}

std::string DeliveryName(std::string_view department, std::string_view id) {
  return Child(DepartmentNameOf(department), "deliveries", id);
}

std::string WayInName(std::string_view department, std::string_view id) {
  return Child(DepartmentNameOf(department), "waysIn", id);
}

std::string ListOf(std::string_view way_in, std::string_view list) {
  return absl::StrCat("deliveries/", std::string(way_in), "/", std::string(list));
}

std::vector<std::string_view> ListsOfState(v1::Delivery::State state) {
  if (state == v1::Delivery::WAITING) return {kWaitingList};
  if (state == v1::Delivery::DELIVERED) return {kDeliveredList};
  if (state == v1::Delivery::REJECTED) return {kRejectedList, kSpamList};
  return {kLists.begin(), kLists.end()};
}

}  // namespace zamer::gateway::intake

namespace zamer::store {

Indexes Indexer<gateway::v1::DeliveryRecord>::Of(const gateway::v1::DeliveryRecord& record) {
  namespace intake = gateway::intake;
  const std::string_view list =
      intake::IsSpam(record) ? intake::kSpamList : intake::ListsOfState(record.state()).front();
  Indexes indexes;
  indexes.sorted.push_back({intake::ListOf(record.way_in(), list), Score(FromTimestamp(record.receive_time()))});
  indexes.timer = intake::DueAt(record);
  return indexes;
}

}  // namespace zamer::store
