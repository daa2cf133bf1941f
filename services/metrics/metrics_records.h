// Where metrics keeps what it remembers.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/store/key.h"
#include "zamer/metrics/v1/metrics_records.pb.h"

namespace zamer::metrics {

inline constexpr std::string_view kFactsKind = "facts";
inline constexpr std::string_view kDepartmentKind = "department";
inline constexpr std::string_view kSpendKind = "spend";
inline constexpr std::string_view kVisitKind = "visit";
inline constexpr std::string_view kMarketKind = "market";
inline constexpr std::string_view kRedistributionKind = "redistribution";
inline constexpr std::string_view kCoverageKind = "coverage";
inline constexpr std::string_view kShiftKind = "shift";
inline constexpr std::string_view kTargetsKind = "targets";
inline constexpr std::string_view kProgressKind = "progress";
inline constexpr std::string_view kPartitionKind = "partition";

// The feeds that are counted, by the names of their services.
inline constexpr std::string_view kFeeds[] = {"lead", "scheduling", "contract"};

// v1::LeadFacts; `lead` is a bare id.
store::Key FactsKey(std::string_view department, std::string_view lead);
// v1::DepartmentFacts.
store::Key DepartmentKey(std::string_view department);
// v1::SpendFacts; `day` as YYYY-MM-DD, `channel` a bare id.
store::Key SpendKey(std::string_view department, std::string_view day, std::string_view channel,
                    std::string_view campaign);
// v1::VisitFacts; `visit` is a bare id.
store::Key VisitKey(std::string_view department, std::string_view visit);
// v1::MarketFacts; `id`: YYYY-MM/ and the city.
store::Key MarketKey(std::string_view department, std::string_view id);
// v1::RedistributionFacts; `redistribution` is a bare id.
store::Key RedistributionKey(std::string_view department, std::string_view redistribution);
// v1::CoverageFacts; `month` as YYYY-MM.
store::Key CoverageKey(std::string_view department, std::string_view month);
// v1::ShiftFacts; `id`: the employee's bare id, / and the start in milliseconds since 1970.
store::Key ShiftKey(std::string_view department, std::string id);
// v1::TargetMonth; `month` as YYYY-MM. State of its own: no recount touches it.
store::Key TargetMonthKey(std::string_view department, std::string month);
// v1::Progress.
store::Key ProgressKey(std::string_view department, std::string_view feed);

// A partition has no department of its own, but records have: one that cannot be a resource id and hashes there.
std::string PartitionOwner(const store::KeySpace& keys, std::uint32_t partition);
// v1::PartitionFacts.
store::Key PartitionKey(const store::KeySpace& keys, std::uint32_t partition);

}  // namespace zamer::metrics
