// Targets on a real Redis, over gRPC: plan and fact.
#include <prometheus/text_serializer.h>

#include "services/common/time/manual_clock.h"
#include "services/common/time/months.h"
#include "tests/store/metrics_fixture.h"

namespace zamer::metrics {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the vocabulary of told.h
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using zamer::testing::IsOk;
using zamer::testing::RunOnLoop;
using zamer::testing::StatusIs;

const absl::CivilMonth kMarch(2026, 3);

class TargetsTest : public MetricsFixture {
 protected:
  static v1::Target TargetOf(const std::string& kpi, std::int64_t count, absl::CivilMonth month = kMarch) {
    v1::Target target;
    *target.mutable_month() = MonthDate(month);
    target.set_kpi(kpi);
    target.set_count(count);
    return target;
  }
  static v1::Target Of(v1::Target target, v1::Dimension dimension, const std::string& person) {
    target.set_employee(Person(person));
    target.set_dimension(dimension);
    return target;
  }
  static v1::Target Revenue(std::int64_t minor_units, const std::string& currency = "RUB") {
    v1::Target target;
    *target.mutable_month() = MonthDate(kMarch);
    target.set_kpi("revenue_net");
    target.mutable_money()->set_currency_code(currency);
    target.mutable_money()->set_minor_units(minor_units);
    return target;
  }
  static v1::SetTargetRequest Setting(v1::Target target, const std::string& request_id) {
    v1::SetTargetRequest request;
    request.set_parent(std::string(kDepartment));
    *request.mutable_target() = std::move(target);
    request.set_request_id(request_id);
    return request;
  }
  absl::StatusOr<v1::Target> Set(v1::Target target) {
    return Call(Head(), &Api::SetTarget, Setting(std::move(target), absl::StrCat("set-", ++requests_)));
  }
  absl::Status Delete(const std::string& name) {
    v1::DeleteTargetRequest request;
    request.set_name(name);
    request.set_request_id(absl::StrCat("delete-", ++requests_));
    return Call(Head(), &Api::DeleteTarget, request).status();
  }
  static v1::ListTargetsRequest Months(absl::CivilMonth first = kMarch, absl::CivilMonth last = kMarch) {
    v1::ListTargetsRequest request;
    request.set_parent(std::string(kDepartment));
    *request.mutable_start_month() = MonthDate(first);
    *request.mutable_end_month() = MonthDate(last);
    return request;
  }
  v1::ListTargetsResponse List(const v1::ListTargetsRequest& request = Months()) {
    auto listed = Call(Head(), &Api::ListTargets, request);
    EXPECT_THAT(listed, IsOk());
    return listed.ok() ? *std::move(listed) : v1::ListTargetsResponse();
  }
  static std::vector<std::string> Names(const v1::ListTargetsResponse& listed) {
    std::vector<std::string> names;
    for (const v1::Target& target : listed.targets()) names.emplace_back(LastSegment(target.name()));
    return names;
  }

