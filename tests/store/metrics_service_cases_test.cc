// What numbers count, on a real Redis, over gRPC: the sum of the cases is the number.
#include <algorithm>
#include <functional>
#include <set>

#include "services/metrics/domain/catalogue.h"
#include "tests/store/metrics_fixture.h"
#include "tests/unit/metrics/amount_of.h"

namespace zamer::metrics {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the vocabulary of told.h
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using zamer::testing::StatusIs;

class ListCasesTest : public MetricsFixture {
 protected:
  static v1::ListCasesRequest CasesOf(const v1::QueryKpisRequest& query, const std::string& kpi,
                                      v1::CasePart part = v1::NUMERATOR) {
    v1::ListCasesRequest request;
    request.set_parent(query.parent());
    *request.mutable_period() = query.period();
    request.set_basis(query.basis());
    *request.mutable_filters() = query.filters();
    request.set_kpi(kpi);
    request.set_part(part);
    return request;
  }
  static v1::ListCasesRequest MarchCases(const std::string& kpi, v1::Basis basis = v1::EVENT_DATE,
                                         v1::CasePart part = v1::NUMERATOR) {
    return CasesOf(March(basis), kpi, part);
  }

  static v1::ListCasesRequest FilteredBy(v1::ListCasesRequest request, v1::Dimension dimension,
                                         const std::string& value) {
    v1::DimensionFilter& filter = *request.add_filters();
    filter.set_dimension(dimension);
    filter.add_values(value);
    return request;
  }
  // Whom a visitor's token names.
  static std::string IdOf(type::v1::Role role) { return absl::StrCat("visitor-", role, "-of-d1"); }

