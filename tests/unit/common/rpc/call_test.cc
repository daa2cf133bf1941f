#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>
#include <gmock/gmock.h>

#include <atomic>
#include <stdexcept>

#include "garden.h"
#include "garden_client.h"
#include "google/rpc/error_details.pb.h"
#include "services/common/rpc/baton.h"
#include "services/common/rpc/to_grpc.h"
#include "services/common/status/errors.h"
#include "tests/support/eventually.h"
#include "tests/support/status_matchers.h"

namespace zamer::rpc {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;
using zamer::testing::Eventually;
using zamer::testing::IsOk;
using zamer::testing::StatusIs;

std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  google::rpc::BadRequest details;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  if (payload.has_value()) details.ParseFromString(std::string(*payload));
  for (const auto& violation : details.field_violations()) fields.push_back(violation.field());
  return fields;
}

TEST(Call, AnswersWhatTheHandlerReturns) {
  Garden garden;
  garden.Serve();
  GardenClient client(garden);
  EXPECT_THAT(client.Get(), IsOk());
  EXPECT_EQ(client.plant.name(), "departments/d1/plants/p1");
}

TEST(Call, TellsTheHandlerWhoCallsWhatAndSinceWhichTrace) {
  std::string subject, department, method, request_id, trace;
  Garden garden;
  garden.service.on_create = [&](Call& call, const CreatePlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    subject = call.principal().subject;
    department = call.principal().department;
    method = call.method();
    request_id = call.request_id();
    trace = call.trace_parent();
    co_return Plant();
  };
  garden.Serve();
  GardenClient client(garden);
  auto context = Context();
  context->AddMetadata("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  EXPECT_THAT(FromGrpc(client.stub->CreatePlant(context.get(), GoodCreate(), &client.plant)), IsOk());
  EXPECT_EQ(subject, "departments/d1/employees/e1");
  EXPECT_EQ(department, "d1");
  EXPECT_EQ(method, "zamer.test.v1.GardenService.CreatePlant");
  EXPECT_EQ(request_id, "r-1");
  EXPECT_THAT(trace, AllOf(StartsWith("00-0af7651916cd43dd8448eb211c80319c-"), Not(HasSubstr("b7ad6b7169203331"))));
}

TEST(Call, RefusesACallerWithoutAToken) {
  Garden garden;
  garden.Serve();
  EXPECT_THAT(GardenClient(garden).Get(GoodGet(), Context("")), StatusIs(Reason::kTokenMissing));
}

TEST(Call, RefusesAForgedToken) {
  Garden garden;
  garden.Serve();
  std::string token = Token();
  token[token.rfind('.') + 5] ^= 1;
  EXPECT_THAT(GardenClient(garden).Get(GoodGet(), Context(token)), StatusIs(Reason::kTokenInvalid));
}

TEST(Call, RefusesARoleThatThePolicyDoesNotName) {
  Garden garden;
  garden.Serve();
  EXPECT_THAT(GardenClient(garden).Get(GoodGet(), Context(Token("d1", {type::v1::LEAD_MANAGER}))),
              StatusIs(Reason::kRoleNotAllowed));
}

TEST(Call, AllowsACallerWithOneOfSeveralRoles) {
  Garden garden;
  garden.Serve();
  EXPECT_THAT(GardenClient(garden).Get(GoodGet(), Context(Token("d1", {type::v1::MARKETER, type::v1::SERVICE}))),
              IsOk());
}

TEST(Call, IsClosedToEverybodyWhereTheMethodHasNoPolicy) {
  Garden garden;
  garden.Serve();
  std::vector<type::v1::Role> all;
  for (int role = type::v1::Role_MIN; role <= type::v1::Role_MAX; ++role) all.push_back(type::v1::Role(role));
  auto context = Context(Token("*", all));
  Plant plant;
  EXPECT_THAT(FromGrpc(garden.NewStub()->DigUp(context.get(), GoodGet(), &plant)), StatusIs(Reason::kMethodClosed));
}

TEST(Call, RefusesAnotherDepartmentBeforeItTellsWhatElseIsWrong) {
  Garden garden;
  garden.Serve();
  CreatePlantRequest request;
  request.set_department("departments/d2");
  const absl::Status status = GardenClient(garden).Create(request);
  EXPECT_THAT(status, StatusIs(Reason::kOtherDepartment));
  EXPECT_THAT(FieldsOf(status), ElementsAre());
}

TEST(Call, AllowsACallerOfAllDepartmentsEverywhere) {
  Garden garden;
  garden.Serve();
  EXPECT_THAT(GardenClient(garden).Get(GoodGet(), Context(Token("*"))), IsOk());
}

TEST(Call, ReportsAllViolationsAtOnce) {
  Garden garden;
  garden.Serve();
  CreatePlantRequest request;
  request.mutable_plant()->set_label("far too long");
  request.set_plant_id("No Id");
  const absl::Status status = GardenClient(garden).Create(request);
  EXPECT_THAT(status, StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(FieldsOf(status),
              UnorderedElementsAre("department", "plant.kind", "plant.label", "plant.age", "plant_id", "request_id"));
}

TEST(Call, DropsWhatACallerCannotSet) {
  std::string state = "untouched";
  Garden garden;
  garden.service.on_create = [&](Call&, const CreatePlantRequest& r) -> asio::awaitable<absl::StatusOr<Plant>> {
    state = r.plant().state();
    co_return r.plant();
  };
  garden.Serve();
  CreatePlantRequest request = GoodCreate();
  request.mutable_plant()->set_state("much longer than it may be");
  EXPECT_THAT(GardenClient(garden).Create(request), IsOk());
  EXPECT_EQ(state, "");
}

TEST(Call, GivesADeadlineToACallerWithoutOneAndShortensTooLongOnes) {
  absl::Duration left;
  Garden garden({.call_time = absl::Seconds(5)});
  garden.service.on_get = [&](Call& call, const GetPlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    left = call.deadline() - absl::Now();
    co_return Plant();
  };
  garden.Serve();
  GardenClient client(garden);
  EXPECT_THAT(client.Get(), IsOk());
  EXPECT_LE(left, absl::Seconds(5));
  auto without = std::make_unique<grpc::ClientContext>();
  without->AddMetadata("authorization", "Bearer " + Token());
  EXPECT_THAT(client.Get(GoodGet(), std::move(without)), IsOk());
  EXPECT_GT(left, absl::Seconds(0));
  EXPECT_LE(left, absl::Seconds(5));
  auto shorter = Context();
  shorter->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(4));
  EXPECT_THAT(client.Get(GoodGet(), std::move(shorter)), IsOk());
  EXPECT_GT(left, absl::Seconds(0));
  EXPECT_LT(left, absl::Seconds(5));  // gRPC rounds up what it sends
}

TEST(Call, RefusesWorkWhoseTimeRanOutWhileItWaited) {
  Garden garden({.call_time = absl::Milliseconds(20)});
  garden.host.WaitForPositionsWith([](std::string_view, absl::Time deadline) -> asio::awaitable<absl::Status> {
    while (absl::Now() < deadline) {
    }
    co_return absl::OkStatus();
  });
  bool ran = false;
  garden.service.on_get = [&](Call&, const GetPlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    ran = true;
    co_return Plant();
  };
  garden.Serve();
  auto context = Context();
  context->AddMetadata("zamer-position", "lead/3/17-0");
  EXPECT_THAT(GardenClient(garden).Get(GoodGet(), std::move(context)), StatusIs(Reason::kDeadlineExpired));
  EXPECT_FALSE(ran);
}

TEST(Call, KeepsTheDetailsOfAnErrorOnTheWayToTheCaller) {
  Garden garden;
  garden.service.on_get = [](Call&, const GetPlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    co_return IllegalTransition("departments/d1/plants/p1", "SEED", "FRUIT");
  };
  garden.Serve();
  const absl::Status status = GardenClient(garden).Get();
  EXPECT_THAT(status, StatusIs(Reason::kIllegalTransition));
  EXPECT_TRUE(status.GetPayload("type.googleapis.com/google.rpc.PreconditionFailure").has_value());
}

TEST(Call, HidesWhatAnExceptionSays) {
  Garden garden;
  garden.service.on_get = [](Call&, const GetPlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    throw std::runtime_error("secret of the inside");
    co_return Plant();
  };
  garden.Serve();
  EXPECT_THAT(GardenClient(garden).Get(), StatusIs(Reason::kInternal, Not(HasSubstr("secret"))));
}

TEST(Call, HidesStatusesThatAreNotOfOurVocabulary) {
  Garden garden;
  garden.service.on_get = [](Call&, const GetPlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    co_return absl::NotFoundError("/var/secret/file");
  };
  garden.Serve();
  const absl::Status status = GardenClient(garden).Get();
  EXPECT_THAT(status, StatusIs(Reason::kInternal, Not(HasSubstr("secret"))));
  EXPECT_THAT(MetadataOf(status), ::testing::Contains(::testing::Key("trace_id")));
}

// Keeps handlers waiting until it is opened. Loop thread.
struct Gate {
  asio::awaitable<absl::StatusOr<Plant>> Pass() {
    ++waiting;
    co_await baton.Take();
    --waiting;
    co_return Plant();
  }
  void Open(asio::io_context& loop) {
    asio::post(loop, [this] { baton.Give(true); });
  }
  Baton<bool> baton;
  std::atomic<int> waiting{0};
};

TEST(Call, ShedsLoadWithAHintWhenToRetryAndRecovers) {
  Gate gate;
  Garden garden({.calls_in_flight = 1});
  garden.service.on_get = [&](Call&, const GetPlantRequest&) { return gate.Pass(); };
  garden.Serve();
  std::thread first([&] { EXPECT_THAT(GardenClient(garden).Get(), IsOk()); });
  ASSERT_TRUE(Eventually([&] { return gate.waiting == 1; }));
  const absl::Status status = GardenClient(garden).Get();
  EXPECT_THAT(status, StatusIs(Reason::kOverloaded));
  EXPECT_TRUE(RetryAfterOf(status).has_value());
  gate.Open(garden.loop);
  first.join();
  garden.service.on_get = nullptr;
  EXPECT_TRUE(Eventually([&] { return GardenClient(garden).Get().ok(); }));
}

TEST(Call, LetsTheHandlerEndAfterTheCallerHasGone) {
  Gate gate;
  std::atomic<bool> wanted = true;
  std::atomic<bool> ended = false;
  Garden garden;
  garden.service.on_get = [&](Call& call, const GetPlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    auto plant = co_await gate.Pass();
    wanted = call.wanted();
    ended = true;
    co_return plant;
  };
  garden.Serve();
  auto context = Context();
  std::thread caller([&] {
    Plant plant;
    EXPECT_EQ(garden.NewStub()->GetPlant(context.get(), GoodGet(), &plant).error_code(), grpc::StatusCode::CANCELLED);
  });
  ASSERT_TRUE(Eventually([&] { return gate.waiting == 1; }));
  context->TryCancel();
  caller.join();
  EXPECT_FALSE(ended);
  const auto is_counted = [&] {
    return garden.metrics.Text().find(
               "grpc_method=\"GetPlant\",grpc_service=\"zamer.test.v1.GardenService\",grpc_type="
               "\"unary\"} 1") != std::string::npos;
  };
  EXPECT_TRUE(is_counted());
  EXPECT_TRUE(Eventually([&] {
    gate.Open(garden.loop);
    return true;
  }));
  EXPECT_TRUE(Eventually([&] { return ended.load(); }));
  EXPECT_TRUE(Eventually([&] {
    return garden.metrics.Text().find(
               "grpc_server_handled_total{grpc_code=\"Canceled\",grpc_method=\"GetPlant\",grpc_"
               "service=\"zamer.test.v1.GardenService\",grpc_type=\"unary\"} 1") != std::string::npos;
  }));
}

TEST(Call, IsLoggedInOneLineWithWhatAnOperatorNeedsAndNothingPersonal) {
  Garden garden;
  garden.service.on_create = [](Call& call, const CreatePlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    call.AddFact({"leaves", 7});
    co_return NotFound(Reason::kLeadNotFound, "Look it up.");
  };
  garden.Serve();
  EXPECT_THAT(GardenClient(garden).Create(GoodCreate()), StatusIs(Reason::kLeadNotFound));
  garden.server.reset();
  garden.thread.reset();
  const std::string lines = garden.lines.str();
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 1) << lines;
  for (const char* field :
       {R"("method":"zamer.test.v1.GardenService.CreatePlant")", R"("code":"NOT_FOUND")",
        R"("reason":"LEAD_NOT_FOUND")", R"("request_id":"r-1")", R"("subject":"departments/d1/employees/e1")",
        R"("department":"d1")", R"("leaves":7)", R"("took_ms":)", R"("trace_id":")"}) {
    EXPECT_THAT(lines, HasSubstr(field));
  }
  EXPECT_THAT(lines, Not(HasSubstr("oak")));
}