  // Of March: three leads, the contract of one is anna's as its designer.
  void TellContracts() {
    auto contract = testing::ContractOf("a", Noon(2), 250'000, "m");
    contract.set_designer(Person("anna"));
    TellAll(Department(), Created("a", Noon()), Created("b", Noon()), Created("c", Noon(1)),
            Signed("c1", 1, Noon(2), contract));
    CatchUp();
  }

 private:
  int requests_ = 0;
};

TEST_F(TargetsTest, CompareThePlanWithTheFactOfTheMonth) {
  StartReplica();
  TellContracts();
  ASSERT_THAT(Set(TargetOf("leads", 5)), IsOk());
  ASSERT_THAT(Set(Revenue(200'000)), IsOk());
  ASSERT_THAT(Set(TargetOf("leads", 4, absl::CivilMonth(2026, 4))), IsOk());
  const v1::ListTargetsResponse listed = List();
  ASSERT_THAT(Names(listed), ElementsAre("2026-03-leads", "2026-03-revenue-net"));
  const v1::TargetProgress& leads = listed.targets(0).progress();
  EXPECT_EQ(leads.fact().count(), 3);
  EXPECT_EQ(leads.needed(), 2);
  EXPECT_EQ(leads.run_rate(), 3) << "March is over";
  EXPECT_FALSE(leads.has_needed_per_day());
  EXPECT_EQ(listed.targets(1).progress().fact().money().minor_units(), 250'000);
  EXPECT_EQ(listed.targets(1).progress().needed(), 0);
  ASSERT_EQ(listed.months_size(), 1);
  EXPECT_EQ(listed.months(0).working_days(), 31);
  EXPECT_EQ(listed.months(0).elapsed(), 1);
  EXPECT_EQ(FromTimestamp(listed.as_of_time()), Noon(2));
}

TEST_F(TargetsTest, OfPeopleCountWhatThesePeopleAreCreditedWith) {
  StartReplica();
  TellContracts();
  ASSERT_THAT(Set(Of(TargetOf("contracts", 3), v1::DESIGNER, "anna")), IsOk());
  ASSERT_THAT(Set(Of(TargetOf("contracts", 3), v1::LEAD_MANAGER, "anna")), IsOk());
  ASSERT_THAT(Set(Of(TargetOf("contracts", 3), v1::DESIGNER, "olga")), IsOk());
  ASSERT_THAT(Set(TargetOf("contracts", 9)), IsOk());
  std::map<std::pair<std::string, v1::Dimension>, std::int64_t> facts;
  const v1::ListTargetsResponse listed = List();
  for (const v1::Target& target : listed.targets()) {
    facts[{target.employee(), target.dimension()}] = target.progress().fact().count();
  }
  EXPECT_EQ(facts.size(), 4u);
  EXPECT_EQ((facts[{Person("anna"), v1::DESIGNER}]), 1);
  EXPECT_EQ((facts[{Person("anna"), v1::LEAD_MANAGER}]), 0);
  EXPECT_EQ((facts[{Person("olga"), v1::DESIGNER}]), 0);
  EXPECT_EQ((facts[{"", v1::DIMENSION_UNSPECIFIED}]), 1);
}

TEST_F(TargetsTest, AreReplacedByWhatIsSetLater) {
  StartReplica();
  TellContracts();
  const std::string name = Set(TargetOf("leads", 5))->name();
  EXPECT_EQ(Set(TargetOf("leads", 8))->name(), name);
  const v1::ListTargetsResponse listed = List();
  ASSERT_THAT(Names(listed), ElementsAre("2026-03-leads"));
  EXPECT_EQ(listed.targets(0).count(), 8);
}

TEST_F(TargetsTest, AreSetOnceByACallThatIsRetried) {
  StartReplica();
  TellContracts();
  const v1::SetTargetRequest request = Setting(TargetOf("leads", 5), "once");
  const v1::Target first = Call(Head(), &Api::SetTarget, request).value();
  ASSERT_THAT(Set(TargetOf("leads", 6)), IsOk());
  EXPECT_EQ(Call(Head(), &Api::SetTarget, request)->DebugString(), first.DebugString());
  EXPECT_EQ(List().targets(0).count(), 6) << "the later call holds";
  EXPECT_THAT(Call(Head(), &Api::SetTarget, Setting(TargetOf("leads", 7), "once")), StatusIs(Reason::kRequestIdReused));
}

TEST_F(TargetsTest, AreTakenAwayByName) {
  StartReplica();
  TellContracts();
  const std::string name = Set(TargetOf("leads", 5))->name();
  ASSERT_THAT(Set(TargetOf("phones", 5)), IsOk());
  EXPECT_THAT(Delete(name), IsOk());
  EXPECT_THAT(Names(List()), ElementsAre("2026-03-phones"));
  EXPECT_THAT(Delete(name), StatusIs(Reason::kTargetNotFound));
  EXPECT_THAT(Delete(std::string(kDepartment) + "/targets/x"), StatusIs(Reason::kTargetNotFound));
}

TEST_F(TargetsTest, AreListedInPagesByMonth) {
  StartReplica();
  TellContracts();
  for (const char* kpi : {"phones", "leads", "bookings"}) ASSERT_THAT(Set(TargetOf(kpi, 1)), IsOk());
  ASSERT_THAT(Set(TargetOf("leads", 1, absl::CivilMonth(2026, 5))), IsOk());
  v1::ListTargetsRequest request = Months(kMarch, absl::CivilMonth(2026, 5));
  request.set_page_size(3);
  const v1::ListTargetsResponse first = List(request);
  EXPECT_THAT(Names(first), ElementsAre("2026-03-bookings", "2026-03-leads", "2026-03-phones"));
  EXPECT_EQ(first.months_size(), 3);
  request.set_page_token(first.next_page_token());
  const v1::ListTargetsResponse second = List(request);
  EXPECT_THAT(Names(second), ElementsAre("2026-05-leads"));
  EXPECT_THAT(second.next_page_token(), IsEmpty());
  request.set_page_token(first.next_page_token());
  *request.mutable_end_month() = MonthDate(kMarch);
  EXPECT_THAT(Call(Head(), &Api::ListTargets, request), StatusIs(Reason::kPageTokenInvalid));
}

TEST_F(TargetsTest, AreSeenByPeopleForThemselves) {
  StartReplica();
  TellContracts();
  const std::string anna = absl::StrCat("visitor-", type::v1::DESIGNER, "-of-d1");
  ASSERT_THAT(Set(Of(TargetOf("contracts", 3), v1::DESIGNER, anna)), IsOk());
  ASSERT_THAT(Set(TargetOf("contracts", 9)), IsOk());
  Visitor& designer = As(type::v1::DESIGNER);
  v1::ListTargetsRequest request = Months();
  EXPECT_THAT(Call(designer, &Api::ListTargets, request), StatusIs(Reason::kRoleNotAllowed));
  request.set_employee(Person(anna));
  const auto own = Call(designer, &Api::ListTargets, request);
  ASSERT_THAT(own, IsOk());
  ASSERT_EQ(own->targets_size(), 1);
  EXPECT_EQ(own->targets(0).count(), 3);
  EXPECT_THAT(Call(designer, &Api::SetTarget, Setting(TargetOf("leads", 1), "mine")),
              StatusIs(Reason::kRoleNotAllowed));
}

TEST_F(TargetsTest, OnAWallAreTheDepartments) {
  StartReplica();
  TellContracts();
  ASSERT_THAT(Set(Of(TargetOf("contracts", 3), v1::DESIGNER, "anna")), IsOk());
  ASSERT_THAT(Set(TargetOf("contracts", 9)), IsOk());
  Visitor& screen = As(type::v1::DISPLAY);
  v1::ListTargetsRequest request = Months();
  const auto shown = Call(screen, &Api::ListTargets, request);
  ASSERT_THAT(shown, IsOk());
  ASSERT_EQ(shown->targets_size(), 1);
  EXPECT_EQ(shown->targets(0).count(), 9);
  request.set_employee(Person("anna"));
  EXPECT_THAT(Call(screen, &Api::ListTargets, request), StatusIs(Reason::kRoleNotAllowed));
}

TEST_F(TargetsTest, OutliveARecount) {
  Replica& replica = StartReplica();
  TellContracts();
  ASSERT_THAT(Set(TargetOf("leads", 5)), IsOk());
  v1::RecomputeRequest recompute;
  recompute.set_partition(PartitionOfD1());
  recompute.set_request_id("again");
  ASSERT_THAT(Call(Operator(), &Api::Recompute, recompute), IsOk());
  ASSERT_THAT(RunOnLoop(loop_, replica.recount.Look(PartitionOfD1(), absl::Now() + absl::Seconds(10))), IsOk());
  CatchUp();
  const v1::ListTargetsResponse listed = List();
  ASSERT_EQ(listed.targets_size(), 1);
  EXPECT_EQ(listed.targets(0).progress().fact().count(), 3);
}

TEST_F(TargetsTest, RefuseWhatCannotBeReached) {
  StartReplica();
  TellContracts();
  EXPECT_THAT(Set(Revenue(0)), StatusIs(Reason::kAmountOutOfRange));
  EXPECT_THAT(Set(Revenue(1, "EUR")), StatusIs(Reason::kCurrencyMismatch));
  EXPECT_THAT(Set(TargetOf("leads", 0)), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(Set(TargetOf("happiness", 1)), StatusIs(Reason::kKpiNotFound));
  EXPECT_THAT(Set(Revenue(0)), StatusIs(Reason::kAmountOutOfRange));
  EXPECT_THAT(Call(Head(), &Api::ListTargets, Months(kMarch, kMarch - 1)), StatusIs(Reason::kFieldInvalid));
  v1::ListTargetsRequest elsewhere = Months();
  elsewhere.set_parent("departments/d9");
  EXPECT_THAT(Call(Operator(), &Api::ListTargets, elsewhere), StatusIs(Reason::kDepartmentNotFound));
}

TEST_F(TargetsTest, AreShownToPrometheusWithTheirFactsForTheMonthThatIsNow) {
  Replica& replica = StartReplica();
  TellContracts();
  ASSERT_THAT(Set(TargetOf("leads", 4)), IsOk());
  ASSERT_THAT(Set(Of(TargetOf("contracts", 3), v1::DESIGNER, "anna")), IsOk());
  ASSERT_THAT(Set(TargetOf("phones", 9, absl::CivilMonth(2026, 4))), IsOk());
  v1::Target share = TargetOf("lead_to_contract", 1);
  share.set_share_bps(2500);
  ASSERT_THAT(Set(share), IsOk());
  // The end of the 16th: half of March.
  const ManualClock clock(absl::FromCivil(absl::CivilMinute(2026, 3, 16, 15, 0), LoadZone("Europe/Moscow").value()));
  const PrometheusCollector collector(loop_, clock, replica.reader, replica.targets);
  const auto families = RunOnLoop(loop_, collector.Gather(absl::Now() + absl::Seconds(10)));
  ASSERT_THAT(families, IsOk());
  const std::string text = prometheus::TextSerializer().Serialize(*families);
  const std::string leads = "{department=\"d1\",kpi=\"leads\",unit=\"count\",by=\"all\"} ";
  EXPECT_THAT(text, HasSubstr("zamer_target" + leads + "4\n"));
  EXPECT_THAT(text, HasSubstr("zamer_target_fact" + leads + "3\n"));
  EXPECT_THAT(text, HasSubstr("zamer_target_expected" + leads + "2\n"));
  EXPECT_THAT(text, HasSubstr("zamer_target_run_rate" + leads + "6\n"));
  EXPECT_THAT(text, HasSubstr("zamer_target_needed" + leads + "1\n"));
  EXPECT_THAT(text, HasSubstr("zamer_target_fact{department=\"d1\",kpi=\"contracts\",unit=\"count\",by=\"designer\","
                              "designer=\"anna\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("zamer_target{department=\"d1\",kpi=\"lead_to_contract\",unit=\"share\",by=\"all\"} "
                              "0.25\n"));
  EXPECT_THAT(text, HasSubstr("zamer_month_elapsed{department=\"d1\"} 0.5\n"));
  EXPECT_THAT(text, HasSubstr("zamer_month_working_days_left{department=\"d1\"} 16\n"));
  EXPECT_THAT(text, Not(HasSubstr("kpi=\"phones\"")));
}

}  // namespace
}  // namespace zamer::metrics
