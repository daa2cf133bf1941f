#include "services/metrics/target_reader.h"

#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/time/months.h"
#include "services/common/time/timestamps.h"
#include "services/metrics/domain/catalogue.h"
#include "services/metrics/domain/evaluate.h"
#include "services/metrics/domain/working_month.h"
#include "services/metrics/metrics_records.h"
#include "zamer/metrics/v1/target_records.pb.h"

namespace zamer::metrics {
namespace {

absl::CivilMonth MonthOf(const google::type::Date& date) { return absl::CivilMonth(date.year(), date.month()); }

v1::KpiValue NothingOf(const v1::Target& target) {
  EvaluationContext context;
  context.basis = v1::EVENT_DATE;
  context.currency_code = target.money().currency_code();
  return Evaluate(*FindKpi(target.kpi()), {}, {}, false, context);
}

// The facts of some targets of one department, read together.
class Facts {
 public:
  void Want(const v1::Target& target) {
    parent_ = DepartmentNameOf(DepartmentOf(target.name()));
    wanted_[{MonthOf(target.month()), target.dimension()}].insert(target.kpi());
  }

  asio::awaitable<absl::Status> Read(KpiReader& reader, absl::Time deadline) {
    std::vector<QueryPlan> plans;
    plans.reserve(wanted_.size());
    for (const auto& [question, kpis] : wanted_) {
      ZAMER_CO_ASSIGN_OR_RETURN(plans.emplace_back(), PlanQuery(RequestOf(question, kpis)));
    }
    ZAMER_CO_ASSIGN_OR_RETURN(const KpiReader::Answers read,
                              co_await reader.QueryAll(plans, ReadMode::kInTurns, deadline));
    auto answer = read.answers.begin();
    for (const auto& [question, kpis] : wanted_) Keep(question, *answer++);
    co_return absl::OkStatus();
  }

  // Rows are there only where something was counted.
  v1::KpiValue Of(const v1::Target& target) const {
    const Question question{MonthOf(target.month()), target.dimension()};
    const auto found = facts_.find({question, target.employee(), target.kpi()});
    return found == facts_.end() ? NothingOf(target) : found->second;
  }

 private:
  using Question = std::pair<absl::CivilMonth, v1::Dimension>;

  v1::QueryKpisRequest RequestOf(const Question& question, const std::set<std::string>& kpis) const {
    const auto& [month, dimension] = question;
    v1::QueryKpisRequest request;
    request.set_parent(parent_);
    *request.mutable_period()->mutable_start_date() = ToDate(absl::CivilDay(month));
    *request.mutable_period()->mutable_end_date() = ToDate(absl::CivilDay(month + 1) - 1);
    request.set_basis(v1::EVENT_DATE);
    if (dimension != v1::DIMENSION_UNSPECIFIED) request.add_dimensions(dimension);
    request.mutable_kpis()->Assign(kpis.begin(), kpis.end());
    return request;
  }

  void Keep(const Question& question, const v1::QueryKpisResponse& answer) {
    for (const v1::KpiRow& row : answer.rows()) {
      const std::string employee = row.dimension_values().empty() ? std::string() : row.dimension_values(0);
      for (const v1::KpiValue& value : row.values()) facts_[{question, employee, value.kpi()}] = value;
    }
  }

  std::string parent_;
  std::map<Question, std::set<std::string>> wanted_;
  std::map<std::tuple<Question, std::string, std::string>, v1::KpiValue> facts_;
};

}  // namespace

asio::awaitable<absl::StatusOr<TargetReader::Targets>> TargetReader::Read(std::string department, MonthRange range,
                                                                          absl::Time deadline) {
  std::vector<store::Key> keys;
  keys.reserve(static_cast<std::size_t>(range.last - range.first + 1));
  for (absl::CivilMonth month = range.first; month <= range.last; ++month) {
    keys.push_back(TargetMonthKey(department, FormatMonth(month)));
  }
  ZAMER_CO_ASSIGN_OR_RETURN(auto reads, co_await store_.GetAll<v1::TargetMonth>(std::move(keys), deadline));
  Targets targets;
  for (auto& read : reads) {
    if (read.record) targets.MergeFrom(read.record->targets());
  }
  co_return targets;
}

asio::awaitable<absl::StatusOr<TargetReader::Months>> TargetReader::WorkingMonths(std::string department,
                                                                                  MonthRange range, absl::Time now,
                                                                                  absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::DepartmentFacts facts,
                            co_await reader_.Department(std::move(department), deadline));
  Months months;
  months.reserve(static_cast<std::size_t>(range.last - range.first + 1));
  for (absl::CivilMonth month = range.first; month <= range.last; ++month) {
    ZAMER_CO_ASSIGN_OR_RETURN(months.emplace_back(), WorkingMonthOf(facts, month, now));
  }
  co_return months;
}

asio::awaitable<absl::Status> TargetReader::Measure(Targets& targets, const Months& months, absl::Time deadline) {
  if (targets.empty()) co_return absl::OkStatus();
  Facts facts;
  for (const v1::Target& target : targets) facts.Want(target);
  ZAMER_CO_RETURN_IF_ERROR(co_await facts.Read(reader_, deadline));
  std::map<absl::CivilMonth, const v1::WorkingMonth*> by_month;
  for (const v1::WorkingMonth& month : months) by_month[MonthOf(month.month())] = &month;
  for (v1::Target& target : targets) {
    *target.mutable_progress() = ProgressOf(target, facts.Of(target), *by_month.at(MonthOf(target.month())));
  }
  co_return absl::OkStatus();
}

}  // namespace zamer::metrics
