#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <grpcpp/impl/client_unary_call.h>

#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <atomic>
#include <csignal>
#include <optional>

#include "garden.h"
#include "services/common/rpc/baton.h"
#include "services/common/rpc/to_grpc.h"
#include "tests/support/eventually.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"

namespace zamer::rpc {
namespace {

using zamer::testing::Eventually;
using zamer::testing::IsOk;
using zamer::testing::Process;
using zamer::testing::StatusIs;

constexpr DrainOptions kQuick{.delay = absl::ZeroDuration(), .grace = absl::Milliseconds(50)};
constexpr DrainOptions kPatient{.delay = absl::ZeroDuration(), .grace = absl::Seconds(20)};

absl::Status Get(test::v1::GardenService::Stub& stub) {
  auto context = Context();
  Plant plant;
  return FromGrpc(stub.GetPlant(context.get(), GoodGet(), &plant));
}

TEST(Drain, LetsACallUnderWayFinish) {
  Baton<bool> baton;
  std::atomic<bool> waiting = false;
  Garden garden;
  garden.service.on_get = [&](Call&, const GetPlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    waiting = true;
    co_await baton.Take();
    co_return Plant();
  };
  garden.Serve();
  const auto stub = garden.NewStub();
  std::optional<absl::Status> answer;
  std::thread caller([&] { answer = Get(*stub); });
  ASSERT_TRUE(Eventually([&] { return waiting.load(); }));
  std::thread drain([&] { garden.Await(garden.server->Drain(kPatient)); });
  ASSERT_TRUE(Eventually([&] { return garden.host.admission().draining(); }));
  asio::post(garden.loop, [&] { baton.Give(true); });
  caller.join();
  drain.join();
  EXPECT_THAT(*answer, IsOk());
}

TEST(Drain, AnswersForAHandlerThatNeverEnds) {
  std::atomic<bool> waiting = false;
  Garden garden;
  garden.service.on_get = [&](Call&, const GetPlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    asio::steady_timer never(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    waiting = true;
    co_await never.async_wait(asio::use_awaitable);
    co_return Plant();
  };
  garden.Serve();
  const auto stub = garden.NewStub();
  std::optional<absl::Status> answer;
  std::thread caller([&] { answer = Get(*stub); });
  ASSERT_TRUE(Eventually([&] { return waiting.load(); }));
  garden.Await(garden.server->Drain(kQuick));
  caller.join();
  EXPECT_THAT(*answer, StatusIs(Reason::kDraining));
}

TEST(Drain, EndsStreamsSoThatTheyAreResumedElsewhere) {
  std::atomic<bool> waiting = false;
  Garden garden;
  garden.service.on_watch = [&](Call&, const WatchPlantsRequest&, Writer<Plant>&) -> asio::awaitable<absl::Status> {
    asio::steady_timer never(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    waiting = true;
    co_await never.async_wait(asio::use_awaitable);
    co_return absl::OkStatus();
  };
  garden.Serve();
  const auto stub = garden.NewStub();
  auto context = Context();
  const auto reader = stub->WatchPlants(context.get(), WatchPlantsRequest());
  ASSERT_TRUE(Eventually([&] { return waiting.load(); }));
  std::thread drain([&] { garden.Await(garden.server->Drain(kPatient)); });
  Plant plant;
  EXPECT_FALSE(reader->Read(&plant));
  EXPECT_THAT(FromGrpc(reader->Finish()), StatusIs(Reason::kDraining));
  drain.join();
}

TEST(Drain, RefusesNewCallsThroughOpenConnections) {
  Garden garden;
  garden.Serve();
  const auto stub = garden.NewStub();
  EXPECT_THAT(Get(*stub), IsOk());
  garden.host.admission().Drain();
  EXPECT_THAT(Get(*stub), StatusIs(Reason::kDraining));
}

// What grpc.health.v1 says about a service: 1 is SERVING, 2 is NOT_SERVING. The messages are written by hand, since
// gRPC does not ship them: field 1 of the request is a name, field 1 of the answer a number.
int HealthOf(const Garden& garden, std::string_view service) {
  const auto channel =
      grpc::CreateChannel(absl::StrCat("127.0.0.1:", garden.server->port()), grpc::InsecureChannelCredentials());
  std::string bytes = "\n";
  bytes += static_cast<char>(service.size());
  bytes += service;
  const grpc::Slice slice(bytes);
  const grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer response;
  const auto context = Context("");
  const grpc::internal::RpcMethod check("/grpc.health.v1.Health/Check", grpc::internal::RpcMethod::NORMAL_RPC, channel);
  const grpc::Status status =
      grpc::internal::BlockingUnaryCall<grpc::ByteBuffer, grpc::ByteBuffer, grpc::ByteBuffer, grpc::ByteBuffer>(
          channel.get(), check, context.get(), request, &response);
  grpc::Slice answer;
  if (!status.ok() || !response.DumpToSingleSlice(&answer).ok() || answer.size() != 2) return -1;
  return answer.begin()[1];
}

constexpr int kServing = 1;
constexpr int kNotServing = 2;

TEST(Server, TellsItsHealthByService) {
  Garden garden;
  garden.Serve();
  const std::string_view name = test::v1::GardenService::service_full_name();
  EXPECT_EQ(HealthOf(garden, name), kServing);
  EXPECT_EQ(HealthOf(garden, "liveness"), kServing);
  garden.server->SetServing(name, false);
  EXPECT_EQ(HealthOf(garden, name), kNotServing);
  EXPECT_EQ(HealthOf(garden, "liveness"), kServing);
  garden.server->SetServing(name, true);
  EXPECT_EQ(HealthOf(garden, name), kServing);
}

TEST(Drain, ServesOnWhileBalancersTakeNotice) {
  Garden garden;
  garden.Serve();
  const auto stub = garden.NewStub();
  EXPECT_THAT(Get(*stub), IsOk());
  std::atomic<bool> drained = false;
  std::thread drain([&] {
    garden.Await(garden.server->Drain({.delay = absl::Seconds(2), .grace = absl::Milliseconds(50)}));
    drained = true;
  });
  EXPECT_TRUE(
      Eventually([&] { return HealthOf(garden, test::v1::GardenService::service_full_name()) == kNotServing; }));
  EXPECT_EQ(HealthOf(garden, "liveness"), kServing);
  EXPECT_THAT(Get(*stub), IsOk());
  EXPECT_FALSE(drained);
  drain.join();
}

TEST(Server, TakesAFreePortAndRefusesATakenOne) {
  Garden garden;
  garden.Serve();
  EXPECT_GT(garden.server->port(), 0);
  const std::string taken = absl::StrCat("127.0.0.1:", garden.server->port());
  EXPECT_THAT(Server::Start(garden.host, {.address = taken}, {}), StatusIs(Reason::kAddressUnusable));
  EXPECT_THAT(Server::Start(garden.host, {.address = "somewhere"}, {}), StatusIs(Reason::kAddressUnusable));
}

TEST(Server, SaysWhichTlsFileItCannotRead) {
  Garden garden;
  EXPECT_THAT(Server::Start(garden.host, {.tls = {.certificate = "/no/such/file", .key = "/no/such/file"}}, {}),
              StatusIs(Reason::kCredentialsUnusable));
}

TEST(Server, RefusesMessagesThatAreTooLarge) {
  Garden garden;
  garden.Serve({.max_message_bytes = 1000});
  GetPlantRequest request = GoodGet();
  request.set_page_token(std::string(2000, 'a'));
  auto context = Context();
  Plant plant;
  EXPECT_EQ(garden.NewStub()->GetPlant(context.get(), request, &plant).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST(Server, EndsWithZeroAfterSigterm) {
  Process server({.program = ZAMER_BIN_DIR "/garden_server"});
  ASSERT_TRUE(server.WaitForOutput("port "));
  EXPECT_EQ(server.Terminate(), 0) << server.output();
}

}  // namespace
}  // namespace zamer::rpc
