// What a question to metrics costs with 1,000,000 leads against 1,000: at most 1.2 times as much.
//
// The counters of both are made by the service's own code from leads with whole journeys, and put where the service has
// them. The cost follows the number of counters that are filled, so the leads are drawn such that 1,000 fill as many
// days and pairs of values as 1,000,000.
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "services/common/time/timestamps.h"
#include "services/metrics/domain/catalogue.h"
#include "services/metrics/domain/contribution.h"
#include "services/metrics/domain/numbers.h"
#include "tests/bench/counter_sums.h"
#include "tests/bench/department.h"
#include "tests/bench/figures.h"
#include "tests/bench/made_up_leads.h"
#include "tests/support/caller.h"
#include "tests/support/cluster.h"

namespace zamer::bench {
namespace {

using metrics::v1::QueryKpisRequest;

constexpr int kRounds = 15;
constexpr absl::Duration kLeastPerRound = absl::Milliseconds(100);

// A department with so many leads.
struct Department {
  std::string id;
  int leads;
};
const Department kFew = {"thousand", 1'000};
const Department kMany = {"million", 1'000'000};

template <class Result>
Result Must(absl::StatusOr<Result> result) {
  if (result.ok()) return *std::move(result);
  std::fprintf(stderr, "%s\n", result.status().ToString().c_str());
  std::exit(1);
}

class Questions {
 public:
  Questions() {
    for (const Department& department : {kFew, kMany}) {
      Create(department);
      Fill(department);
    }
  }

  // Prints what the question costs; whether it is within the limit.
  bool Compare(const std::string& what, metrics::v1::Basis basis, const std::vector<std::string>& kpis) {
    Time(kFew, basis, kpis);
    Time(kMany, basis, kpis);
    std::vector<double> few, many, ratios;
    for (int round = 0; round < kRounds; ++round) {
      few.push_back(Time(kFew, basis, kpis));
      many.push_back(Time(kMany, basis, kpis));
      ratios.push_back(many.back() / few.back());
    }
    std::printf("  %s: %.2f ms at 1,000 leads, %.2f ms at 1,000,000\n", what.c_str(), Median(few), Median(many));
    return PrintAtMost(absl::StrCat(what, ": 1,000,000 leads / 1,000"), Median(ratios), 1.2);
  }

 private:
  void Create(const Department& department) {
    scheduling::v1::CreateDepartmentRequest request;
    request.set_department_id(department.id);
    request.mutable_department()->set_display_name(department.id);
    request.mutable_department()->set_time_zone("Europe/Moscow");
    request.mutable_department()->set_currency_code("RUB");
    Must(operator_.Call(&testing::SchedulingApi::CreateDepartment, request));
  }

  void Fill(const Department& department) {
    const absl::Time begin = absl::Now();
    MadeUpLeads leads(first_);
    CounterSums sums;
    for (int day = 0; day < kPeriodDays; ++day) {  // a day after the other, so that its sums stay in the cache
      for (int number = day; number < department.leads; number += kPeriodDays) {
        sums.Add(metrics::Contribution(leads.Draw(number), leads.zone()));
      }
    }
    const absl::Time summed = absl::Now();
    const std::int64_t counters = sums.WriteTo(cluster_.redis(), department.id);
    std::printf("  %d leads: %ld counters, summed in %.1f s, written in %.1f s\n", department.leads, counters,
                absl::ToDoubleSeconds(summed - begin), absl::ToDoubleSeconds(absl::Now() - summed));
  }

  QueryKpisRequest RequestFor(const Department& department, metrics::v1::Basis basis,
                              const std::vector<std::string>& kpis) const {
    QueryKpisRequest request;
    request.set_parent("departments/" + department.id);
    *request.mutable_period()->mutable_start_date() = ToDate(first_);
    *request.mutable_period()->mutable_end_date() = ToDate(first_ + (kPeriodDays - 1));
    request.set_basis(basis);
    request.mutable_kpis()->Assign(kpis.begin(), kpis.end());
    request.add_dimensions(metrics::v1::CHANNEL);
    request.add_dimensions(metrics::v1::LEAD_MANAGER);
    return request;
  }

  // Milliseconds of one question, of as many as take long enough to be told apart.
  double Time(const Department& department, metrics::v1::Basis basis, const std::vector<std::string>& kpis) {
    const QueryKpisRequest request = RequestFor(department, basis, kpis);
    const absl::Time begin = absl::Now();
    int asked = 0;
    absl::Duration took;
    do {
      const auto answer = Must(operator_.Call(&testing::MetricsApi::QueryKpis, request));
      if (answer.rows().empty()) Must(absl::StatusOr<int>(absl::NotFoundError("an answer without rows")));
      ++asked;
      took = absl::Now() - begin;
    } while (took < kLeastPerRound);
    return absl::ToDoubleMilliseconds(took) / asked;
  }

  testing::Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  testing::Seen seen_;
  testing::Caller operator_{cluster_, seen_, "services/zamerctl", "*", {type::v1::OPERATOR}};
  // The last day is yesterday, so that some of their meetings are still ahead.
  const absl::CivilDay first_ = absl::ToCivilDay(absl::Now(), absl::UTCTimeZone()) - kPeriodDays;
};

// The KPIs that are made of counts and sums alone. The others need to know which meetings are due by now.
std::vector<std::string> KpisWithoutMeetings() {
  std::vector<std::string> kpis;
  for (const metrics::Kpi& kpi : metrics::Catalogue()) {
    metrics::Needs needs;
    needs.Add(kpi, false);
    if (!needs.meetings()) kpis.push_back(kpi.id);
  }
  return kpis;
}

int Run() {
  std::printf("QueryKpis of %d days by channel and lead manager\n", kPeriodDays);
  Questions questions;
  const std::vector<std::string> counts = KpisWithoutMeetings();
  bool kept = true;
  for (const auto basis : {metrics::v1::EVENT_DATE, metrics::v1::COHORT}) {
    const std::string name = basis == metrics::v1::COHORT ? "by cohort" : "by event date";
    kept = questions.Compare(name + ", KPIs of counts and sums", basis, counts) && kept;
    kept = questions.Compare(name + ", all KPIs", basis, {}) && kept;
  }
  return kept ? 0 : 1;
}

}  // namespace
}  // namespace zamer::bench

int main() { return zamer::bench::Run(); }
