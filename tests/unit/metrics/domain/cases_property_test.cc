// The sum of a number's cases is the number, whatever happened and however it is asked for.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "services/common/time/timestamps.h"
#include "services/metrics/domain/answer.h"
#include "services/metrics/domain/cases.h"
#include "tests/unit/metrics/amount_of.h"
#include "tests/unit/metrics/stories.h"

namespace zamer::metrics {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the vocabulary of told.h

struct Question {
  v1::Basis basis;
  absl::CivilDay first;
  absl::CivilDay last;
  std::vector<v1::DimensionFilter> filters;
};

v1::DimensionFilter SomeFilter(v1::Dimension dimension) {
  static const std::vector<std::string> kValues[kDimensions] = {{"", Channel("vk"), Channel("site")},
                                                                {""},
                                                                {"", "Tver", "Omsk"},
                                                                {"", Person("anna"), Person("olga")},
                                                                {"", Person("boris")},
                                                                {"", "price"}};
  v1::DimensionFilter filter;
  filter.set_dimension(dimension);
  const auto& values = kValues[IndexOf(dimension)];
  filter.add_values(*rc::gen::elementOf(values));
  if (Maybe()) filter.add_values(*rc::gen::elementOf(values));
  return filter;
}

// A combination that numbers are kept by.
std::set<v1::Dimension> SomeDimensions() {
  std::set<v1::Dimension> dimensions;
  const int percent = *rc::gen::element(20, 80);
  for (int i = 0; i < kDimensions; ++i) {
    if (Maybe(percent)) dimensions.insert(static_cast<v1::Dimension>(i + 1));
  }
  if (dimensions.size() > 2) dimensions.erase(v1::CAMPAIGN);
  return dimensions;
}

Question SomeQuestion() {
  Question question;
  question.basis = Maybe() ? v1::COHORT : v1::EVENT_DATE;
  question.first = absl::CivilDay(2026, 2, 23) + *rc::gen::inRange(0, 14);
  question.last = question.first + *rc::gen::inRange(0, 14);
  for (const v1::Dimension dimension : SomeDimensions()) question.filters.push_back(SomeFilter(dimension));
  return question;
}

template <class Request>
Request Ask(const Question& question) {
  Request request;
  request.set_parent(std::string(kDepartment));
  *request.mutable_period()->mutable_start_date() = ToDate(question.first);
  *request.mutable_period()->mutable_end_date() = ToDate(question.last);
  request.set_basis(question.basis);
  for (const v1::DimensionFilter& filter : question.filters) *request.add_filters() = filter;
  return request;
}

// All KPIs as a query answers them; those of nothing when there is no row.
v1::KpiRow Answered(const Memory& memory, const Question& question, absl::Time now) {
  const QueryPlan plan = PlanQuery(Ask<v1::QueryKpisRequest>(question)).value();
  AnswerContext context;
  context.evaluation = {question.basis, "RUB", absl::Minutes(15), 0, plan.quantiles(), now};
  context.now = now;
  const v1::QueryKpisResponse answer = AnswerQuery(plan, memory.Aggregate(plan, now), context).value();
  if (!answer.rows().empty()) return answer.rows(0);
  v1::KpiRow row;
  for (const Kpi& kpi : Catalogue()) *row.add_values() = Evaluate(kpi, {}, {}, false, context.evaluation);
  return row;
}

struct Sum {
  std::int64_t amount = 0;
  absl::Duration duration;
};
// The subjects must be found by the index on the day on which they count.
Sum Summed(const Memory& memory, const CasePlan& plan, absl::Time now) {
  Sum sum;
  memory.ForEachSubject([&](const Subject& subject, const std::vector<Amount>& amounts) {
    for (const Case& found : FindCases(plan, amounts, now)) {
      sum.amount += found.amount;
      if (found.duration) sum.duration += FromProtoDuration(*found.duration);
      RC_ASSERT(subject.kind == KindOf((plan.terms.empty() ? plan.undated : plan.terms).front().measure));
      RC_ASSERT(memory.Count(CasesHashOf(found.day), FieldOf(subject)) == 1);
    }
  });
  return sum;
}

RC_GTEST_PROP(Cases, AddUpToTheNumber, ()) {
  const Memory memory = Mixed(SomeStories());
  const Question question = SomeQuestion();
  const absl::Time now = SomeTime();
  const v1::KpiRow row = Answered(memory, question, now);
  for (int i = 0; i < row.values_size(); ++i) {
    for (const v1::CasePart part : {v1::NUMERATOR, v1::DENOMINATOR, v1::UNKNOWN}) {
      auto request = Ask<v1::ListCasesRequest>(question);
      request.set_kpi(row.values(i).kpi());
      request.set_part(part);
      const absl::StatusOr<CasePlan> plan = PlanCases(request);
      if (!plan.ok()) continue;  // it has no such part
      const Sum sum = Summed(memory, *plan, now);
      if (sum.amount != AmountOf(row.values(i), part)) RC_FAIL(request.ShortDebugString());
      const bool timed = Catalogue()[static_cast<std::size_t>(i)].kind == KpiKind::kTiming && part == v1::NUMERATOR;
      if (!timed || sum.amount == 0) continue;
      const absl::Duration mean = FromProtoDuration(row.values(i).distribution().mean());
      RC_ASSERT(absl::AbsDuration(mean * sum.amount - sum.duration) <= absl::Milliseconds(sum.amount));
    }
  }
}

}  // namespace
}  // namespace zamer::metrics