TEST(Call, IsCountedByMethodAndCode) {
  Garden garden;
  garden.Serve();
  GardenClient client(garden);
  EXPECT_THAT(client.Get(), IsOk());
  EXPECT_THAT(client.Get(GoodGet(), Context("")), StatusIs(Reason::kTokenMissing));
  const std::string labels =
      "grpc_method=\"GetPlant\",grpc_service=\"zamer.test.v1.GardenService\",grpc_type=\"unary\"}";
  const auto counted = [&](const std::string& line) {
    return Eventually([&] { return garden.metrics.Text().find(line) != std::string::npos; });
  };
  EXPECT_TRUE(counted("grpc_server_handled_total{grpc_code=\"OK\"," + labels + " 1\n"));
  EXPECT_TRUE(counted("grpc_server_handled_total{grpc_code=\"Unauthenticated\"," + labels + " 1\n"));
  EXPECT_TRUE(counted("grpc_server_handled_total{grpc_code=\"Internal\"," + labels + " 0\n"));
  EXPECT_TRUE(counted("grpc_server_started_total{" + labels + " 2\n"));
  EXPECT_TRUE(counted("grpc_server_handling_seconds_count{" + labels + " 2\n"));
  EXPECT_TRUE(counted("zamer_in_flight_calls{grpc_service=\"zamer.test.v1.GardenService\",grpc_type=\"unary\"} 0\n"));
}

}  // namespace
}  // namespace zamer::rpc
