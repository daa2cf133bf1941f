// Coverage for Prometheus, and as time passes, on a real Redis.
#include "services/scheduling/coverage_collector.h"
#include "tests/store/scheduling_fixture.h"

namespace zamer::scheduling {
namespace {

using ::testing::ElementsAre;

class SchedulingCoverageTest : public SchedulingFixture {
 protected:
  void AddLeadManager(const std::string& id) {
    v1::UpdateEmployeeRequest request;
    request.mutable_employee()->set_name(AddDesigner(id).name());
    request.mutable_employee()->add_roles(type::v1::LEAD_MANAGER);
    ASSERT_THAT(Call(Head(), &Api::UpdateEmployee, request), IsOk());
  }
  void Set(const std::function<void(v1::DepartmentSettings&)>& change) {
    v1::UpdateDepartmentRequest request;
    request.mutable_department()->set_name(kDepartment);
    change(*request.mutable_department()->mutable_settings());
    ASSERT_THAT(Call(Head(), &Api::UpdateDepartment, request), IsOk());
  }
  void CheckIn(const std::string& id) {
    v1::CheckInRequest request;
    request.set_name(Child(kDepartment, "employees", id));
    ASSERT_THAT(Call(Head(), &Api::CheckIn, request), IsOk());
  }
  void CheckOut(const std::string& id) {
    v1::CheckOutRequest request;
    request.set_name(Child(kDepartment, "employees", id));
    ASSERT_THAT(Call(Head(), &Api::CheckOut, request), IsOk());
  }

  // The 12 opening hours of the day.
  v1::Coverage Coverage(bool with_lead_managers) {
    v1::GetCoverageRequest request;
    request.set_name(kDepartment);
    request.set_days(1);
    *request.mutable_start_time() = ToTimestamp(March(3, 9));
    request.set_with_lead_managers(with_lead_managers);
    return Call(Olga(), &Api::GetCoverage, request).value();
  }

  // A gauge of department d1, by its name and window; -1 where there is none.
  double Gauge(const std::string& name, const std::string& window = {}) {
    const CoverageCollector collector(loop_, clock_, replicas_.front()->store);
    const auto families = testing::RunOnLoop(loop_, collector.Gather(Soon()));
    EXPECT_THAT(families, IsOk());
    for (const prometheus::MetricFamily& family : *families) {
      for (const prometheus::ClientMetric& metric : family.metric) {
        const bool fits = window.empty() || metric.label.back().value == window;
        if (family.name == name && fits) return metric.gauge.value;
      }
    }
    return -1;
  }
  double OnShift() { return Gauge("zamer_lead_managers_on_shift"); }
  int CoverageTold() {
    int told = 0;
    for (const v1::SchedulingEvent& event : Events()) told += event.has_coverage_changed() ? 1 : 0;
    return told;
  }
};

// The clock stands at 10:00; everybody works from 10 to 19, and opening hours are from 9 to 21.
TEST_F(SchedulingCoverageTest, ShowsTheThinHoursAheadInThreeWindows) {
  AddLeadManager("anna");
  AddLeadManager("boris");
  EXPECT_EQ(Gauge("zamer_coverage_up"), 1);
  EXPECT_EQ(Gauge("zamer_coverage_opening_hours", "24h"), 12);
  EXPECT_EQ(Gauge("zamer_coverage_thin_hours", "24h"), 3);
  EXPECT_EQ(Gauge("zamer_coverage_thin_hours", "7d"), 7 * 3);
  EXPECT_EQ(Gauge("zamer_coverage_thin_hours", "28d"), 28 * 3);
  EXPECT_EQ(Gauge("zamer_lead_managers_required"), 2);

  v1::SetDayShiftsRequest off;
  off.set_name(Child(kDepartment, "employees", "anna"));
  *off.mutable_day_shifts()->mutable_date() = ToDate(absl::CivilDay(2036, 3, 5));
  ASSERT_THAT(Call(Head(), &Api::SetDayShifts, off), IsOk());
  EXPECT_EQ(Gauge("zamer_coverage_thin_hours", "24h"), 3);
  EXPECT_EQ(Gauge("zamer_coverage_thin_hours", "7d"), 7 * 3 + 9);
  clock_.Set(March(5, 9));
  EXPECT_EQ(Gauge("zamer_coverage_thin_hours", "24h"), 12) << "time has passed";
  AddReplica();
  replicas_.erase(replicas_.begin());
  EXPECT_EQ(Gauge("zamer_coverage_thin_hours", "24h"), 12) << "a restart changes nothing";
}

TEST_F(SchedulingCoverageTest, NamesWhomEachHourCountsToWhoAsks) {
  AddDesigner("designer");
  for (const char* id : {"boris", "anna", "gone"}) AddLeadManager(id);
  v1::DismissEmployeeRequest dismiss;
  dismiss.set_name(Child(kDepartment, "employees", "gone"));
  ASSERT_THAT(Call(Head(), &Api::DismissEmployee, dismiss), IsOk());
  v1::SetDayShiftsRequest afternoon;
  afternoon.set_name(Child(kDepartment, "employees", "anna"));
  *afternoon.mutable_day_shifts()->mutable_date() = ToDate(absl::CivilDay(2036, 3, 3));
  v1::DayShifts::DayShift& shift = *afternoon.mutable_day_shifts()->add_shifts();
  shift.set_start_minute(15 * 60 + 30);
  shift.set_end_minute(18 * 60);
  ASSERT_THAT(Call(Head(), &Api::SetDayShifts, afternoon), IsOk());

  const v1::Coverage coverage = Coverage(true);
  ASSERT_EQ(coverage.hours_size(), 12);
  ASSERT_EQ(coverage.lead_managers_size(), 2);
  EXPECT_EQ(coverage.lead_managers(0).employee(), Child(kDepartment, "employees", "anna"));
  EXPECT_THAT(coverage.lead_managers(0).hours(), ElementsAre(7, 8)) << "16:00 to 18:00";
  EXPECT_EQ(coverage.lead_managers(1).employee(), Child(kDepartment, "employees", "boris"));
  EXPECT_THAT(coverage.lead_managers(1).hours(), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9)) << "10:00 to 19:00";

