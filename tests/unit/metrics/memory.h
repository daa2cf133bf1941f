// The counters of one department without a store: what the service does with events, in memory.
#pragma once
#include <absl/time/time.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/time/zone.h"
#include "services/metrics/domain/aggregation.h"
#include "services/metrics/domain/case_index.h"
#include "services/metrics/domain/contribution.h"
#include "services/metrics/domain/facts.h"
#include "services/metrics/domain/subjects.h"
#include "tests/unit/metrics/told.h"

namespace zamer::metrics::testing {

using AnyEvent = std::variant<lead::v1::LeadEvent, scheduling::v1::SchedulingEvent, contract::v1::ContractEvent>;
// Hash and field to amount, without zeros.
using CounterMap = std::map<std::pair<std::string, std::string>, std::int64_t>;

class Memory {
 public:
  explicit Memory(std::string_view zone = "Europe/Moscow") : zone_(LoadZone(zone).value()) {}

  void Tell(const AnyEvent& event) {
    std::visit([&](const auto& told) { Apply(told); }, event);
  }
  template <class... Events>
  void TellAll(const Events&... told) {
    (Tell(AnyEvent(told)), ...);
  }

  const CounterMap& counters() const { return counters_; }
  std::int64_t Count(const std::string& hash, const std::string& field) const {
    const auto found = counters_.find({hash, field});
    return found == counters_.end() ? 0 : found->second;
  }
  // Told each subject and what it adds.
  template <class Use>
  void ForEachSubject(Use use) const {
    for (const auto& [id, facts] : facts_) use(LeadOf(id), Contribution(facts, zone_));
    for (const auto& [key, spend] : spend_) {
      use(SpendOf(key.first, key.second), SpendContribution(spend, key.second, key.first, ""));
    }
    for (const auto& [id, visit] : visits_) use(Subject{id, SubjectKind::kVisit}, VisitContribution(visit, zone_));
    for (const auto& [id, done] : redistributions_) {
      use(Subject{id, SubjectKind::kRedistribution}, RedistributionContribution(done, zone_));
    }
    for (const auto& [key, market] : markets_) {
      use(MarketOf(key.first, key.second), MarketContribution(market, key.first, key.second));
    }
    for (const auto& [month, coverage] : coverage_) use(CoverageOf(month), CoverageContribution(coverage, zone_));
    for (const auto& [key, shift] : shifts_) {
      use(ShiftOf(key.first, key.second), ShiftContribution(shift, {key.first, key.second}, zone_));
    }
  }
  // All counters, made anew of the facts as they are now.
  CounterMap Recounted() const {
    Memory fresh(zone_);
    ForEachSubject(
        [&](const Subject& subject, const std::vector<Amount>& amounts) { fresh.Replace(subject, {}, amounts); });
    return fresh.counters_;
  }
  const std::map<std::string, v1::LeadFacts>& facts() const { return facts_; }

  // The numbers of a plan, as if read from the store.
  Aggregation Aggregate(const QueryPlan& plan, absl::Time now = absl::InfiniteFuture()) const {
    Aggregation aggregation(plan);
    for (const Grouping& grouping : aggregation.groupings()) {
      for (Day day = plan.first; day <= plan.last; ++day) AddDay(grouping, plan.basis, day, aggregation);
      if (plan.basis == v1::EVENT_DATE) AddDay(grouping, plan.basis, kUnknownDay, aggregation);
      for (const auto& [day, meetings] : Hash(kMeetingDaysHash))
        AddMeetings(grouping, std::stoi(day), now, aggregation);
    }
    return aggregation;
  }

 private:
  explicit Memory(absl::TimeZone zone) : zone_(zone) {}

  std::vector<std::pair<std::string, std::int64_t>> Hash(std::string_view name) const {
    std::vector<std::pair<std::string, std::int64_t>> fields;
    for (auto at = counters_.lower_bound({std::string(name), ""}); at != counters_.end() && at->first.first == name;
         ++at) {
      fields.emplace_back(at->first.second, at->second);
    }
    return fields;
  }

  void AddDay(const Grouping& grouping, v1::Basis basis, Day day, Aggregation& aggregation) const {
    for (const auto& [field, value] : Hash(grouping.HashOf(basis, day))) {
      aggregation.AddMeasure(grouping, day, field, value);
    }
    for (const auto& [field, value] : Hash(grouping.DurationsHashOf(basis, day))) {
      aggregation.AddDuration(grouping, day, field, value);
    }
  }