  // All pages.
  std::vector<v1::KpiCase> All(const v1::ListCasesRequest& request) { return All(Head(), request); }
  std::vector<v1::KpiCase> All(Visitor& visitor, v1::ListCasesRequest request) {
    std::vector<v1::KpiCase> cases;
    do {
      const auto page = Call(visitor, &Api::ListCases, request);
      EXPECT_THAT(page, zamer::testing::IsOk());
      if (!page.ok()) break;
      EXPECT_LE(page->cases_size(), request.page_size() == 0 ? 50 : request.page_size());
      cases.insert(cases.end(), page->cases().begin(), page->cases().end());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return cases;
  }
  static std::vector<std::string> Texts(const std::vector<v1::KpiCase>& cases) {
    std::vector<std::string> texts;
    texts.reserve(cases.size());
    for (const v1::KpiCase& one : cases) texts.push_back(one.ShortDebugString());
    return texts;
  }
  static std::vector<std::string> Subjects(const std::vector<v1::KpiCase>& cases) {
    std::vector<std::string> subjects;
    subjects.reserve(cases.size());
    for (const v1::KpiCase& one : cases) subjects.push_back(one.subject());
    return subjects;
  }

  // For each KPI, the sum of each part's cases against the answer of the same question.
  void ExpectSums(const v1::QueryKpisRequest& query) {
    const v1::QueryKpisResponse answer = Call(Head(), &Api::QueryKpis, query).value();
    ASSERT_EQ(answer.rows_size(), 1);
    for (const v1::KpiValue& value : answer.rows(0).values()) {
      for (const v1::CasePart part : {v1::NUMERATOR, v1::DENOMINATOR, v1::UNKNOWN}) {
        const v1::ListCasesRequest request = CasesOf(query, value.kpi(), part);
        if (!PlanCases(request).ok()) continue;  // it has no such part
        std::int64_t sum = 0;
        for (const v1::KpiCase& one : All(request)) sum += one.amount();
        EXPECT_EQ(sum, AmountOf(value, part)) << request.ShortDebugString();
      }
    }
  }

  // Everything that is counted.
  void TellAScene() {
    TellAMonth();
    TellAll(NotThere("anna", 30, Noon()), CheckedIn("anna", 31, Noon(), Noon() + absl::Minutes(9), true),
            NotThere("olga", 30, Noon(1)), Spent("site", 1, absl::CivilDay(2026, 3, 4), 700));
    lead::v1::LeadEvent unclear = Created("unclear", Noon(), "vk");
    unclear.mutable_lead_created()->set_phone_unknown(true);
    unclear.mutable_lead_created()->set_meeting_unknown(true);
    TellAll(unclear, Created("ahead", Noon()),
            Booked("far", 1, Noon(), testing::MeetingOf("ahead", absl::Now() + absl::Hours(48))));
    CatchUp();
  }
};

TEST_F(ListCasesTest, AddsUpToEveryNumber) {
  StartReplica();
  TellAScene();
  ExpectSums(March(v1::EVENT_DATE));
  ExpectSums(March(v1::COHORT));
}

TEST_F(ListCasesTest, AddsUpToEveryNumberOfSomeValues) {
  StartReplica();
  TellAScene();
  v1::QueryKpisRequest query = March(v1::EVENT_DATE);
  v1::DimensionFilter& channel = *query.add_filters();
  channel.set_dimension(v1::CHANNEL);
  channel.add_values(Channel("vk"));
  v1::DimensionFilter& manager = *query.add_filters();
  manager.set_dimension(v1::LEAD_MANAGER);
  manager.add_values(Person("anna"));
  manager.add_values("");
  ExpectSums(query);
}

TEST_F(ListCasesTest, NamesWhatCounts) {
  StartReplica();
  TellAScene();
  EXPECT_THAT(Subjects(All(MarchCases("visits"))), UnorderedElementsAre(Name("visits", "v1"), Name("visits", "v2")));
  EXPECT_THAT(Subjects(All(MarchCases("shifts_late"))), ElementsAre(Person("anna")));
  EXPECT_THAT(Subjects(All(MarchCases("shifts_missed"))), ElementsAre(Person("olga")));
  EXPECT_THAT(Subjects(All(MarchCases("leads_redistributed"))), ElementsAre(Person("anna")));
  EXPECT_THAT(Subjects(All(MarchCases("market_saturation"))), ElementsAre(""));
  EXPECT_THAT(Subjects(All(MarchCases("phones", v1::COHORT, v1::UNKNOWN))), ElementsAre(LeadName("unclear")));
  const std::vector<v1::KpiCase> spend = All(MarchCases("spend"));
  ASSERT_THAT(Subjects(spend), ElementsAre("", ""));
  EXPECT_EQ(spend[0].amount(), 1500);
  ASSERT_EQ(spend[0].dimensions_size(), 1);
  EXPECT_EQ(spend[0].dimensions(0).value(), Channel("vk"));
}

TEST_F(ListCasesTest, NamesTheLeadThatGoesOnAfterAMerge) {
  StartReplica();
  TellAll(Department(), Created("a", Noon()), Created("b", Noon()), PhoneCaptured("b", 2, "anna", Noon(1)));
  CatchUp();
  EXPECT_THAT(Subjects(All(MarchCases("phones"))), ElementsAre(LeadName("b")));
  Tell(Merged("b", 3, "a", Noon(2)));
  CatchUp();
  EXPECT_THAT(Subjects(All(MarchCases("phones"))), ElementsAre(LeadName("a")));
  EXPECT_THAT(Subjects(All(MarchCases("leads"))), ElementsAre(LeadName("a")));
}

TEST_F(ListCasesTest, LeavesOutMeetingsThatAreStillAhead) {
  StartReplica();
  const absl::Time now = absl::Now();
  TellAll(Department(), Created("a", now), Created("b", now),
          Booked("m1", 1, now, testing::MeetingOf("a", now - absl::Minutes(2))),
          Booked("m2", 1, now, testing::MeetingOf("b", now + absl::Hours(2))));
  CatchUp();
  v1::ListCasesRequest request = MarchCases("meetings_due");
  const absl::CivilDay today = DayOf(now, LoadZone("Europe/Moscow").value());
  *request.mutable_period()->mutable_start_date() = ToDate(today - 1);
  *request.mutable_period()->mutable_end_date() = ToDate(today + 1);
  EXPECT_THAT(Subjects(All(request)), ElementsAre(LeadName("a")));
}

TEST_F(ListCasesTest, GivesEachCaseOnOnePageInTheOrderOfDays) {
  StartReplica();
  TellAScene();
  // By event date one lead may have several cases on a day.
  for (const char* kpi : {"leads", "calls_without_consent", "thin_hours", "cash"}) {
    const std::vector<v1::KpiCase> whole = All(MarchCases(kpi));
    EXPECT_TRUE(std::ranges::is_sorted(whole, {}, [](const v1::KpiCase& one) { return one.date().day(); })) << kpi;
    for (const int size : {1, 3, 7, 500}) {
      v1::ListCasesRequest request = MarchCases(kpi);
      request.set_page_size(size);
      EXPECT_EQ(Texts(All(request)), Texts(whole)) << kpi << " by " << size;
    }
  }
}

TEST_F(ListCasesTest, GivesSeveralCasesOfOneLeadOnADayOneByOne) {
  StartReplica();
  TellAll(Department(), Created("a", Noon()), Called("a", 2, "anna", Noon(), true),
          Called("a", 3, "olga", Noon(), true), Called("a", 4, "vera", Noon(), true), Created("b", Noon()),
          Called("b", 2, "anna", Noon(), true));
  CatchUp();
  v1::ListCasesRequest request = MarchCases("calls_without_consent");
  for (const int size : {1, 2, 3, 4}) {
    request.set_page_size(size);
    EXPECT_THAT(Subjects(All(request)), ElementsAre(LeadName("a"), LeadName("a"), LeadName("a"), LeadName("b")));
  }
}

TEST_F(ListCasesTest, PutsWhatHasNoDayAtTheEnd) {
  StartReplica();
  TellAll(Department(), Created("a", Noon()), Signed("c1", 1, Noon(), testing::ContractOf("a", std::nullopt)),
          Created("b", Noon()), Signed("c2", 1, Noon(), testing::ContractOf("b", Noon(1), std::nullopt)));
  CatchUp();
  const auto cases = All(MarchCases("revenue_gross", v1::EVENT_DATE, v1::UNKNOWN));
  ASSERT_THAT(Subjects(cases), ElementsAre(LeadName("b"), LeadName("a")));
  EXPECT_TRUE(cases[0].has_date());
  EXPECT_FALSE(cases[1].has_date());
}

TEST_F(ListCasesTest, WalksThroughMoreThanItReadsAtOnce) {
  StartReplica();
  Tell(Department());
  std::set<std::string> leads;
  for (int i = 0; i < 450; ++i) {
    Tell(Created(absl::StrCat("l", i), Noon()));
    leads.insert(LeadName(absl::StrCat("l", i)));
  }
  CatchUp();
  v1::ListCasesRequest request = MarchCases("leads");
  request.set_page_size(1000);
  const auto page = Call(Head(), &Api::ListCases, request).value();
  EXPECT_LE(page.cases_size(), 500);
  const std::vector<std::string> subjects = Subjects(All(MarchCases("leads")));
  EXPECT_EQ(std::set<std::string>(subjects.begin(), subjects.end()), leads);
  EXPECT_EQ(subjects.size(), leads.size());
  EXPECT_THAT(All(MarchCases("phones")), IsEmpty());
}

TEST_F(ListCasesTest, SaysUpToWhenEventsAreCounted) {
  StartReplica();
  TellAll(Department(), Created("a", Noon(3)));
  CatchUp();
  EXPECT_EQ(FromTimestamp(Call(Head(), &Api::ListCases, MarchCases("leads"))->as_of_time()), Noon(3));
}

TEST_F(ListCasesTest, GivesPeopleTheCasesOfTheirOwnNumbers) {
  StartReplica();
  const std::string manager = IdOf(type::v1::LEAD_MANAGER);
  const std::string designer = IdOf(type::v1::DESIGNER);
  const auto meeting_of_a = testing::MeetingOf("a", Noon(3), manager, "boris");
  const auto meeting_of_b = testing::MeetingOf("b", Noon(3), "olga", designer);
  TellAll(Department(), Created("a", Noon()), Created("b", Noon()), Created("c", Noon()),
          PhoneCaptured("a", 2, manager, Noon(1)), PhoneCaptured("b", 2, "olga", Noon(1)),
          PhoneCaptured("c", 2, manager, Noon(2)), Booked("m1", 1, Noon(2), meeting_of_a),
          Booked("m2", 1, Noon(2), meeting_of_b), Held("m1", 2, Noon(3), meeting_of_a),
          Held("m2", 2, Noon(3), meeting_of_b));
  CatchUp();
  Visitor& anna = As(type::v1::LEAD_MANAGER);
  Visitor& boris = As(type::v1::DESIGNER);
  v1::ListCasesRequest phones = FilteredBy(MarchCases("phones"), v1::LEAD_MANAGER, Person(manager));
  phones.set_page_size(1);
  EXPECT_THAT(Subjects(All(anna, phones)), ElementsAre(LeadName("a"), LeadName("c")));
  EXPECT_THAT(Subjects(All(anna, FilteredBy(MarchCases("meetings"), v1::LEAD_MANAGER, Person(manager)))),
              ElementsAre(LeadName("a")));
  EXPECT_THAT(Subjects(All(boris, FilteredBy(MarchCases("meetings"), v1::DESIGNER, Person(designer)))),
              ElementsAre(LeadName("b")));
}

TEST_F(ListCasesTest, GivesNobodyMoreThanHisNumbers) {
  using type::v1::Role;
  StartReplica();
  Tell(Department());
  CatchUp();
  const v1::ListCasesRequest department = MarchCases("meetings");
  const v1::ListCasesRequest city = FilteredBy(department, v1::CITY, "Tver");
  const std::set<Role> everybodys = {Role::MARKETER, Role::SALES_HEAD, Role::SERVICE, Role::OPERATOR};
  const std::set<Role> own = {Role::LEAD_MANAGER, Role::OFFICE_MANAGER, Role::DESIGNER};
  for (int number = 1; type::v1::Role_IsValid(number); ++number) {
    const Role role = static_cast<Role>(number);
    const auto expect = [&](const v1::ListCasesRequest& request, bool allowed) {
      const absl::Status said = Call(As(role), &Api::ListCases, request).status();
      if (allowed) EXPECT_THAT(said, zamer::testing::IsOk()) << Role_Name(role) << request.ShortDebugString();
      if (!allowed) EXPECT_THAT(said, StatusIs(Reason::kRoleNotAllowed)) << Role_Name(role) << request.DebugString();
    };
    const bool all = everybodys.contains(role);
    expect(department, all);
    expect(city, all);
    for (const v1::Dimension dimension : {v1::LEAD_MANAGER, v1::DESIGNER}) {
      expect(FilteredBy(department, dimension, Person(IdOf(role))), all || own.contains(role));
      expect(FilteredBy(city, dimension, Person(IdOf(role))), all || own.contains(role));
      expect(FilteredBy(department, dimension, Person("olga")), all);
      v1::ListCasesRequest both = FilteredBy(department, dimension, Person(IdOf(role)));
      both.mutable_filters(0)->add_values(Person("olga"));
      expect(both, all);
    }
  }
}

TEST_F(ListCasesTest, RefusesAPageTokenOfAnotherList) {
  StartReplica();
  TellAScene();
  v1::ListCasesRequest request = MarchCases("leads");
  request.set_page_size(2);
  const std::string token = Call(Head(), &Api::ListCases, request)->next_page_token();
  ASSERT_FALSE(token.empty());
  request.set_page_token(token);
  request.set_page_size(3);
  EXPECT_THAT(Call(Head(), &Api::ListCases, request), zamer::testing::IsOk()) << "another size is the same list";
  const auto with = [&](const std::function<void(v1::ListCasesRequest&)>& change) {
    v1::ListCasesRequest other = request;
    change(other);
    return Call(Head(), &Api::ListCases, other).status();
  };
  EXPECT_THAT(with([](auto& other) { other.set_kpi("phones"); }), StatusIs(Reason::kPageTokenInvalid));
  EXPECT_THAT(with([](auto& other) { other.set_basis(v1::COHORT); }), StatusIs(Reason::kPageTokenInvalid));
  EXPECT_THAT(with([](auto& other) { other.mutable_period()->mutable_end_date()->set_day(30); }),
              StatusIs(Reason::kPageTokenInvalid));
  EXPECT_THAT(with([&](auto& other) { other.set_page_token(token.substr(0, token.size() / 2)); }),
              StatusIs(Reason::kPageTokenInvalid));
}

TEST_F(ListCasesTest, RefusesWhatItCannotList) {
  StartReplica();
  Tell(Department());
  CatchUp();
  EXPECT_THAT(Call(Head(), &Api::ListCases, MarchCases("happiness")), StatusIs(Reason::kKpiNotFound));
  EXPECT_THAT(Call(Head(), &Api::ListCases, MarchCases("leads", v1::COHORT, v1::DENOMINATOR)),
              StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(Call(As(type::v1::SALES_HEAD, "d2"), &Api::ListCases, MarchCases("leads")),
              StatusIs(Reason::kOtherDepartment));
  v1::ListCasesRequest elsewhere = MarchCases("leads");
  elsewhere.set_parent("departments/d9");
  EXPECT_THAT(Call(Operator(), &Api::ListCases, elsewhere), StatusIs(Reason::kDepartmentNotFound));
}

}  // namespace
}  // namespace zamer::metrics
