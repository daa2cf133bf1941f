// What a number counts, case by case.
#include "services/metrics/domain/cases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/common/time/timestamps.h"
#include "services/metrics/domain/case_index.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/metrics/memory.h"

namespace zamer::metrics {
namespace {

using testing::Booked;
using testing::Called;
using testing::Created;
using ::testing::ElementsAre;
using testing::Held;
using ::testing::IsEmpty;
using testing::Memory;
using testing::Noon;
using testing::PhoneCaptured;
using testing::Revoked;
using testing::Signed;
using testing::StateBecame;
using zamer::testing::IsOk;
using zamer::testing::StatusIs;

const Day kMonday = DayNumber(absl::CivilDay(2026, 3, 2));

v1::ListCasesRequest March(v1::Basis basis, const std::string& kpi, v1::CasePart part = v1::NUMERATOR) {
  v1::ListCasesRequest request;
  request.set_parent("departments/d1");
  *request.mutable_period()->mutable_start_date() = ToDate(absl::CivilDay(2026, 3, 1));
  *request.mutable_period()->mutable_end_date() = ToDate(absl::CivilDay(2026, 3, 31));
  request.set_basis(basis);
  request.set_kpi(kpi);
  request.set_part(part);
  return request;
}

// A case without its credit, which is gone with the facts.
struct Line {
  std::string subject;
  Day day;
  std::int64_t amount;
  std::int64_t seconds = -1;  // -1: none
  friend bool operator==(const Line&, const Line&) = default;
  friend void PrintTo(const Line& line, std::ostream* out) {
    *out << line.subject << " on day " << line.day - kMonday << ": " << line.amount << ", " << line.seconds << " s";
  }
};

std::vector<Line> CasesIn(const Memory& memory, const v1::ListCasesRequest& request, absl::Time now = Noon(30)) {
  const CasePlan plan = PlanCases(request).value();
  std::vector<Line> lines;
  memory.ForEachSubject([&](const Subject& subject, const std::vector<Amount>& amounts) {
    for (const Case& found : FindCases(plan, amounts, now)) {
      lines.push_back({subject.id, found.day, found.amount, found.duration ? found.duration->seconds() : -1});
    }
  });
  return lines;
}

TEST(FindCases, CountsALeadOnTheDayOfTheStepOrOfItsArrival) {
  Memory memory;
  memory.TellAll(Created("a", Noon()), Created("b", Noon(1)), PhoneCaptured("a", 2, "anna", Noon(3)));
  EXPECT_THAT(CasesIn(memory, March(v1::EVENT_DATE, "phones")), ElementsAre(Line{"a", kMonday + 3, 1}));
  EXPECT_THAT(CasesIn(memory, March(v1::COHORT, "phones")), ElementsAre(Line{"a", kMonday, 1}));
  EXPECT_THAT(CasesIn(memory, March(v1::COHORT, "phone_rate", v1::DENOMINATOR)),
              ElementsAre(Line{"a", kMonday, 1}, Line{"b", kMonday + 1, 1}));
}

TEST(FindCases, KeepsThePeriodAndTheValuesAskedFor) {
  Memory memory;
  memory.TellAll(Created("a", Noon(), "vk"), Created("b", Noon(), "site"), Created("c", Noon(-9), "vk"),
                 Created("d", Noon(), ""));
  v1::ListCasesRequest request = March(v1::COHORT, "leads");
  v1::DimensionFilter& filter = *request.add_filters();
  filter.set_dimension(v1::CHANNEL);
  filter.add_values("departments/d1/channels/vk");
  EXPECT_THAT(CasesIn(memory, request), ElementsAre(Line{"a", kMonday, 1}));
  filter.set_values(0, "");
  EXPECT_THAT(CasesIn(memory, request), ElementsAre(Line{"d", kMonday, 1}));
}

TEST(FindCases, PassesOverWhatIsTakenOffTheSameDay) {
  lead::v1::LeadEvent unclear = Created("a", Noon());
  unclear.mutable_lead_created()->set_phone_unknown(true);
  Memory memory;
  memory.TellAll(unclear, Created("b", Noon()));
  EXPECT_THAT(CasesIn(memory, March(v1::COHORT, "phone_rate", v1::DENOMINATOR)), ElementsAre(Line{"b", kMonday, 1}));
  EXPECT_THAT(CasesIn(memory, March(v1::COHORT, "phone_rate", v1::UNKNOWN)), ElementsAre(Line{"a", kMonday, 1}));
}

TEST(FindCases, ShowsWhatIsTakenOffAnotherDay) {
  const auto contract = testing::ContractOf("a", Noon(1), 500);
  Memory memory;
  memory.TellAll(Created("a", Noon()), Signed("c", 1, Noon(1), contract), Revoked("c", 2, Noon(4), contract));
  EXPECT_THAT(CasesIn(memory, March(v1::EVENT_DATE, "revenue_net")),
              ElementsAre(Line{"a", kMonday + 1, 500}, Line{"a", kMonday + 4, -500}));
  EXPECT_THAT(CasesIn(memory, March(v1::COHORT, "revenue_net")), IsEmpty());
}

TEST(FindCases, AddsUpWhatOneLeadAddsOnOneDay) {
  Memory memory;
  memory.TellAll(Created("a", Noon()), Called("a", 2, "anna", Noon(1), true),
                 Called("a", 3, "anna", Noon(1) + absl::Hours(1), true), Called("a", 4, "olga", Noon(1), true));
  EXPECT_THAT(CasesIn(memory, March(v1::EVENT_DATE, "calls_without_consent")),
              ElementsAre(Line{"a", kMonday + 1, 2}, Line{"a", kMonday + 1, 1}));
}

TEST(FindCases, CountsAMeetingOnceItsMinuteHasCome) {
  Memory memory;
  memory.TellAll(Created("a", Noon()), Booked("m", 1, Noon(), testing::MeetingOf("a", Noon(2))));
  for (const v1::Basis basis : {v1::EVENT_DATE, v1::COHORT}) {
    EXPECT_THAT(CasesIn(memory, March(basis, "meetings_due"), Noon(2) - absl::Seconds(1)), IsEmpty());
  }
  EXPECT_THAT(CasesIn(memory, March(v1::EVENT_DATE, "meetings_due"), Noon(2)), ElementsAre(Line{"a", kMonday + 2, 1}));
  EXPECT_THAT(CasesIn(memory, March(v1::COHORT, "show_rate", v1::UNKNOWN), Noon(2)),
              ElementsAre(Line{"a", kMonday, 1}));
}

TEST(FindCases, SaysHowLongItTook) {
  Memory memory;
  memory.TellAll(Created("a", Noon()), PhoneCaptured("a", 2, "anna", Noon() + absl::Seconds(4321)),
                 Created("b", Noon()), PhoneCaptured("b", 2, "anna", Noon()));
  EXPECT_THAT(CasesIn(memory, March(v1::EVENT_DATE, "time_to_phone")),
              ElementsAre(Line{"a", kMonday, 1, 4321}, Line{"b", kMonday, 1, 0}));
  EXPECT_THAT(CasesIn(memory, March(v1::EVENT_DATE, "phones")),
              ElementsAre(Line{"a", kMonday, 1}, Line{"b", kMonday, 1}));
}

TEST(FindCases, SaysHowOldAStageIsInWholeHours) {
  Memory memory;
  memory.TellAll(Created("a", Noon()), StateBecame("a", 2, lead::v1::Lead::NURTURING, Noon(1)));
  EXPECT_THAT(CasesIn(memory, March(v1::EVENT_DATE, "age_nurturing"), Noon(2) + absl::Minutes(59)),
              ElementsAre(Line{"a", kMonday + 1, 1, 24 * 3600}));
}

TEST(FindCases, GivesUndatedCasesTheDayOfNoDay) {
  Memory memory;
  memory.TellAll(Created("a", Noon()), Signed("c", 1, Noon(3), testing::ContractOf("a", std::nullopt, 500)));
  EXPECT_THAT(CasesIn(memory, March(v1::EVENT_DATE, "contracts")), IsEmpty());
  EXPECT_THAT(CasesIn(memory, March(v1::EVENT_DATE, "contracts", v1::UNKNOWN)), ElementsAre(Line{"a", kUnknownDay, 1}));
  EXPECT_THAT(CasesIn(memory, March(v1::COHORT, "contracts", v1::UNKNOWN)), IsEmpty());
}

TEST(ShownCase, NamesTheDimensionsThatAreGiven) {
  const CasePlan plan = PlanCases(March(v1::EVENT_DATE, "contracts", v1::UNKNOWN)).value();
  const Credit credit{{"vk", "", "Tver", "anna", ""}};
  const v1::KpiCase shown = ShownCase(plan, "departments/d1/leads/a", {kMonday, credit, 2});
  EXPECT_EQ(shown.subject(), "departments/d1/leads/a");
  EXPECT_EQ(shown.date().day(), 2);
  EXPECT_EQ(shown.amount(), 2);
  EXPECT_FALSE(shown.has_duration());
  ASSERT_EQ(shown.dimensions_size(), 3);
  EXPECT_EQ(shown.dimensions(0).value(), "departments/d1/channels/vk");
  EXPECT_EQ(shown.dimensions(1).value(), "Tver");
  EXPECT_EQ(shown.dimensions(2).dimension(), v1::LEAD_MANAGER);
  EXPECT_FALSE(ShownCase(plan, "", {kUnknownDay, credit, 1}).has_date());
}

TEST(PlanCases, RefusesAPartThatTheKpiDoesNotHave) {
  EXPECT_THAT(PlanCases(March(v1::COHORT, "leads", v1::DENOMINATOR)), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(PlanCases(March(v1::COHORT, "time_to_phone", v1::DENOMINATOR)), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(PlanCases(March(v1::COHORT, "leads", v1::CASE_PART_UNSPECIFIED)), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(PlanCases(March(v1::COHORT, "romi")), StatusIs(Reason::kFieldInvalid)) << "no case says what it adds";
  EXPECT_THAT(PlanCases(March(v1::COHORT, "romi", v1::DENOMINATOR)), IsOk());
  EXPECT_THAT(PlanCases(March(v1::COHORT, "leads", v1::UNKNOWN)), IsOk()) << "none is unknown";
  EXPECT_THAT(PlanCases(March(v1::COHORT, "happiness")), StatusIs(Reason::kKpiNotFound));
}

TEST(SubjectKinds, AreOneForAllTermsOfAPart) {
  for (const Kpi& kpi : Catalogue()) {
    Terms unknown = kpi.unknown;
    unknown.insert(unknown.end(), kpi.undated.begin(), kpi.undated.end());
    for (const Terms& terms : {kpi.numerator, kpi.denominator, unknown}) {
      for (const Term& term : terms) EXPECT_EQ(KindOf(term.measure), KindOf(terms.front().measure)) << kpi.id;
    }
  }
}

TEST(CaseIndex, ReadsBackItsFields) {
  for (const SubjectKind kind : {SubjectKind::kLead, SubjectKind::kSpend, SubjectKind::kVisit, SubjectKind::kMarket,
                                 SubjectKind::kRedistribution, SubjectKind::kCoverage, SubjectKind::kShift}) {
    const Subject subject{"2026-03-02/vk/a\x1fz", kind};
    EXPECT_EQ(SubjectOf(FieldOf(subject)), subject);
  }
  for (const char* text : {"", "a", "a\x1f", "a\x1fq", "a\x1fll"}) EXPECT_EQ(SubjectOf(text), std::nullopt) << text;
}

TEST(CaseIndex, FindsALeadOnTheDaysOnWhichItCountsNow) {
  const std::string field = FieldOf({"a", SubjectKind::kLead});
  Memory memory;
  memory.TellAll(Created("a", Noon()), PhoneCaptured("a", 3, "anna", Noon(2)));
  EXPECT_EQ(memory.Count("cases/2026-03-02", field), 1);
  EXPECT_EQ(memory.Count("cases/2026-03-04", field), 1);
  memory.Tell(Created("a", Noon(-1), "vk", "Tver", 2));  // corrected
  EXPECT_EQ(memory.Count("cases/2026-03-01", field), 1);
  EXPECT_EQ(memory.Count("cases/2026-03-02", field), 0);
}

}  // namespace
}  // namespace zamer::metrics
