// docs/redis-keys.md describes every key that is in Redis after a day of the simulator and
// some use of the edge, and no other.
#include <absl/strings/str_cat.h>
#include <absl/strings/str_replace.h>
#include <absl/strings/str_split.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "services/common/store/key.h"
#include "services/common/time/timestamps.h"
#include "tests/support/gateway_process.h"
#include "tests/support/redis_keys_page.h"
#include "tests/support/scene.h"
#include "tests/support/simulate.h"
#include "tests/support/status_matchers.h"
#include "tests/support/stored_keys.h"
#include "tests/support/temp_dir.h"
#include "zamer/gateway/v1/access_service.pb.h"
#include "zamer/gateway/v1/intake_service.pb.h"

namespace zamer::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::uint32_t kPartitions = 16;  // the services' default
constexpr int kDay = 24 * 60;              // minutes
constexpr char kSimulated[] = "sim";
constexpr char kRare[] = "d1";

// No call makes the contract service refuse an event: all that it needs is in the event itself. A redistribution is
// over before anybody can look.
constexpr std::string_view kNotExpected[] = {"contract:{<p>}:dead-letters",
                                             "lead:{<p>}:by-redistribution:<d>/<employee>"};
constexpr char kPassword[] = "a long password";
constexpr char kWays[] =
    "ways_in: [{id: site, kind: form, department: d1, channel: vk, origins: ['https://kitchens.example']}]\n";

void Dismiss(Scene& scene, const std::string& employee) {
  scheduling::v1::DismissEmployeeRequest request;
  request.set_name(employee);
  ASSERT_THAT(scene.head().Call(&SchedulingApi::DismissEmployee, request), IsOk());
}

void MoveTo(Scene& scene, const std::string& lead, const std::string& city) {
  lead::v1::UpdateLeadRequest request;
  request.mutable_lead()->set_name(lead);
  request.mutable_lead()->set_city(city);
  ASSERT_THAT(scene.manager().Call(&LeadApi::UpdateLead, request), IsOk());
}

void DescribeMarket(Scene& scene, const std::string& city) {
  lead::v1::ImportCitiesRequest request;
  request.set_parent(scene.name());
  request.add_cities()->set_name(scene.NameOf("cities", "c1"));
  request.mutable_cities(0)->set_display_name(city);
  ASSERT_THAT(scene.head().Call(&LeadApi::ImportCities, request), IsOk());
}

void TellOfACall(Scene& scene) {
  lead::v1::RecordCallRequest request;
  request.set_parent(scene.name());
  request.mutable_call()->set_external_id("pbx-1");
  request.mutable_call()->set_client_number("+79120000001");
  request.mutable_call()->set_direction(lead::v1::Interaction::INBOUND);
  *request.mutable_call()->mutable_occurred_time() = ToTimestamp(MinutesAgo(5));
  ASSERT_THAT(scene.gateway().Call(&LeadApi::RecordCall, request), IsOk());
}

void ComeToWork(Scene& scene) {
  scheduling::v1::CheckInRequest request;
  request.set_name(scene.manager().subject());
  ASSERT_THAT(scene.manager().Call(&SchedulingApi::CheckIn, request), IsOk());
}

void Visit(Scene& scene) {
  lead::v1::RecordVisitRequest request;
  request.set_parent(scene.name());
  request.mutable_visit()->set_city("Samara");
  ASSERT_THAT(scene.office().Call(&LeadApi::RecordVisit, request), IsOk());
}

void Forget(Scene& scene, const std::string& lead) {
  lead::v1::EraseLeadRequest request;
  request.set_name(lead);
  ASSERT_THAT(scene.head().Call(&LeadApi::EraseLead, request), IsOk());
}

void ReportIn(Scene& scene, const std::string& currency) {
  scheduling::v1::UpdateDepartmentRequest request;
  request.mutable_department()->set_name(scene.name());
  request.mutable_department()->set_currency_code(currency);
  request.mutable_update_mask()->add_paths("currency_code");
  ASSERT_THAT(scene.head().Call(&SchedulingApi::UpdateDepartment, request), IsOk());
  scene.GetFunnel(metrics::v1::EVENT_DATE);  // metrics knows it
}

void RecomputeAPartitionOfNobody(Scene& scene) {
  metrics::v1::RecomputeRequest request;
  const auto taken = [&](const char* id) { return store::PartitionOf(id, kPartitions) == request.partition(); };
  while (taken(kSimulated) || taken(kRare)) request.set_partition(request.partition() + 1);
  ASSERT_THAT(scene.operators().Call(&MetricsApi::Recompute, request), IsOk());
}

