#include "services/metrics/metrics_records.h"

namespace zamer::metrics {
namespace {

store::Key MakeKey(std::string_view department, std::string_view kind, std::string id) {
  return {std::string(department), std::string(kind), std::move(id)};
}

}  // namespace

store::Key FactsKey(std::string_view department, std::string_view lead) {
  return MakeKey(department, kFactsKind, std::string(lead));
}

store::Key DepartmentKey(std::string_view department) { return MakeKey(department, kDepartmentKind, "self"); }

store::Key SpendKey(std::string_view department, std::string_view day, std::string_view channel,
                    std::string_view campaign) {
  std::string id(day);
  id.append("/").append(channel).append("/").append(campaign);
  return MakeKey(department, kSpendKind, std::move(id));
}

store::Key VisitKey(std::string_view department, std::string_view visit) {
  return MakeKey(department, kVisitKind, std::string(visit));
}

store::Key MarketKey(std::string_view department, std::string_view id) {
  return MakeKey(department, kMarketKind, std::string(id));
}

store::Key RedistributionKey(std::string_view department, std::string_view redistribution) {
  return MakeKey(department, kRedistributionKind, std::string(redistribution));
}

store::Key CoverageKey(std::string_view department, std::string_view month) {
  return MakeKey(department, kCoverageKind, std::string(month));
}

store::Key ShiftKey(std::string_view department, std::string id) {
  return MakeKey(department, kShiftKind, std::move(id));
}

store::Key TargetMonthKey(std::string_view department, std::string month) {
  return MakeKey(department, kTargetsKind, std::move(month));
}

store::Key ProgressKey(std::string_view department, std::string_view feed) {
  return MakeKey(department, kProgressKind, std::string(feed));
}

std::string PartitionOwner(const store::KeySpace& keys, std::uint32_t partition) {
  for (std::uint32_t i = 0;; ++i) {
    std::string owner = "~" + std::to_string(i);
    if (keys.PartitionOf(owner) == partition) return owner;
  }
}

store::Key PartitionKey(const store::KeySpace& keys, std::uint32_t partition) {
  return MakeKey(PartitionOwner(keys, partition), kPartitionKind, "self");
}

}  // namespace zamer::metrics