  void AddMeetings(const Grouping& grouping, Day day, absl::Time now, Aggregation& aggregation) const {
    for (const auto& [field, value] : Hash(grouping.MeetingsHashOf(day))) {
      aggregation.AddMeeting(grouping, day, field, value, now);
    }
  }

  static Subject LeadOf(const std::string& id) { return {id, SubjectKind::kLead}; }
  static Subject SpendOf(const std::string& channel, absl::CivilDay day) {
    return {absl::StrCat(FormatDay(day), "/", channel, "/"), SubjectKind::kSpend};
  }
  static Subject MarketOf(absl::CivilMonth month, const std::string& city) {
    return {absl::StrCat(CoverageOf(month).id, "/", city), SubjectKind::kMarket};
  }
  static Subject CoverageOf(absl::CivilMonth month) {
    return {FormatDay(absl::CivilDay(month)).substr(0, 7), SubjectKind::kCoverage};
  }
  static Subject ShiftOf(const std::string& employee, std::int64_t start_ms) {
    return {absl::StrCat(employee, "/", start_ms), SubjectKind::kShift};
  }

  // The subject adds `after` instead of `before`.
  void Replace(const Subject& subject, const std::vector<Amount>& before, const std::vector<Amount>& after) {
    IndexCases(subject, before, after, [&](std::string_view name, std::string_view field, std::int64_t change) {
      Increment(name, field, change);
    });
    for (const Amount& amount : Difference(before, after)) {
      Spread(amount.cell,
             [&](std::string_view name, std::string_view field) { Increment(name, field, amount.amount); });
    }
  }
  void Increment(std::string_view name, std::string_view field, std::int64_t change) {
    std::int64_t& counter = counters_[{std::string(name), std::string(field)}];
    counter += change;
    if (counter == 0) counters_.erase({std::string(name), std::string(field)});
  }

  std::string RootOf(std::string lead) {
    while (!facts_[lead].merged_into().empty()) lead = facts_[lead].merged_into();
    return lead;
  }

  template <class Fold>
  void Change(const std::string& lead, Fold fold) {
    const std::string root = RootOf(lead);
    v1::LeadFacts changed = facts_[root];
    fold(changed, root == lead ? std::string() : lead);
    Replace(LeadOf(root), Contribution(facts_[root], zone_), Contribution(changed, zone_));
    facts_[root] = std::move(changed);
  }

  void Merge(const std::string& merged, const std::string& survivor, std::int64_t version) {
    if (version < facts_[merged].merge_version()) return;
    const std::string from = RootOf(merged);
    const std::string to = RootOf(survivor);
    if (from == to) return;
    v1::LeadFacts emptied = facts_[from];
    v1::LeadFacts joined = facts_[to];
    Absorb(joined, from, emptied);
    emptied.set_merged_into(from == merged ? survivor : to);
    emptied.set_merge_version(from == merged ? version : facts_[from].merge_version());
    Replace(LeadOf(from), Contribution(facts_[from], zone_), Contribution(emptied, zone_));
    Replace(LeadOf(to), Contribution(facts_[to], zone_), Contribution(joined, zone_));
    facts_[from] = std::move(emptied);
    facts_[to] = std::move(joined);
  }

  bool WasMergedInto(std::string lead, const std::string& into) {
    while (!lead.empty() && lead != into) lead = facts_[lead].merged_into();
    return lead == into;
  }

  void Unmerge(const std::string& lead, std::int64_t version) {
    if (facts_[lead].merged_into().empty() || version < facts_[lead].merge_version()) return;
    const std::string from = RootOf(lead);
    Going going;
    for (const v1::LeadPart& part : facts_[from].parts()) {
      if (!part.lead().empty() && WasMergedInto(part.lead(), lead)) going.leads.insert(part.lead());
    }
    v1::LeadFacts left = facts_[from];
    v1::LeadFacts freed = Release(left, lead, going);
    freed.set_merge_version(version);
    Replace(LeadOf(from), Contribution(facts_[from], zone_), Contribution(left, zone_));
    Replace(LeadOf(lead), Contribution(facts_[lead], zone_), Contribution(freed, zone_));
    facts_[from] = std::move(left);
    facts_[lead] = std::move(freed);
  }

  // Facts of what is no lead: `fold` changes them, `contribution` says what they add.
  template <class Facts, class Fold, class Contribute>
  void ChangeSubject(const Subject& subject, Facts& known, Fold fold, Contribute contribution) {
    const Facts before = known;
    fold(known);
    Replace(subject, contribution(before), contribution(known));
  }

