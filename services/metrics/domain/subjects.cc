#include "services/metrics/domain/subjects.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <tuple>

#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/metrics/domain/facts.h"

namespace zamer::metrics {
namespace {

// How far ahead coverage is told, with room for the longest day.
constexpr absl::Duration kCoverageAhead = absl::Hours(29 * 24);
constexpr std::int64_t kHourMillis = 3'600'000;

Day DayAt(std::int64_t ms, const absl::TimeZone& zone) { return DayNumber(DayOf(absl::FromUnixMillis(ms), zone)); }

absl::CivilMonth MonthAt(std::int64_t ms, const absl::TimeZone& zone) {
  return absl::CivilMonth(DayOf(absl::FromUnixMillis(ms), zone));
}

// Both bases count what is about no lead on the same day.
void Count(Measure measure, Day day, const Credit& credit, std::int64_t amount, std::vector<Amount>& amounts) {
  if (amount == 0) return;
  for (const v1::Basis basis : {v1::EVENT_DATE, v1::COHORT}) {
    amounts.push_back({Cell{.kind = Cell::Kind::kMeasure,
                            .basis = basis,
                            .day = day,
                            .code = static_cast<std::uint8_t>(measure),
                            .credit = credit},
                       amount});
  }
}

void SetMaximum(std::int64_t maximum, std::int64_t recorded_ms, v1::MarketFacts& facts) {
  if (recorded_ms < facts.maximum_ms()) return;
  facts.set_maximum_ms(recorded_ms);
  facts.set_maximum(maximum);
}

}  // namespace

void FoldSpend(const lead::v1::LeadEvent& event, v1::SpendFacts& facts) {
  if (event.meta().version() < facts.version()) return;
  facts.set_version(event.meta().version());
  facts.set_amount(event.spend_recorded().amount().minor_units());
}

void FoldVisit(const lead::v1::LeadEvent& event, v1::VisitFacts& facts) {
  const std::int64_t occurred = Millis(event.meta().occurred_time());
  if (!facts.has_time_ms() || occurred < facts.time_ms()) facts.set_time_ms(occurred);
  if (event.meta().version() < facts.version()) return;
  const lead::v1::VisitRecorded& told = event.visit_recorded();
  facts.set_version(event.meta().version());
  facts.set_city(FieldText(told.city()));
  facts.set_employee(Id(told.employee()));
  facts.set_with_phone(told.with_phone());
}

void FoldRedistribution(const lead::v1::LeadEvent& event, v1::RedistributionFacts& facts) {
  if (event.meta().version() < facts.version()) return;
  const lead::v1::LeadsRedistributed& told = event.leads_redistributed();
  facts.set_version(event.meta().version());
  facts.set_time_ms(Millis(event.meta().occurred_time()));
  facts.set_owner(Id(told.owner()));
  facts.set_leads(std::int64_t{told.assigned()} + told.queued());
}

void FoldMarket(const lead::v1::LeadEvent& event, v1::MarketFacts& facts) {
  const std::int64_t recorded = Millis(event.meta().recorded_time());
  if (event.has_city_changed()) return SetMaximum(event.city_changed().monthly_maximum(), recorded, facts);
  const lead::v1::MarketUsed& told = event.market_used();
  SetMaximum(told.monthly_maximum(), recorded, facts);
  if (std::tuple(recorded, event.meta().version()) < std::tuple(facts.phones_ms(), facts.phones_version())) return;
  facts.set_phones_ms(recorded);
  facts.set_phones_version(event.meta().version());
  facts.set_phones(told.phones());
}

void FoldCoverage(const scheduling::v1::SchedulingEvent& event, absl::CivilMonth month, const absl::TimeZone& zone,
                  v1::CoverageFacts& facts) {
  if (event.meta().version() < facts.version()) return;
  facts.set_version(event.meta().version());
  // The hour under way is told of as well.
  const std::int64_t over = Millis(event.meta().recorded_time()) - kHourMillis;
  auto& thin = *facts.mutable_thin_ms();
  thin.erase(std::ranges::upper_bound(thin, over), thin.end());
  for (const scheduling::v1::CoverageHour& hour : event.coverage_changed().thin_hours()) {
    const std::int64_t start = Millis(hour.start_time());
    if (start > over && MonthAt(start, zone) == month) thin.Add(start);
  }
}

std::optional<ToldShift> ShiftOf(const scheduling::v1::SchedulingEvent& event) {
  if (event.has_shift_missed()) {
    return ToldShift{Id(event.shift_missed().employee()), Millis(event.shift_missed().shift_start_time())};
  }
  const scheduling::v1::EmployeeCheckedIn& came = event.employee_checked_in();
  if (!came.has_shift_start_time()) return std::nullopt;
  return ToldShift{Id(came.employee()), Millis(came.shift_start_time())};
}

void FoldShift(const scheduling::v1::SchedulingEvent& event, v1::ShiftFacts& facts) {
  if (event.has_shift_missed()) return facts.set_missed(true);
  const std::int64_t occurred = Millis(event.meta().occurred_time());
  if (facts.has_come_ms() && facts.come_ms() <= occurred) return;
  facts.set_come_ms(occurred);
  facts.set_late(event.employee_checked_in().late());
}

std::vector<absl::CivilMonth> MonthsOf(const scheduling::v1::SchedulingEvent& coverage, const absl::TimeZone& zone) {
  const absl::Time told = FromTimestamp(coverage.meta().recorded_time());
  const absl::CivilMonth last(DayOf(told + kCoverageAhead, zone));
  std::vector<absl::CivilMonth> months;
  for (absl::CivilMonth month(DayOf(told - absl::Hours(1), zone)); month <= last; ++month) months.push_back(month);
  return months;
}

std::vector<Amount> SpendContribution(const v1::SpendFacts& spend, absl::CivilDay day, std::string_view channel,
                                      std::string_view campaign) {
  std::vector<Amount> amounts;
  Count(Measure::kSpend, DayNumber(day), Credit{{channel, campaign, {}, {}, {}}}, spend.amount(), amounts);
  return amounts;
}

std::vector<Amount> VisitContribution(const v1::VisitFacts& visit, const absl::TimeZone& zone) {
  std::vector<Amount> amounts;
  if (!visit.has_time_ms()) return amounts;
  const Day day = DayAt(visit.time_ms(), zone);
  const Credit credit = Credit().With(v1::CITY, visit.city()).With(v1::LEAD_MANAGER, visit.employee());
  Count(Measure::kVisits, day, credit, 1, amounts);
  if (visit.with_phone()) Count(Measure::kVisitsWithPhone, day, credit, 1, amounts);
  return amounts;
}

std::vector<Amount> RedistributionContribution(const v1::RedistributionFacts& redistribution,
                                               const absl::TimeZone& zone) {
  std::vector<Amount> amounts;
  Count(Measure::kLeadsRedistributed, DayAt(redistribution.time_ms(), zone),
        Credit().With(v1::LEAD_MANAGER, redistribution.owner()), redistribution.leads(), amounts);
  return amounts;
}

std::vector<Amount> MarketContribution(const v1::MarketFacts& market, absl::CivilMonth month, std::string_view city) {
  std::vector<Amount> amounts;
  const Day day = DayNumber(absl::CivilDay(month));
  const Credit credit = Credit().With(v1::CITY, city);
  const bool capped = market.maximum() > 0;
  Count(capped ? Measure::kMarketPhones : Measure::kMarketPhonesUncapped, day, credit, market.phones(), amounts);
  Count(Measure::kMarketMaximum, day, credit, market.maximum(), amounts);
  return amounts;
}

std::vector<Amount> CoverageContribution(const v1::CoverageFacts& coverage, const absl::TimeZone& zone) {
  std::vector<Amount> amounts;
  for (const std::int64_t start : coverage.thin_ms()) Count(Measure::kThinHours, DayAt(start, zone), {}, 1, amounts);
  return amounts;
}

std::vector<Amount> ShiftContribution(const v1::ShiftFacts& facts, const ToldShift& shift, const absl::TimeZone& zone) {
  std::vector<Amount> amounts;
  const Day day = DayAt(shift.start_ms, zone);
  const Credit credit = Credit().With(v1::LEAD_MANAGER, shift.employee);
  // Who comes late was missed before.
  if (facts.late()) Count(Measure::kShiftsLate, day, credit, 1, amounts);
  if (facts.missed() && !facts.has_come_ms()) Count(Measure::kShiftsMissed, day, credit, 1, amounts);
  return amounts;
}

}  // namespace zamer::metrics
