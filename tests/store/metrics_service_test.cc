// The metrics service on a real Redis, asked over gRPC.
#include <prometheus/text_serializer.h>

#include <thread>

#include "services/common/time/manual_clock.h"
#include "services/metrics/domain/partition.h"
#include "services/metrics/metrics_records.h"
#include "tests/store/metrics_fixture.h"

namespace zamer::metrics {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the vocabulary of told.h
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using zamer::testing::IsOk;
using zamer::testing::RunOnLoop;
using zamer::testing::RunUntil;
using zamer::testing::StatusIs;

using MetricsServiceTest = MetricsFixture;

TEST_F(MetricsServiceTest, CountsAJourneyFromThreeFeeds) {
  StartReplica();
  const auto meeting = testing::MeetingOf("a", Noon(2));
  auto contract = testing::ContractOf("a", Noon(2) + absl::Hours(1), 250'000, "m");
  contract.set_first_touch(true);
  TellAll(Department(), Created("a", Noon()), Created("b", Noon()), PhoneCaptured("a", 2, "anna", Noon()),
          Booked("m", 1, Noon(), meeting), Held("m", 2, Noon(2), meeting), Signed("c", 1, Noon(2), contract));
  CatchUp();

  v1::GetFunnelRequest request;
  request.set_parent(std::string(kDepartment));
  *request.mutable_period() = March(v1::COHORT).period();
  request.set_basis(v1::COHORT);
  const v1::Funnel funnel = Call(Head(), &Api::GetFunnel, request).value();
  std::vector<std::pair<std::string, std::int64_t>> steps;
  for (const v1::FunnelStep& step : funnel.steps()) steps.emplace_back(step.step(), step.count());
  EXPECT_THAT(steps, ::testing::ElementsAre(std::pair("leads", 2), std::pair("phones", 1), std::pair("bookings", 1),
                                            std::pair("meetings_held", 1), std::pair("contracts", 1),
                                            std::pair("hand_overs", 0)));
  EXPECT_EQ(FromTimestamp(funnel.as_of_time()), Noon(2));

  const v1::QueryKpisResponse answer =
      Call(Head(), &Api::QueryKpis, March(v1::EVENT_DATE, {"revenue_gross", "first_touch_rate", "show_rate"})).value();
  ASSERT_EQ(answer.rows_size(), 1);
  EXPECT_EQ(answer.rows(0).values(0).money().minor_units(), 250'000);
  EXPECT_EQ(answer.rows(0).values(0).money().currency_code(), "RUB");
  EXPECT_DOUBLE_EQ(answer.rows(0).values(1).ratio().rate(), 1.0);
  EXPECT_EQ(answer.rows(0).values(2).ratio().denominator(), 1);
}

TEST_F(MetricsServiceTest, SplitsByTwoDimensionsAndNamesTheirValues) {
  StartReplica();
  TellAll(Department(), Created("a", Noon(), "vk", "Tver"), Assigned("a", 2, "anna", Noon()),
          Created("b", Noon(), "vk", ""));
  CatchUp();
  v1::QueryKpisRequest request = March(v1::COHORT, {"leads"});
  request.add_dimensions(v1::LEAD_MANAGER);
  request.add_dimensions(v1::CITY);
  const v1::QueryKpisResponse answer = Call(Head(), &Api::QueryKpis, request).value();
  ASSERT_EQ(answer.rows_size(), 2);
  EXPECT_THAT(answer.rows(0).dimension_values(), ::testing::ElementsAre("", ""));
  EXPECT_THAT(answer.rows(1).dimension_values(), ::testing::ElementsAre(Person("anna"), "Tver"));
  EXPECT_EQ(answer.rows(1).values(0).count(), 1);
}

TEST_F(MetricsServiceTest, ShowsUndatedContractsInRowsOfTheirOwnByEventDate) {
  StartReplica();
  TellAll(Department(), Created("a", Noon()), Signed("c", 1, Noon(3), testing::ContractOf("a", std::nullopt)));
  CatchUp();
  v1::QueryKpisRequest request = March(v1::EVENT_DATE, {"contracts"});
  EXPECT_EQ(Call(Head(), &Api::QueryKpis, request)->rows(0).values(0).unknown(), 1);
  request.set_granularity(v1::MONTH);
  const v1::QueryKpisResponse months = Call(Head(), &Api::QueryKpis, request).value();
  ASSERT_EQ(months.rows_size(), 1);
  EXPECT_FALSE(months.rows(0).has_date());
  EXPECT_EQ(months.rows(0).values(0).count(), 0);
  EXPECT_EQ(months.rows(0).values(0).unknown(), 1);
  request.set_basis(v1::COHORT);
  EXPECT_EQ(Call(Head(), &Api::QueryKpis, request)->rows(0).values(0).count(), 1);
}

TEST_F(MetricsServiceTest, RefusesWhatItCannotAnswer) {
  StartReplica();
  Tell(Department());
  CatchUp();
  v1::QueryKpisRequest request = March(v1::COHORT);
  EXPECT_THAT(Call(As(type::v1::SALES_HEAD, "d2"), &Api::QueryKpis, request), StatusIs(Reason::kOtherDepartment));
  EXPECT_THAT(Call(As(type::v1::LEAD_MANAGER, "d1"), &Api::QueryKpis, request), StatusIs(Reason::kRoleNotAllowed));
  request.set_parent("departments/d9");
  EXPECT_THAT(Call(Operator(), &Api::QueryKpis, request), StatusIs(Reason::kDepartmentNotFound));
  EXPECT_THAT(Call(Head(), &Api::QueryKpis, March(v1::COHORT, {"happiness"})), StatusIs(Reason::kKpiNotFound));
  EXPECT_EQ(Call(As(type::v1::DESIGNER, "d1"), &Api::ListKpis, v1::ListKpisRequest())->kpis_size(),
            static_cast<int>(Catalogue().size()));
}

TEST_F(MetricsServiceTest, ShowsAScreenOnTheWallTheDepartmentsNumbersAndNobodys) {
  StartReplica();
  TellAMonth();
  CatchUp();
  Visitor& screen = As(type::v1::DISPLAY);
  v1::QueryKpisRequest request = March(v1::COHORT, {"leads"});
  request.add_dimensions(v1::CITY);
  EXPECT_THAT(Call(screen, &Api::QueryKpis, request), IsOk());
  request.set_dimensions(0, v1::LEAD_MANAGER);
  EXPECT_THAT(Call(screen, &Api::QueryKpis, request), StatusIs(Reason::kRoleNotAllowed));

  v1::GetFunnelRequest funnel;
  funnel.set_parent(request.parent());
  *funnel.mutable_period() = request.period();
  funnel.set_basis(v1::COHORT);
  EXPECT_THAT(Call(screen, &Api::GetFunnel, funnel), IsOk());
  v1::DimensionFilter& filter = *funnel.add_filters();
  filter.set_dimension(v1::DESIGNER);
  filter.add_values(Person("anna"));
  EXPECT_THAT(Call(screen, &Api::GetFunnel, funnel), StatusIs(Reason::kRoleNotAllowed));
}

TEST_F(MetricsServiceTest, KeepsExactlyTheCountersThatTheFactsImply) {
  StartReplica();
  TellAMonth();
  CatchUp();
  EXPECT_EQ(Stored(), memory_.counters());
}

TEST_F(MetricsServiceTest, CountsOnceWhatIsToldTwiceAndByTwoReplicas) {
  StartReplica();
  StartReplica();
  TellAMonth();
  TellAMonth();
  CatchUp();
  EXPECT_EQ(Stored(), memory_.counters());
}

TEST_F(MetricsServiceTest, WaitsForADepartmentThatIsToldOfLater) {
  StartReplica();
  TellAll(Created("a", Noon()), Signed("c", 1, Noon(1), testing::ContractOf("a", Noon(1))));
  zamer::testing::RunFor(loop_, absl::Milliseconds(200));
  EXPECT_TRUE(Stored().empty());
  Tell(Department());
  CatchUp();
  EXPECT_EQ(Stored(), memory_.counters());
}

TEST_F(MetricsServiceTest, PutsAsideWhatItCannotCountAndGoesOn) {
  StartReplica();
  auto dollars = testing::ContractOf("a", Noon(1));
  dollars.mutable_total()->set_currency_code("USD");
  TellAll(Department(), Created("a", Noon()));
  TellFeedOnly(Signed("c1", 1, Noon(1), dollars));
  Tell(Signed("c2", 1, Noon(1), testing::ContractOf("a", Noon(1))));
  CatchUp();
  EXPECT_EQ(Stored(), memory_.counters());
  type::v1::ListDeadLettersRequest request;
  request.set_partition(PartitionOfD1());
  const auto letters = Call(Operator(), &Api::ListDeadLetters, request).value();
  ASSERT_EQ(letters.dead_letters_size(), 1);
  EXPECT_EQ(letters.dead_letters(0).reason(), "CURRENCY_MISMATCH");
  EXPECT_EQ(letters.dead_letters(0).feed(), "contract");
  type::v1::RedriveRequest redrive;
  redrive.set_partition(PartitionOfD1());
  redrive.set_request_id("again");
  const auto redriven = Call(Operator(), &Api::Redrive, redrive).value();
  EXPECT_EQ(redriven.failed(), 1);
}

class RecountTest : public MetricsFixture {
 protected:
  absl::Status Recompute() {
    v1::RecomputeRequest request;
    request.set_partition(PartitionOfD1());
    request.set_request_id("recompute");
    return Call(Operator(), &Api::Recompute, request).status();
  }
  v1::PartitionFacts Partition() {
    const auto read = RunOnLoop(
        loop_, replicas_.front()->store.Get<v1::PartitionFacts>(
                   PartitionKey(replicas_.front()->store.keys(), PartitionOfD1()), absl::Now() + absl::Seconds(5)));
    return read.ok() && read->record ? *read->record : v1::PartitionFacts();
  }
  // As if another version counted, and counted otherwise.
  void CountedBy(int rules) {
    const store::Key key = PartitionKey(replicas_.front()->store.keys(), PartitionOfD1());
    redis_server_.Run(redis::Command("HDEL", replicas_[0]->store.keys().Counters("d1", "event/total/2026-03-02"), ""));
    const auto written =
        RunOnLoop(loop_, replicas_.front()->store.CommitEffect(
                             PartitionOfD1(), store::Guard{}, absl::Now() + absl::Seconds(5),
                             [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                               ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::PartitionFacts>(key));
                               v1::PartitionFacts other = *known;
                               other.set_counting_rules(rules);
                               tx.Put(key, std::move(other));
                               co_return std::string();
                             }));
    ASSERT_THAT(written, IsOk());
  }
  // The numbers are dropped and counted again.
  void AwaitRecount(std::int64_t drops = 1) {
    const absl::Time give_up = absl::Now() + zamer::testing::kPatience;
    while (Partition().drops() < drops && absl::Now() < give_up) zamer::testing::RunFor(loop_, absl::Milliseconds(10));
    ASSERT_EQ(Partition().drops(), drops);
    CatchUp();
  }
};

TEST_F(RecountTest, GivesTheSameNumbers) {
  StartReplica();
  TellAMonth();
  CatchUp();
  // Counters that went wrong come right.
  redis_server_.Run(redis::Command("HDEL", replicas_[0]->store.keys().Counters("d1", "event/total/2026-03-02"), ""));
  ASSERT_NE(Stored(), memory_.counters());
  ASSERT_THAT(Recompute(), IsOk());
  AwaitRecount();
  EXPECT_EQ(Stored(), memory_.counters());
}

TEST_F(RecountTest, GivesTheSameNumbersWhileMoreIsToldAndTwoReplicasCount) {
  StartReplica();
  StartReplica();
  TellAMonth();
  CatchUp();
  ASSERT_THAT(Recompute(), IsOk());
  for (int i = 100; i < 160; ++i) {
    Tell(Created(absl::StrCat("l", i), Noon(i % 9), "radio"));
    zamer::testing::RunFor(loop_, absl::Milliseconds(2));
  }
  AwaitRecount();
  EXPECT_EQ(Stored(), memory_.counters());
}

TEST_F(RecountTest, CountsByItsOwnRulesWhatAnOlderVersionCounted) {
  StartReplica();
  StartReplica();
  TellAMonth();
  CatchUp();
  CountedBy(kCountingRules - 1);
  ASSERT_NE(Stored(), memory_.counters());
  AwaitRecount();
  EXPECT_EQ(Partition().counting_rules(), kCountingRules);
  EXPECT_EQ(Stored(), memory_.counters());
}

TEST_F(RecountTest, StandsByWhileANewerVersionCounts) {
  Replica& older = StartReplica();
  TellAMonth();
  CatchUp();
  CountedBy(kCountingRules + 1);
  const CounterMap counted_newly = Stored();
  Tell(Created("late", Noon()));
  ASSERT_THAT(RunOnLoop(loop_, older.recount.Look(PartitionOfD1(), absl::Now() + absl::Seconds(10))), IsOk());
  zamer::testing::RunFor(loop_, absl::Milliseconds(200));
  EXPECT_FALSE(CaughtUp());
  EXPECT_EQ(Stored(), counted_newly);
  EXPECT_EQ(Partition().drops(), 0);
}

TEST_F(RecountTest, IsFinishedByWhoeverFindsItUnfinished) {
  Replica& dying = StartReplica();
  dying.recount.Stop();
  TellAMonth();
  CatchUp();
  ASSERT_THAT(Recompute(), IsOk());
  redis_server_.Run(redis::Command("DEL", replicas_[0]->store.keys().Record(FactsKey("d1", "l1"))));
  Tell(Created("late", Noon()));
  zamer::testing::RunFor(loop_, absl::Milliseconds(200));
  EXPECT_FALSE(CaughtUp()) << "nothing is counted while numbers are dropped";
  for (events::Consumer* consumer : dying.consumers) consumer->Stop();
  StartReplica();
  AwaitRecount();
  EXPECT_EQ(Stored(), memory_.counters());
}

TEST_F(RecountTest, FollowsADepartmentToAnotherZone) {
  StartReplica();
  TellAll(Department(), Created("a", Noon() + absl::Hours(10)));  // 22:00 in Moscow, the next day in Vladivostok
  CatchUp();
  EXPECT_THAT(Stored(), Contains(::testing::Key(std::pair<std::string, std::string>("event/total/2026-03-02", "l"))));
  Tell(Department(2, "Asia/Vladivostok"));
  AwaitRecount();
  EXPECT_THAT(Stored(), Contains(::testing::Key(std::pair<std::string, std::string>("event/total/2026-03-03", "l"))));
  EXPECT_THAT(Stored(),
              Not(Contains(::testing::Key(std::pair<std::string, std::string>("event/total/2026-03-02", "l")))));
  EXPECT_FALSE(Partition().dropping());
}

class ScrapeTest : public MetricsFixture {
 protected:
  // At a time of the test's own: ages change with the hour.
  std::string Scrape(Replica& replica, absl::Time now) {
    const ManualClock clock(now);
    KpiReader reader(replica.store, clock);
    TargetReader targets(replica.store, reader);
    const PrometheusCollector collector(loop_, clock, reader, targets);
    const auto families = RunOnLoop(loop_, collector.Gather(absl::Now() + absl::Seconds(10)));
    return families.ok() ? prometheus::TextSerializer().Serialize(*families) : families.status().ToString();
  }
  // Sunday the 3rd of May: its week began on Monday the 27th of April, the 30 days on the 4th.
  const absl::Time sunday_ = Noon(static_cast<double>(absl::CivilDay(2026, 5, 3) - absl::CivilDay(2026, 3, 2)));
};

TEST_F(ScrapeTest, ShowsTheSameOnEveryReplicaAndAfterARestart) {
  const absl::Time now = absl::Now();
  Replica& first = StartReplica();
  TellAll(Department(), Created("a", now - absl::Minutes(1), "vk"), Created("b", now - absl::Minutes(1), "site"),
          Merged("b", 2, "a", now), PhoneCaptured("a", 2, "anna", now));
  CatchUp();
  const std::string text = Scrape(first, now);
  EXPECT_THAT(text, HasSubstr("zamer_kpi_up 1"));
  EXPECT_THAT(text, HasSubstr("zamer_leads_created_total{department=\"d1\"} 2"));
  EXPECT_THAT(text, HasSubstr("zamer_leads{department=\"d1\",basis=\"cohort\",window=\"30d\",by=\"all\"} 1"));
  EXPECT_THAT(text, HasSubstr("zamer_phone_rate_num{department=\"d1\",basis=\"cohort\",window=\"30d\",by=\"channel\","
                              "channel=\"vk\"} 1"));
  EXPECT_THAT(text, Not(HasSubstr("leads/")));
  EXPECT_EQ(Scrape(StartReplica(), now), text);
  replicas_.clear();
  EXPECT_EQ(Scrape(StartReplica(), now), text);
}

TEST_F(ScrapeTest, CountsTheDayTheIsoWeekTheCalendarMonthAndThirtyDays) {
  const auto noon = [](int month, int day) {
    return Noon(static_cast<double>(absl::CivilDay(2026, month, day) - absl::CivilDay(2026, 3, 2)));
  };
  Replica& replica = StartReplica();
  TellAll(Department(), Created("d", noon(4, 5)), Created("c", noon(4, 26)), Created("b", noon(4, 27)),
          Created("a", noon(5, 1)), Created("today", noon(5, 3)));
  CatchUp();
  const std::string text = Scrape(replica, sunday_);
  const auto leads = [](const std::string& window, int count) {
    return HasSubstr(absl::StrCat("zamer_leads{department=\"d1\",basis=\"event\",window=\"", window, "\",by=\"all\"} ",
                                  count, "\n"));
  };
  EXPECT_THAT(text, leads("today", 1));
  EXPECT_THAT(text, leads("week", 3));
  EXPECT_THAT(text, leads("month", 2));
  EXPECT_THAT(text, leads("30d", 5));
}

TEST_F(ScrapeTest, ReadsOnceWhatWindowsAndSplitsHaveInCommon) {
  Replica& replica = StartReplica();
  Tell(Department());
  CatchUp();
  for (events::Consumer* consumer : replica.consumers) consumer->Stop();
  replica.recount.Stop();
  zamer::testing::RunFor(loop_, absl::Milliseconds(20));
  const std::uint64_t before = replica.redis.stats().commands;
  ASSERT_THAT(Scrape(replica, sunday_), HasSubstr("zamer_kpi_up 1"));
  // All windows lie within the 30 days. Of each, in both bases, measures and durations are read in total and by each of
  // four dimensions; by event date the undated as well. Beside them a few of partitions, department, totals and plan.
  const std::uint64_t hashes = (30 * 2 + 1) * 2 * 5;
  EXPECT_LT(replica.redis.stats().commands - before, hashes + 20);
}

TEST_F(ScrapeTest, IsAnsweredOnAThreadOfItsOwn) {
  Replica& replica = StartReplica();
  Tell(Department());
  CatchUp();
  std::vector<prometheus::MetricFamily> families;
  std::atomic<bool> done = false;
  std::thread scraper([&] {
    families = replica.collector.Collect();
    done = true;
  });
  EXPECT_TRUE(RunUntil(loop_, [&] { return done.load(); }));
  scraper.join();
  EXPECT_THAT(prometheus::TextSerializer().Serialize(families), HasSubstr("zamer_kpi_up 1"));
}

TEST_F(ScrapeTest, SaysSoWhenTheNumbersCannotBeRead) {
  Replica& replica = StartReplica();
  redis_server_.Freeze();
  std::vector<prometheus::MetricFamily> families;
  std::thread scraper([&] { families = replica.collector.Collect(); });
  scraper.join();  // nobody runs the loop
  redis_server_.Thaw();
  EXPECT_THAT(prometheus::TextSerializer().Serialize(families), HasSubstr("zamer_kpi_up 0"));
}

TEST_F(MetricsServiceTest, ReadsDaysAndNotLeads) {
  Replica& replica = StartReplica();
  TellAMonth(150);
  CatchUp();
  v1::QueryKpisRequest request = March(v1::COHORT, {"leads", "phone_rate", "lead_to_contract"});
  request.add_dimensions(v1::CHANNEL);
  request.add_dimensions(v1::CITY);
  const QueryPlan plan = PlanQuery(request).value();
  for (events::Consumer* consumer : replica.consumers) consumer->Stop();
  replica.recount.Stop();
  zamer::testing::RunFor(loop_, absl::Milliseconds(20));
  const std::uint64_t before = replica.redis.stats().commands;
  EXPECT_THAT(RunOnLoop(loop_, replica.reader.Query(plan, absl::Now() + absl::Seconds(10))), IsOk());
  // 31 days of 4 combinations, the department, its progress, its maturity.
  EXPECT_EQ(replica.redis.stats().commands - before, 31u * 4 + 3);
}

}  // namespace
}  // namespace zamer::metrics
