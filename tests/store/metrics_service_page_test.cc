// What a scrape shows is what docs/kpi.md says of Prometheus.
#include <absl/strings/str_replace.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "services/common/time/manual_clock.h"
#include "services/common/time/months.h"
#include "services/metrics/domain/catalogue.h"
#include "tests/store/metrics_fixture.h"
#include "tests/support/doc_page.h"

namespace zamer::metrics::testing {
namespace {

using zamer::testing::DocPage;
using zamer::testing::DocRow;
using zamer::testing::Quoted;
using zamer::testing::RunOnLoop;

using Names = std::set<std::string>;

const std::map<std::string, std::vector<KpiKind>> kKinds = {
    {"count", {KpiKind::kCount}},
    {"ratio, cost per something, average",
     {KpiKind::kShare, KpiKind::kQuotient, KpiKind::kMoneyRatio, KpiKind::kReturn}},
    {"amount", {KpiKind::kMoney}},
    {"duration", {KpiKind::kTiming, KpiKind::kAge}},
    {"spread of a count", {KpiKind::kSpread}},
    {"any of them, in total, where something may be missing",
     {KpiKind::kCount, KpiKind::kShare, KpiKind::kQuotient, KpiKind::kMoneyRatio, KpiKind::kReturn, KpiKind::kMoney,
      KpiKind::kTiming, KpiKind::kAge, KpiKind::kSpread}}};

class ScrapePageTest : public MetricsFixture {
 protected:
  // Of a department in which something has happened lately.
  std::vector<prometheus::MetricFamily> Scrape() {
    const absl::Time now = absl::Now();
    const auto meeting = MeetingOf("a", now - absl::Hours(3));
    const auto contract = ContractOf("a", now - absl::Hours(1), 1000, "m");
    Replica& replica = StartReplica();
    TellAll(Department(), Created("a", now - absl::Hours(5)), Assigned("a", 2, "anna", now - absl::Hours(5)),
            Attempted("a", 3, "anna", now - absl::Hours(5) + absl::Minutes(1)),
            Called("a", 5, "anna", now - absl::Hours(4), false), PhoneCaptured("a", 4, "anna", now - absl::Hours(4)),
            Booked("m", 1, now - absl::Hours(4), meeting), Held("m", 2, now - absl::Hours(1), meeting),
            Signed("c", 1, now - absl::Hours(1), contract), HandedOver("c", 2, now, contract),
            Revoked("c", 3, now, contract), CityDescribed("Tver", 1, 40, now));
    CatchUp();
    return RunOnLoop(loop_, replica.collector.Gather(absl::Now() + absl::Seconds(10))).value();
  }

  static Names NamesOf(const std::vector<prometheus::MetricFamily>& families, prometheus::MetricType type) {
    Names names;
    for (const auto& family : families) {
      if (family.type == type) names.insert(family.name);
    }
    return names;
  }

  Names NamesOfTargets() const {
    Names names;
    for (const std::string& quoted : Quoted(page_.Section("Plan and fact as gauges"))) {
      if (quoted.starts_with("zamer_")) names.insert(quoted);
    }
    return names;
  }

  const DocPage page_{ZAMER_SOURCE_DIR "/docs/kpi.md"};
  const std::string section_ = page_.Section("Prometheus");
};

TEST_F(ScrapePageTest, HasTheNamesThatThePageGivesToEachKindOfKpi) {
  const Names shown = NamesOf(Scrape(), prometheus::MetricType::Gauge);
  Names allowed = {"zamer_kpi_up"};
  allowed.merge(NamesOfTargets());
  for (const DocRow& row : page_.Table("Prometheus")) {
    for (const std::string& quoted : Quoted(row.at(1))) {
      const std::string pattern = quoted.substr(0, quoted.find('{'));
      Names names;
      for (const Kpi& kpi : Catalogue()) {
        if (std::ranges::count(kKinds.at(row.at(0)), kpi.kind) == 0) continue;
        names.insert(absl::StrReplaceAll(pattern, {{"<kpi>", kpi.id}}));
      }
      const auto is_shown = [&](const std::string& name) { return shown.contains(name); };
      EXPECT_TRUE(std::ranges::any_of(names, is_shown)) << "nothing is called " << pattern;
      allowed.merge(names);
    }
  }
  for (const std::string& name : shown) EXPECT_TRUE(allowed.contains(name)) << name << " is not on the page";
}

TEST_F(ScrapePageTest, HasTheNamesThatThePageGivesToTargets) {
  Replica& replica = StartReplica();
  Tell(Department());
  CatchUp();
  v1::SetTargetRequest request;
  request.set_parent(std::string(kDepartment));
  *request.mutable_target()->mutable_month() = MonthDate(absl::CivilMonth(2026, 3));
  request.mutable_target()->set_kpi("leads");
  request.mutable_target()->set_count(5);
  ASSERT_THAT(Call(Head(), &Api::SetTarget, request), zamer::testing::IsOk());
  const ManualClock clock(Noon(7));
  const PrometheusCollector collector(loop_, clock, replica.reader, replica.targets);
  const auto families = RunOnLoop(loop_, collector.Gather(absl::Now() + absl::Seconds(10))).value();
  Names shown = NamesOf(families, prometheus::MetricType::Gauge);
  shown.insert("zamer_targets_hidden");  // only where there are too many
  for (const std::string& name : NamesOfTargets()) EXPECT_TRUE(shown.contains(name)) << name;
}

TEST_F(ScrapePageTest, HasTheCountersThatThePageLists) {
  Names listed;
  for (const std::string& name : Quoted(section_)) {
    if (name.ends_with("_total")) listed.insert(name);
  }
  EXPECT_EQ(NamesOf(Scrape(), prometheus::MetricType::Counter), listed);
}

TEST_F(ScrapePageTest, HasTheLabelsAndTheirValuesThatThePageLists) {
  std::map<std::string, Names> listed;  // those of which the page lists the values
  static const std::regex kLabel(R"(`(\w+)` \(((?:`\w+`[, \n]*)+)\))");
  for (std::sregex_iterator it(section_.begin(), section_.end(), kLabel), end; it != end; ++it) {
    const std::vector<std::string> values = Quoted((*it)[2].str());
    listed[(*it)[1]] = Names(values.begin(), values.end());
  }
  std::map<std::string, Names> shown;
  for (const auto& family : Scrape()) {
    for (const auto& metric : family.metric) {
      for (const auto& label : metric.label) shown[label.name].insert(label.value);
    }
  }
  ASSERT_EQ(listed.size(), 3u);
  for (const auto& [label, values] : listed) EXPECT_EQ(shown[label], values) << label;
  Names others = listed["by"];  // each is a label of its own
  others.insert({"department", "basis", "window", "by", "quantile"});
  for (const auto& [label, values] : shown) EXPECT_TRUE(others.contains(label)) << label;
}

}  // namespace
}  // namespace zamer::metrics::testing
