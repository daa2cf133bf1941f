#include "tests/functional/import/answers.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_join.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "tests/support/eventually.h"

namespace zamer::testing {
namespace {

using metrics::v1::KpiRow;
using metrics::v1::KpiValue;
using metrics::v1::QueryKpisRequest;
using metrics::v1::QueryKpisResponse;

constexpr double kClose = 1e-9;

void SetDay(int year, int month, int day, google::type::Date& date) {
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
}

QueryKpisRequest RequestFor(const std::string& department, const Question& question) {
  QueryKpisRequest request;
  request.set_parent("departments/" + department);
  SetDay(2023, 1, 1, *request.mutable_period()->mutable_start_date());
  SetDay(2024, 12, 31, *request.mutable_period()->mutable_end_date());
  request.set_basis(question.by_cohort ? metrics::v1::COHORT : metrics::v1::EVENT_DATE);
  for (const char* kpi : {"leads", "leads_with_contract", "contracts", "lead_to_contract", "revenue_gross", "cash",
                          "spend", "cpl", "cost_per_contract", "speed_to_attempt"}) {
    request.add_kpis(kpi);
  }
  if (question.by_month) request.set_granularity(metrics::v1::MONTH);
  if (question.by_channel) request.add_dimensions(metrics::v1::CHANNEL);
  return request;
}

Group GroupOf(const KpiRow& row, const Question& question) {
  Group group;
  if (question.by_month) {
    group.month =
        row.has_date() ? absl::StrFormat("%04d-%02d", row.date().year(), row.date().month()) : std::string("unknown");
  }
  if (question.by_channel) group.channel = std::string(LastSegment(row.dimension_values(0)));
  return group;
}

// The 95 % Wilson interval, as the roots of (p - share)^2 = z^2 p (1 - p) / n.
void ExpectRate(const metrics::v1::Ratio& ratio) {
  if (ratio.denominator() == 0) {
    EXPECT_FALSE(ratio.has_rate());
    return;
  }
  const double n = static_cast<double>(ratio.denominator());
  const double share = static_cast<double>(ratio.numerator()) / n;
  EXPECT_NEAR(ratio.rate(), share, kClose);
  if (share > 1) return;  // a rate of the period has no interval then
  const double z2 = 1.959963984540054 * 1.959963984540054;
  const double a = 1 + z2 / n;
  const double b = -(2 * share + z2 / n);
  const double root = std::sqrt(b * b - 4 * a * share * share);
  EXPECT_NEAR(ratio.lower(), (-b - root) / (2 * a), kClose);
  EXPECT_NEAR(ratio.upper(), (-b + root) / (2 * a), kClose);
}

void ExpectCost(const metrics::v1::MoneyRatio& cost) {
  EXPECT_EQ(cost.has_minor_units(), cost.denominator() > 0);
  if (cost.denominator() == 0) return;
  const std::lldiv_t parts = std::lldiv(cost.numerator().minor_units(), cost.denominator());
  const auto twice = 2 * parts.rem;
  const bool up = twice > cost.denominator() || (twice == cost.denominator() && parts.quot % 2 != 0);
  EXPECT_EQ(cost.minor_units(), parts.quot + (up ? 1 : 0));
}

Speed SpeedOf(const metrics::v1::Distribution& distribution) {
  Speed speed;
  speed.cases = distribution.count();
  if (distribution.has_p50()) speed.p50 = distribution.p50().seconds();
  if (distribution.has_p90()) speed.p90 = distribution.p90().seconds();
  speed.within_five_minutes = distribution.within_limit().numerator();
  EXPECT_EQ(distribution.within_limit().denominator(), distribution.count());
  ExpectRate(distribution.within_limit());
  return speed;
}

void Put(const KpiValue& value, Numbers& numbers) {
  const std::string& kpi = value.kpi();
  if (kpi == "leads") numbers.leads = value.count();
  if (kpi == "leads_with_contract") {
    numbers.leads_with_contract = value.count();
    numbers.leads_with_contract_unknown = value.unknown();
  }
  if (kpi == "contracts") {
    numbers.contracts = value.count();
    numbers.contracts_unknown = value.unknown();
  }
  if (kpi == "revenue_gross") {
    numbers.revenue = value.money().minor_units();
    numbers.revenue_unknown = value.unknown();
  }
  if (kpi == "cash") numbers.cash = value.money().minor_units();
  if (kpi == "spend") numbers.spend = value.money().minor_units();
  if (kpi == "speed_to_attempt") numbers.speed = SpeedOf(value.distribution());
}

// What is made of other numbers of the row.
void ExpectDerived(const KpiValue& value, const Numbers& numbers) {
  if (value.kpi() == "lead_to_contract") {
    EXPECT_EQ(value.ratio().numerator(), numbers.leads_with_contract);
    EXPECT_EQ(value.ratio().denominator(), numbers.leads);
    ExpectRate(value.ratio());
  }
  if (value.kpi() == "cpl" || value.kpi() == "cost_per_contract") {
    EXPECT_EQ(value.money_ratio().numerator().minor_units(), numbers.spend);
    EXPECT_EQ(value.money_ratio().denominator(), value.kpi() == "cpl" ? numbers.leads : numbers.contracts);
    ExpectCost(value.money_ratio());
  }
}

template <class Api, class Request, class Response>
absl::Status SeeFeed(Caller& caller, Seen& seen, const std::string& service,
                     grpc::Status (Api::*method)(grpc::ClientContext*, const Request&, Response*)) {
  ZAMER_ASSIGN_OR_RETURN(const Response feed, caller.Call(method, Request()));
  for (int partition = 0; partition < feed.latest_cursors_size(); ++partition) {
    const std::string& cursor = feed.latest_cursors(partition);
    if (!cursor.empty()) seen.Note(absl::StrCat(service, "/", partition, "/", cursor));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status SeeAll(const Cluster& cluster, Seen& seen) {
  // Its own Seen: the services need not have read each other's feeds to tell where their own end.
  Seen nothing;
  Caller caller(cluster, nothing, "services/test", "*", {type::v1::OPERATOR});
  ZAMER_RETURN_IF_ERROR(SeeFeed(caller, seen, "lead", &LeadApi::GetFeed));
  ZAMER_RETURN_IF_ERROR(SeeFeed(caller, seen, "contract", &ContractApi::GetFeed));
  return SeeFeed(caller, seen, "scheduling", &SchedulingApi::GetFeed);
}

absl::StatusOr<Answer> Ask(Caller& caller, const std::string& department, const Question& question) {
  absl::StatusOr<QueryKpisResponse> response;
  Eventually(
      [&] {
        response = caller.Call(&MetricsApi::QueryKpis, RequestFor(department, question));
        return !absl::IsUnavailable(response.status()) && !absl::IsDeadlineExceeded(response.status());
      },
      absl::Minutes(3));
  ZAMER_RETURN_IF_ERROR(response.status());
  Answer answer;
  for (const KpiRow& row : response->rows()) {
    Numbers& numbers = answer[GroupOf(row, question)];
    for (const KpiValue& value : row.values()) Put(value, numbers);
    for (const KpiValue& value : row.values()) ExpectDerived(value, numbers);
  }
  std::erase_if(answer, [](const auto& group) { return group.second == Numbers(); });
  return answer;
}

}  // namespace zamer::testing
