#include "tests/functional/import/expectation.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>
#include <absl/strings/substitute.h>

#include <stdexcept>

#include "tests/support/process.h"

namespace zamer::testing {
namespace {

constexpr absl::Duration kSqlPatience = absl::Minutes(3);
constexpr char kColumns[] = "\t";

std::int64_t ToNumber(const std::string& text) {
  std::int64_t number = 0;
  if (!absl::SimpleAtoi(text, &number)) throw std::runtime_error("sqlite3 gave no number: " + text);
  return number;
}

std::optional<std::int64_t> ToOptional(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(ToNumber(text));
}

// $0: the group's month, $1: its channel. Quantiles are by nearest rank, as docs/kpi.md says.
constexpr char kGrouped[] = R"sql(
  select kpi, month, channel, count(*), coalesce(sum(value), 0),
         max(case when place = (n * 500 + 999) / 1000 then value end),
         max(case when place = (n * 900 + 999) / 1000 then value end), sum(value <= 300)
  from (select *, row_number() over (partition by kpi, month, channel order by value) as place,
               count(*) over (partition by kpi, month, channel) as n
        from (select kpi, $0 as month, $1 as channel, value from fact))
  group by kpi, month, channel)sql";

void Put(const std::vector<std::string>& row, Numbers& numbers) {
  const std::string& kpi = row[0];
  const std::int64_t count = ToNumber(row[3]);
  const std::int64_t sum = ToNumber(row[4]);
  if (kpi == "leads") numbers.leads = count;
  if (kpi == "leads_with_contract") numbers.leads_with_contract = count;
  if (kpi == "contracts") numbers.contracts = count;
  if (kpi == "revenue") numbers.revenue = sum;
  if (kpi == "unpriced") numbers.revenue_unknown += count;
  if (kpi == "cash") numbers.cash = sum;
  if (kpi == "spend") numbers.spend = sum;
  if (kpi == "attempt") numbers.speed = {count, ToOptional(row[5]), ToOptional(row[6]), ToNumber(row[7])};
}

// Steps without a known day are in no number by event date; they are told as unknown.
void PutUndated(const std::vector<std::string>& row, Numbers& numbers) {
  const std::int64_t count = ToNumber(row[3]);
  if (row[0] == "leads_with_contract") numbers.leads_with_contract_unknown += count;
  if (row[0] == "contracts") {
    numbers.contracts_unknown += count;
    numbers.revenue_unknown += count;
  }
}

}  // namespace

Expectation::Expectation(const std::string& folder) : database_(dir_.File("export.db")) {
  Run({".mode csv", absl::StrCat(".import ", folder, "/deals.csv deals"),
       absl::StrCat(".import '|gzip -dc ", folder, "/calls.csv.gz' calls"),
       absl::StrCat(".import ", folder, "/spend.csv spend")});
  Run({absl::StrCat(".read ", ZAMER_SOURCE_DIR, "/tests/functional/import/expected.sql")});
}

void Expectation::Run(const std::vector<std::string>& commands) const {
  std::vector<std::string> args = {"-batch", database_};
  args.insert(args.end(), commands.begin(), commands.end());
  const ProcessResult result = RunProcess({.program = "sqlite3", .args = args}, kSqlPatience);
  if (result.exit_status != 0) throw std::runtime_error("sqlite3: " + result.output);
}

std::vector<std::vector<std::string>> Expectation::Query(const std::string& sql) const {
  const ProcessResult result =
      RunProcess({.program = "sqlite3", .args = {"-batch", "-separator", kColumns, database_, sql}}, kSqlPatience);
  if (result.exit_status != 0) throw std::runtime_error("sqlite3: " + result.output);
  std::vector<std::vector<std::string>> rows;
  for (const absl::string_view line : absl::StrSplit(result.output, '\n', absl::SkipEmpty())) {
    rows.push_back(absl::StrSplit(line, kColumns));
  }
  return rows;
}

Answer Expectation::Numbers(const Question& question) const {
  const std::string month = question.by_cohort ? "cohort_month" : "event_month";
  const std::string cut = question.by_month ? month : "''";
  // Facts of all months together, but never with those that have none.
  const std::string sql =
      absl::Substitute(kGrouped, absl::StrCat("case when ", month, " is null then 'unknown' else ", cut, " end"),
                       question.by_channel ? "replace(lower(channel), ' ', '-')" : "''");
  Answer answer;
  for (const std::vector<std::string>& row : Query(sql)) {
    if (row[1] == "unknown") {
      PutUndated(row, answer[{question.by_month ? "unknown" : "", row[2]}]);
    } else {
      Put(row, answer[{row[1], row[2]}]);
    }
  }
  std::erase_if(answer, [](const auto& group) { return group.second == testing::Numbers(); });
  return answer;
}

std::int64_t Expectation::Number(const std::string& sql) const { return ToNumber(Query(sql).at(0).at(0)); }

std::set<std::int64_t> Expectation::RejectedLines(const std::string& file) const {
  std::set<std::int64_t> lines;
  for (const auto& row : Query("select line from rejected where file = '" + file + "'")) lines.insert(ToNumber(row[0]));
  return lines;
}

void Expectation::LoadReport(const std::string& path) {
  Run({"drop table if exists report", ".mode csv", absl::StrCat(".import ", path, " report")});
}

std::set<std::int64_t> Expectation::ReportedLines(const std::string& severity, const std::string& phase) const {
  std::set<std::int64_t> lines;
  const std::string sql =
      absl::Substitute("select distinct line from report where severity = '$0' and phase = '$1'", severity, phase);
  for (const auto& row : Query(sql)) lines.insert(ToNumber(row[0]));
  return lines;
}

}  // namespace zamer::testing
