#include "services/metrics/exposed_kpis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <prometheus/text_serializer.h>

#include <string>
#include <utility>

#include "services/metrics/domain/evaluate.h"

namespace zamer::metrics {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Exposed(const v1::KpiRow& row) {
  SampleSet samples;
  ExposeKpis(row, {{"department", "d1"}}, samples);
  return prometheus::TextSerializer().Serialize(std::move(samples).Take());
}

TEST(ExposedKpis, NamesEachKindOfValue) {
  Numbers numbers;
  numbers.measures[Index(Measure::kLeads)] = 4;
  numbers.measures[Index(Measure::kPhones)] = 3;
  numbers.measures[Index(Measure::kSpend)] = 1000;
  numbers.measures[Index(Measure::kAttemptCases)] = 1;
  numbers.measures[Index(Measure::kAttemptMillis)] = 90'500;
  numbers.durations[Index(Timing::kAttempt)] = {{90, 1}};
  numbers.measures[Index(Measure::kAttemptsCases)] = 2;
  numbers.measures[Index(Measure::kAttemptsMillis)] = 7'000;
  numbers.durations[Index(Timing::kAttempts)] = {{2, 1}, {5, 1}};
  v1::KpiRow row;
  for (const char* kpi : {"leads", "phone_rate", "spend", "cpl", "speed_to_attempt", "attempts_per_lead"}) {
    *row.add_values() =
        Evaluate(*FindKpi(kpi), numbers, Numbers(), false, {v1::COHORT, "RUB", absl::Minutes(5), 4000, true});
  }
  const std::string text = Exposed(row);
  for (const char* line : {"zamer_leads{department=\"d1\"} 4", "zamer_phone_rate_num{department=\"d1\"} 3",
                           "zamer_phone_rate_den{department=\"d1\"} 4",
                           "zamer_spend_minor_units{department=\"d1\"} 1000", "zamer_cpl_num{department=\"d1\"} 1000",
                           "zamer_cpl_den{department=\"d1\"} 4", "zamer_speed_to_attempt_cases{department=\"d1\"} 1",
                           "zamer_speed_to_attempt_seconds{department=\"d1\",quantile=\"0.9\"} 90",
                           "zamer_speed_to_attempt_mean_seconds{department=\"d1\"} 90.5",
                           "zamer_speed_to_attempt_within_limit_num{department=\"d1\"} 1",
                           "zamer_attempts_per_lead_cases{department=\"d1\"} 2",
                           "zamer_attempts_per_lead{department=\"d1\",quantile=\"0.5\"} 2",
                           "zamer_attempts_per_lead{department=\"d1\",quantile=\"0.9\"} 5",
                           "zamer_attempts_per_lead_mean{department=\"d1\"} 3.5"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

TEST(ExposedKpis, TellsInTotalHowManyCasesAreUnknown) {
  Numbers numbers;
  numbers.measures[Index(Measure::kMeetingsDue)] = 5;
  numbers.measures[Index(Measure::kMeetingsDueOpen)] = 2;
  const EvaluationContext context{v1::EVENT_DATE, "RUB", absl::Minutes(5), 4000, true};
  v1::KpiRow row;
  *row.add_values() = Evaluate(*FindKpi("show_rate"), numbers, Numbers(), false, context);
  *row.add_values() = Evaluate(*FindKpi("leads"), numbers, Numbers(), false, context);
  Numbers undated;
  undated.measures[Index(Measure::kLeadsSigned)] = 3;
  *row.add_values() = Evaluate(*FindKpi("contracts"), numbers, undated, false, context);
  EXPECT_THAT(Exposed(row), HasSubstr("zamer_show_rate_unknown{department=\"d1\"} 2"));
  EXPECT_THAT(Exposed(row), HasSubstr("zamer_contracts_unknown{department=\"d1\"} 3")) << "of no known day";
  EXPECT_THAT(Exposed(row), Not(HasSubstr("zamer_leads_unknown"))) << "nothing can be unknown of it";
  row.add_dimension_values("anna");
  EXPECT_THAT(Exposed(row), Not(HasSubstr("_unknown")));
}

TEST(ExposedKpis, ShowsOfAPersonWhatHeHasCasesOfAndHisZeros) {
  Numbers numbers;
  numbers.measures[Index(Measure::kMeetingsDue)] = 2;
  const EvaluationContext context{v1::EVENT_DATE, "RUB", absl::Minutes(5), 4000, true};
  v1::KpiRow row;
  for (const char* kpi :
       {"show_rate", "close_rate", "speed_to_talk", "attempts_per_lead", "cpl", "no_shows_designer"}) {
    *row.add_values() = Evaluate(*FindKpi(kpi), numbers, Numbers(), false, context);
  }
  EXPECT_THAT(Exposed(row), HasSubstr("zamer_close_rate_den{department=\"d1\"} 0")) << "in total everything is there";
  row.add_dimension_values("daria");
  const std::string text = Exposed(row);
  EXPECT_THAT(text, HasSubstr("zamer_show_rate_num{department=\"d1\"} 0"));
  EXPECT_THAT(text, HasSubstr("zamer_show_rate_den{department=\"d1\"} 2"));
  EXPECT_THAT(text, HasSubstr("zamer_no_shows_designer{department=\"d1\"} 0"));
  for (const char* none : {"zamer_close_rate", "zamer_speed_to_talk", "zamer_attempts_per_lead", "zamer_cpl"}) {
    EXPECT_THAT(text, Not(HasSubstr(none)));
  }
}

}  // namespace
}  // namespace zamer::metrics