  void Spend(const lead::v1::LeadEvent& told) {
    const absl::CivilDay day = FromDate(told.spend_recorded().date()).value();
    const std::string channel = Id(told.spend_recorded().channel());
    ChangeSubject(
        SpendOf(channel, day), spend_[{channel, day}], [&](auto& facts) { FoldSpend(told, facts); },
        [&](const auto& facts) { return SpendContribution(facts, day, channel, ""); });
  }
  void Market(const lead::v1::LeadEvent& told) {
    const auto& month = told.market_used().month();
    const absl::CivilMonth key = told.has_market_used()
                                     ? absl::CivilMonth(month.year(), month.month())
                                     : absl::CivilMonth(DayOf(FromTimestamp(told.meta().recorded_time()), zone_));
    const std::string city = told.has_market_used() ? told.market_used().city() : told.city_changed().city();
    ChangeSubject(
        MarketOf(key, city), markets_[{key, city}], [&](auto& facts) { FoldMarket(told, facts); },
        [&](const auto& facts) { return MarketContribution(facts, key, city); });
  }
  void Coverage(const scheduling::v1::SchedulingEvent& told) {
    for (const absl::CivilMonth month : MonthsOf(told, zone_)) {
      ChangeSubject(
          CoverageOf(month), coverage_[month], [&](auto& facts) { FoldCoverage(told, month, zone_, facts); },
          [&](const auto& facts) { return CoverageContribution(facts, zone_); });
    }
  }

  void Apply(const lead::v1::LeadEvent& told) {
    const std::string lead = Id(told.meta().subject());
    if (told.has_spend_recorded()) return Spend(told);
    if (told.has_lead_merged()) {
      return Merge(lead, Id(told.lead_merged().survivor()), told.meta().version());
    }
    if (told.has_lead_unmerged()) return Unmerge(lead, told.meta().version());
    if (told.has_market_used() || told.has_city_changed()) return Market(told);
    if (told.has_visit_recorded()) {
      return ChangeSubject(
          {lead, SubjectKind::kVisit}, visits_[lead], [&](auto& facts) { FoldVisit(told, facts); },
          [&](const auto& facts) { return VisitContribution(facts, zone_); });
    }
    if (told.has_leads_redistributed()) {
      return ChangeSubject(
          {lead, SubjectKind::kRedistribution}, redistributions_[lead],
          [&](auto& facts) { FoldRedistribution(told, facts); },
          [&](const auto& facts) { return RedistributionContribution(facts, zone_); });
    }
    Change(lead, [&](v1::LeadFacts& facts, const std::string& part) { FoldLead(told, PartOf(facts, part)); });
  }
  void Apply(const scheduling::v1::SchedulingEvent& told) {
    if (told.has_coverage_changed()) return Coverage(told);
    if (const auto shift = metrics::ShiftOf(told)) {
      return ChangeSubject(
          ShiftOf(shift->employee, shift->start_ms), shifts_[{shift->employee, shift->start_ms}],
          [&](auto& facts) { FoldShift(told, facts); },
          [&](const auto& facts) { return ShiftContribution(facts, *shift, zone_); });
    }
    const auto* meeting = metrics::MeetingOf(told);
    if (meeting == nullptr) return;
    Change(Id(meeting->lead()), [&](v1::LeadFacts& facts, const std::string&) { FoldMeeting(told, facts); });
  }
  void Apply(const contract::v1::ContractEvent& told) {
    const auto* contract = metrics::ContractOf(told);
    if (contract == nullptr) return;
    Change(Id(contract->lead()),
           [&](v1::LeadFacts& facts, const std::string&) { FoldContract(told, "RUB", facts).IgnoreError(); });
  }

  absl::TimeZone zone_;
  std::map<std::string, v1::LeadFacts> facts_;
  std::map<std::pair<std::string, absl::CivilDay>, v1::SpendFacts> spend_;
  std::map<std::string, v1::VisitFacts> visits_;
  std::map<std::string, v1::RedistributionFacts> redistributions_;
  std::map<std::pair<absl::CivilMonth, std::string>, v1::MarketFacts> markets_;
  std::map<absl::CivilMonth, v1::CoverageFacts> coverage_;
  std::map<std::pair<std::string, std::int64_t>, v1::ShiftFacts> shifts_;
  CounterMap counters_;
};

}  // namespace zamer::metrics::testing