  v1::Coverage nameless = coverage;
  nameless.clear_lead_managers();
  EXPECT_EQ(Coverage(false).SerializeAsString(), nameless.SerializeAsString());
}

TEST_F(SchedulingCoverageTest, ShowsWhoIsOnShiftNow) {
  EXPECT_EQ(OnShift(), 0);
  AddLeadManager("anna");
  AddLeadManager("boris");
  EXPECT_EQ(OnShift(), 2);
  clock_.Set(March(3, 19));
  EXPECT_EQ(OnShift(), 0);
  CheckIn("anna");
  EXPECT_EQ(OnShift(), 1) << "whoever checked in is there";
  clock_.Set(March(4, 10));
  FireTimers();
  EXPECT_EQ(OnShift(), 2);
  CheckIn("anna");
  CheckOut("anna");
  EXPECT_EQ(OnShift(), 1);
  Set([](v1::DepartmentSettings& settings) { settings.set_require_check_in(true); });
  EXPECT_EQ(OnShift(), 0);
  CheckIn("boris");
  EXPECT_EQ(OnShift(), 1);
}

TEST_F(SchedulingCoverageTest, ShowsWhetherTheDepartmentIsOpenNow) {
  const auto open_at = [&](absl::Time now) {
    clock_.Set(now);
    return Gauge("zamer_department_open");
  };
  EXPECT_EQ(open_at(March(3, 8, 59)), 0);
  EXPECT_EQ(open_at(March(3, 9)), 1);
  EXPECT_EQ(open_at(March(3, 20, 59)), 1);
  EXPECT_EQ(open_at(March(3, 21)), 0);
}

TEST_F(SchedulingCoverageTest, IsToldAnewEveryDay) {
  AddLeadManager("anna");
  AddLeadManager("boris");
  const int before = CoverageTold();
  clock_.Set(March(4, 9, 59));
  FireTimers();
  EXPECT_EQ(CoverageTold(), before);
  clock_.Set(March(4, 10));
  FireTimers();
  FireTimers();
  EXPECT_EQ(CoverageTold(), before + 1);
  const v1::CoverageChanged told = [&] {
    const std::vector<v1::SchedulingEvent> events = Events();
    return std::ranges::find_if(events.rbegin(), events.rend(), &v1::SchedulingEvent::has_coverage_changed)
        ->coverage_changed();
  }();
  EXPECT_EQ(told.thin_hours_size(), 28 * 3);
  EXPECT_EQ(FromTimestamp(told.thin_hours(0).start_time()), March(4, 19));

  Set([](v1::DepartmentSettings& settings) { settings.set_required_lead_managers(0); });
  const int quiet = CoverageTold();
  clock_.Set(March(6, 10));
  FireTimers();
  EXPECT_EQ(CoverageTold(), quiet) << "there is nothing thin to tell";
}

}  // namespace
}  // namespace zamer::scheduling
