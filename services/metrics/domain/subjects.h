// What is counted besides leads: spend, visits, cities' markets, redistributions, coverage, shifts. Each has facts of
// its own and adds to the counters by itself, on its own day in both bases.
//
// The folds are as those of leads (facts.h): repeated events change nothing, and an older one never undoes a newer one.
#pragma once
#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/metrics/domain/cells.h"
#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/metrics/v1/metrics_records.pb.h"
#include "zamer/metrics/v1/subject_records.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"

namespace zamer::metrics {

void FoldSpend(const lead::v1::LeadEvent& event, v1::SpendFacts& facts);
void FoldVisit(const lead::v1::LeadEvent& event, v1::VisitFacts& facts);
void FoldRedistribution(const lead::v1::LeadEvent& event, v1::RedistributionFacts& facts);
// Both MarketUsed and CityChanged.
void FoldMarket(const lead::v1::LeadEvent& event, v1::MarketFacts& facts);
// The facts of `month`: hours that are over stay as they were told before.
void FoldCoverage(const scheduling::v1::SchedulingEvent& event, absl::CivilMonth month, const absl::TimeZone& zone,
                  v1::CoverageFacts& facts);
// EmployeeCheckedIn and ShiftMissed, about one shift.
void FoldShift(const scheduling::v1::SchedulingEvent& event, v1::ShiftFacts& facts);

// Whose shift an EmployeeCheckedIn or a ShiftMissed is about, and when it starts.
struct ToldShift {
  std::string employee;  // id
  std::int64_t start_ms;
};
// Nothing for another event, and for a check-in outside of a shift.
std::optional<ToldShift> ShiftOf(const scheduling::v1::SchedulingEvent& event);

// The months that a CoverageChanged speaks of.
std::vector<absl::CivilMonth> MonthsOf(const scheduling::v1::SchedulingEvent& coverage, const absl::TimeZone& zone);

// What each adds. Facts and views must outlive the result.
std::vector<Amount> SpendContribution(const v1::SpendFacts& spend, absl::CivilDay day, std::string_view channel,
                                      std::string_view campaign);
std::vector<Amount> VisitContribution(const v1::VisitFacts& visit, const absl::TimeZone& zone);
std::vector<Amount> RedistributionContribution(const v1::RedistributionFacts& redistribution,
                                               const absl::TimeZone& zone);
// On the first day of the month.
std::vector<Amount> MarketContribution(const v1::MarketFacts& market, absl::CivilMonth month, std::string_view city);
std::vector<Amount> CoverageContribution(const v1::CoverageFacts& coverage, const absl::TimeZone& zone);
// On the day on which the shift starts.
std::vector<Amount> ShiftContribution(const v1::ShiftFacts& facts, const ToldShift& shift, const absl::TimeZone& zone);

}  // namespace zamer::metrics