// Who wrote gives the number of somebody who wrote before.
void MergeTwo(Scene& scene) {
  scene.CapturePhone(scene.Enquire("vk-user-3", MinutesAgo(20)).name(), "+79120001122", MinutesAgo(19));
  scene.CapturePhone(scene.Enquire("vk-user-4", MinutesAgo(10)).name(), "+79120001122", MinutesAgo(9));
}

// What he had goes to others, by this call or by what his dismissal has begun; metrics is told of it.
void Redistribute(Scene& scene, const std::string& owner) {
  lead::v1::RedistributeLeadsRequest request;
  request.set_parent(scene.name());
  request.set_owner(owner);
  ASSERT_THAT(scene.head().Call(&LeadApi::RedistributeLeads, request), IsOk());
}

// What no simulated day has: somebody who comes to his shift, a lead of a city whose market is described, a merge, one
// that is forgotten, one that waits in the queue, a call of a stranger, a visitor of the showroom, a designer who
// leaves, a recount, and events that cannot be applied.
void PlayWhatIsRare(Scene& scene) {
  ComeToWork(scene);
  DescribeMarket(scene, "Samara");
  const std::string lead = scene.Enquire("vk-user-1", MinutesAgo(3 * kDay)).name();
  MoveTo(scene, lead, "Samara");
  MergeTwo(scene);
  scene.CapturePhone(lead, "+79123456789", MinutesAgo(3 * kDay));
  Forget(scene, scene.Enquire("vk-user-5", MinutesAgo(kDay)).name());
  const auto meeting = scene.Hold(scene.Book(lead, MinutesAgo(kDay), MinutesAgo(2 * kDay)), MinutesAgo(kDay - 60));
  const auto contract = scene.Sign(meeting, 100'000, MinutesAgo(kDay - 60));
  ReportIn(scene, "EUR");
  scene.Pay(contract, "till-1", 50'000);                                          // roubles: metrics cannot add them
  scene.Book(scene.NameOf("leads", "nobody"), MinutesAgo(-kDay), MinutesAgo(0));  // lead has no such lead
  Dismiss(scene, scene.manager().subject());
  Redistribute(scene, scene.manager().subject());
  ASSERT_EQ(scene.Enquire("vk-user-2", MinutesAgo(0)).owner(), "");
  TellOfACall(scene);
  Visit(scene);
  Dismiss(scene, scene.designer(1).subject());  // his meetings are looked through
  RecomputeAPartitionOfNobody(scene);
  scene.GetFunnel(metrics::v1::EVENT_DATE);  // metrics and lead have got all of it
  scene.GetLead(lead);
}

void Ask(const GatewayProcess& gateway, const HttpRequest& request) {
  const HttpAnswer answer = gateway.Ask(request);
  ASSERT_EQ(answer.status, 200) << request.path << ": " << answer.body;
}

HttpRequest SignInAs(const std::string& login) {
  return {.path = "/auth/sign-in",
          .headers = {{"content-type", "application/json"}},
          .body = absl::StrCat(R"({"department":"d1","login":")", login, R"(","password":")", kPassword, R"("})")};
}

HttpRequest Form(const std::string& fields) {
  return {.path = "/in/site", .headers = {{"content-type", "application/x-www-form-urlencoded"}}, .body = fields};
}

// Somebody signs in and somebody fails to, a screen hangs on the wall, a form comes and one of a program.
void UseTheEdge(const GatewayProcess& gateway, Caller& head) {
  gateway::v1::SetLoginRequest login;
  login.set_employee(head.subject());
  login.set_login("head");
  login.set_password(kPassword);
  login.set_request_id("login-1");
  Ask(gateway, JsonCall("/zamer.gateway.v1.AccessService/SetLogin", login, head));
  Ask(gateway, SignInAs("head"));
  ASSERT_EQ(gateway.Ask(SignInAs("nobody")).status, 401);
  gateway::v1::CreateDisplayRequest display;
  display.set_parent("departments/d1");
  display.mutable_display()->set_display_name("Showroom");
  display.set_request_id("display-1");
  Ask(gateway, JsonCall("/zamer.gateway.v1.AccessService/CreateDisplay", display, head));
  Ask(gateway, Form("name=Maria&phone=%2B79120003344"));
  Ask(gateway, Form("name=Robot&website=filled-in"));  // kept as rejected: the timer that is to erase it stays
  gateway::v1::RedriveDeliveriesRequest redrive;
  redrive.set_parent("departments/d1");
  redrive.set_way_in("departments/d1/waysIn/site");
  redrive.set_request_id("redrive-1");
  Ask(gateway, JsonCall("/zamer.gateway.v1.IntakeService/RedriveDeliveries", redrive, head));
}

std::string WriteWays(const TempDir& dir) {
  WriteFile(dir.File("ways_in.yaml"), kWays);
  return dir.File("ways_in.yaml");
}

std::vector<StoredKey> PlayAndScan() {
  Cluster cluster({.bin_dir = ZAMER_BIN_DIR});
  simulator::Options options = OptionsFor(cluster);
  options.department = kSimulated;
  options.leads = 150;
  options.seed = 7;
  EXPECT_TRUE(RunSimulation(options).exact());
  Scene scene(cluster, kRare);
  PlayWhatIsRare(scene);
  const TempDir dir;
  const GatewayProcess gateway(cluster, ZAMER_BIN_DIR, {"--ways-in-file=" + WriteWays(dir)});
  UseTheEdge(gateway, scene.head());
  return ScanAll(cluster.redis());
}

// One day for all tests.
const std::vector<StoredKey>& Keys() {
  static const std::vector<StoredKey> kKeys = PlayAndScan();
  return kKeys;
}

const RedisKeysPage& Page() {
  static const RedisKeysPage kPage(ZAMER_SOURCE_DIR);
  return kPage;
}

std::vector<std::string> RowsWithoutAKey(const KeyRows& rows) {
  std::vector<std::string> missing;
  for (const KeyRow& row : rows) {
    const auto fits = [&](const StoredKey& key) { return std::regex_match(key.name, row.regex); };
    if (std::ranges::count(kNotExpected, row.key) > 0) continue;
    if (std::ranges::none_of(Keys(), fits)) missing.push_back(row.key);
  }
  return missing;
}

// Of a cell such as `string, 24 h`.
struct Type {
  explicit Type(const std::string& cell) {
    const std::vector<std::string> parts = absl::StrSplit(cell, ", ");
    name = parts[0] == "sorted set" ? "zset" : parts[0];
    if (parts.size() > 1 && !absl::ParseDuration(absl::StrReplaceAll(parts[1], {{" ", ""}}), &longest_life)) {
      throw std::runtime_error("no duration: " + cell);
    }
  }
  std::string name;
  absl::Duration longest_life = absl::InfiniteDuration();
};

TEST(RedisKeysPage, HasOneRowForEveryKeyWithItsTypeAndItsLife) {
  for (const StoredKey& key : Keys()) {
    const auto rows = RowsFor(Page().shapes, key.name);
    EXPECT_THAT(rows, SizeIs(1)) << key.name;
    if (rows.size() != 1) continue;
    const Type type(rows[0]->cells[1]);
    EXPECT_EQ(key.type, type.name) << key.name;
    EXPECT_LE(key.life, type.longest_life) << key.name;
    EXPECT_EQ(key.life == absl::InfiniteDuration(), type.longest_life == absl::InfiniteDuration()) << key.name;
  }
}

TEST(RedisKeysPage, HasNoRowWithoutAKey) {
  EXPECT_THAT(RowsWithoutAKey(Page().shapes), IsEmpty());
  EXPECT_THAT(RowsWithoutAKey(Page().indexes), IsEmpty());
}

TEST(RedisKeysPage, ListsEveryIndexAndCounterWithItsScore) {
  for (const StoredKey& key : Keys()) {
    const std::string_view own = WithoutPartition(key.name);
    if (!own.starts_with("by-") && !own.starts_with("in-") && !own.starts_with("count:")) continue;
    const auto rows = RowsFor(Page().indexes, key.name);
    EXPECT_THAT(rows, SizeIs(1)) << key.name;
    if (rows.size() != 1 || !key.least_score) continue;
    const bool is_time = *key.least_score > 1e12;  // milliseconds, after 2001
    EXPECT_TRUE(rows[0]->cells[3] == "0" ? *key.least_score == 0 : is_time) << key.name << " " << *key.least_score;
  }
}

TEST(RedisKeysPage, SaysInWhichPartitionADepartmentIs) {
  for (const StoredKey& key : Keys()) {
    for (const KeyRow* row : RowsFor(Page().shapes, key.name)) {
      std::smatch parts;
      std::regex_match(key.name, parts, row->regex);
      if (parts.size() == 3)
        EXPECT_EQ(std::stoul(parts[1]), store::PartitionOf(parts[2].str(), kPartitions)) << key.name;
    }
  }
}

TEST(EventsPage, SaysWhoFollowsWhom) {
  EXPECT_THAT(RowsWithoutAKey(Page().cursors), IsEmpty());
  for (const StoredKey& key : Keys()) {
    if (!WithoutPartition(key.name).starts_with("cursor:")) continue;
    EXPECT_THAT(RowsFor(Page().cursors, key.name), SizeIs(1)) << key.name;
  }
}

}  // namespace
}  // namespace zamer::testing
