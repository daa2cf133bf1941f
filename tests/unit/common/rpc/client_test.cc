#include "services/common/rpc/client.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>
#include <gmock/gmock.h>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/co_spawn.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <atomic>
#include <optional>

#include "garden.h"
#include "services/common/status/errors.h"
#include "tests/support/certificates.h"
#include "tests/support/eventually.h"
#include "tests/support/loop.h"
#include "tests/support/status_matchers.h"

namespace zamer::rpc {
namespace {

using zamer::testing::Eventually;
using zamer::testing::IsOk;
using zamer::testing::RunOnLoop;
using zamer::testing::RunUntil;
using zamer::testing::StatusIs;

using GardenClient = Client<test::v1::GardenService>;

// Another service: calls the garden from a loop of its own, which the test runs.
struct Neighbour {
  explicit Neighbour(const Garden& garden) : Neighbour(absl::StrCat("127.0.0.1:", garden.server->port())) {}
  explicit Neighbour(const std::string& target)
      : channel(std::make_unique<Channel>(loop, ChannelOptions{.target = target, .token = [] { return Token(); }})),
        garden(*channel) {}

  Outgoing Soon() const { return {.deadline = absl::Now() + absl::Seconds(20)}; }
  absl::StatusOr<Plant> Get(const Outgoing& outgoing) {
    return RunOnLoop(loop, garden.Invoke(&GardenClient::Api::GetPlant, GoodGet(), outgoing));
  }
  StreamReader<Plant> Watch(int count) {
    WatchPlantsRequest request;
    request.set_count(count);
    return garden.Read(&GardenClient::Api::WatchPlants, request, Soon());
  }

  asio::io_context loop{1};
  std::unique_ptr<Channel> channel;
  GardenClient garden;
};

TEST(Client, BringsBackTheAnswer) {
  Garden garden;
  garden.Serve();
  Neighbour neighbour(garden);
  const absl::StatusOr<Plant> plant = neighbour.Get(neighbour.Soon());
  ASSERT_THAT(plant, IsOk());
  EXPECT_EQ(plant->name(), "departments/d1/plants/p1");
}

TEST(Client, BringsBackErrorsWithTheirDetails) {
  Garden garden;
  garden.service.on_get = [](Call&, const GetPlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    co_return NotFound(Reason::kLeadNotFound, "Look it up.", {{"lead", "departments/d1/leads/l1"}});
  };
  garden.Serve();
  Neighbour neighbour(garden);
  const absl::Status status = neighbour.Get(neighbour.Soon()).status();
  EXPECT_THAT(status, StatusIs(Reason::kLeadNotFound));
  EXPECT_EQ(MetadataOf(status), (Metadata{{"lead", "departments/d1/leads/l1"}}));
}

TEST(Client, SendsDeadlineTraceAndPositionAlong) {
  std::string trace, position;
  absl::Duration left;
  Garden garden;
  garden.host.WaitForPositionsWith([&](std::string_view p, absl::Time) -> asio::awaitable<absl::Status> {
    position = p;
    co_return absl::OkStatus();
  });
  garden.service.on_get = [&](Call& call, const GetPlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    trace = call.trace_parent();
    left = call.deadline() - absl::Now();
    co_return Plant();
  };
  garden.Serve();
  Neighbour neighbour(garden);
  EXPECT_THAT(neighbour.Get({.deadline = absl::Now() + absl::Seconds(4),
                             .trace_parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                             .position = "lead/3/17-0"}),
              IsOk());
  EXPECT_EQ(trace.substr(3, 32), "0af7651916cd43dd8448eb211c80319c");
  EXPECT_EQ(position, "lead/3/17-0");
  EXPECT_LT(left, absl::Seconds(5));
}

TEST(Client, SaysThatNobodyIsThere) {
  Neighbour neighbour("127.0.0.1:1");
  EXPECT_THAT(neighbour.Get(neighbour.Soon()), StatusIs(Reason::kPeerUnavailable));
}

TEST(Client, GivesUpAtTheDeadline) {
  Garden garden;
  garden.service.on_get = [](Call&, const GetPlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    asio::steady_timer never(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    co_await never.async_wait(asio::use_awaitable);
    co_return Plant();
  };
  garden.Serve();
  Neighbour neighbour(garden);
  EXPECT_THAT(neighbour.Get({.deadline = absl::Now() + absl::Milliseconds(100)}), StatusIs(Reason::kDeadlineExpired));
}

TEST(Client, CancelsTheCallWhenTheAwaitingCoroutineIsCancelled) {
  std::atomic<bool> waiting = false;
  Garden garden;
  garden.service.on_get = [&](Call&, const GetPlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    asio::steady_timer never(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    waiting = true;
    co_await never.async_wait(asio::use_awaitable);
    co_return Plant();
  };
  garden.Serve();
  Neighbour neighbour(garden);
  asio::cancellation_signal cancel;
  std::optional<absl::Status> status;
  asio::co_spawn(
      neighbour.loop, neighbour.garden.Invoke(&GardenClient::Api::GetPlant, GoodGet(), neighbour.Soon()),
      asio::bind_cancellation_slot(cancel.slot(), [&](const std::exception_ptr&, const absl::StatusOr<Plant>& plant) {
        status = plant.status();
      }));
  ASSERT_TRUE(RunUntil(neighbour.loop, [&] { return waiting.load(); }));
  cancel.emit(asio::cancellation_type::terminal);
  ASSERT_TRUE(RunUntil(neighbour.loop, [&] { return status.has_value(); }));
  EXPECT_THAT(*status, StatusIs(Reason::kCallCancelled));
}

TEST(Client, MayGoWhileACallIsUnderWay) {
  std::atomic<bool> waiting = false;
  Garden garden;
  garden.service.on_get = [&](Call&, const GetPlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    asio::steady_timer never(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    waiting = true;
    co_await never.async_wait(asio::use_awaitable);
    co_return Plant();
  };
  garden.Serve();
  Neighbour neighbour(garden);
  asio::co_spawn(neighbour.loop, neighbour.garden.Invoke(&GardenClient::Api::GetPlant, GoodGet(), neighbour.Soon()),
                 [](const std::exception_ptr&, const absl::StatusOr<Plant>&) {});
  ASSERT_TRUE(RunUntil(neighbour.loop, [&] { return waiting.load(); }));
  neighbour.channel.reset();
}

TEST(Invocation, IsLetGoOfOnTheLoopThread) {
  asio::io_context loop{1};
  auto context = std::make_shared<grpc::ClientContext>();
  const std::weak_ptr<grpc::ClientContext> kept = context;
  auto invocation = std::make_shared<Invocation<Plant>>(std::move(context), std::make_shared<Underway>());
  std::function<void(grpc::Status)> done;  // gRPC's, which forgets it some time after it ran
  const auto start = [&](grpc::ClientContext*, Plant*, std::function<void(grpc::Status)> given) {
    done = std::move(given);
  };
  bool answered = false;
  asio::co_spawn(loop, invocation->Run(loop, start),
                 [&](const std::exception_ptr&, const absl::StatusOr<Plant>& plant) { answered = plant.ok(); });
  ASSERT_TRUE(RunUntil(loop, [&] { return done != nullptr; }));
  invocation.reset();
  done(grpc::Status::OK);
  EXPECT_FALSE(kept.expired());
  ASSERT_TRUE(RunUntil(loop, [&] { return answered; }));
  EXPECT_TRUE(kept.expired());
}

// A neighbour that speaks TLS.
absl::StatusOr<Plant> GetOverTls(const Garden& garden, ChannelOptions options) {
  asio::io_context loop{1};
  options.target = absl::StrCat("127.0.0.1:", garden.server->port());
  options.token = [] { return Token(); };
  Channel channel(loop, options);
  GardenClient client(channel);
  return RunOnLoop(
      loop, client.Invoke(&GardenClient::Api::GetPlant, GoodGet(), {.deadline = absl::Now() + absl::Seconds(5)}));
}

TEST(Tls, ServesCallersWhoTrustTheAuthority) {
  const testing::Certificates files;
  const testing::Certificates others;
  Garden garden;
  garden.Serve({.tls = {.certificate = files.server_cert(), .key = files.server_key()}});
  EXPECT_THAT(GetOverTls(garden, {.target = "", .authority_file = files.ca()}), IsOk());
  EXPECT_FALSE(GetOverTls(garden, {.target = "", .authority_file = others.ca()}).ok());
  EXPECT_FALSE(GetOverTls(garden, {.target = ""}).ok());
}

TEST(Tls, AsksCallersForACertificateWhereItIsToldTo) {
  const testing::Certificates files;
  const testing::Certificates others;
  Garden garden;
  garden.Serve({.tls = {files.server_cert(), files.server_key(), files.ca()}});
  EXPECT_THAT(GetOverTls(garden, {.target = "",
                                  .authority_file = files.ca(),
                                  .certificate_file = files.client_cert(),
                                  .key_file = files.client_key()}),
              IsOk());
  EXPECT_FALSE(GetOverTls(garden, {.target = "", .authority_file = files.ca()}).ok());
  EXPECT_FALSE(GetOverTls(garden, {.target = "",
                                   .authority_file = files.ca(),
                                   .certificate_file = others.client_cert(),
                                   .key_file = others.client_key()})
                   .ok());
}

TEST(StreamReader, ReadsToTheEnd) {
  Garden garden;
  garden.Serve();
  Neighbour neighbour(garden);
  // More than is read ahead.
  constexpr int kMany = 1000;
  const int read = RunOnLoop(neighbour.loop, [&]() -> asio::awaitable<int> {
    StreamReader<Plant> reader = neighbour.Watch(kMany);
    int next = 0;
    while (true) {
      absl::StatusOr<std::optional<Plant>> plant = co_await reader.Read();
      EXPECT_THAT(plant, IsOk());
      if (!plant.ok() || !plant->has_value()) co_return next;
      EXPECT_EQ((*plant)->height(), next++);
    }
  }());
  EXPECT_EQ(read, kMany);
}

TEST(StreamReader, GivesBatchesOfWhatHasArrived) {
  Garden garden;
  garden.Serve();
  Neighbour neighbour(garden);
  StreamReader<Plant> reader = neighbour.Watch(50);
  int count = 0;
  EXPECT_TRUE(RunUntil(neighbour.loop, [&] {
    while (reader.Ready().has_value()) ++count;
    return count == 50;
  }));
}

TEST(StreamReader, BringsBackTheErrorAtTheEnd) {
  Garden garden;
  garden.service.on_watch = [](Call&, const WatchPlantsRequest&, Writer<Plant>&) -> asio::awaitable<absl::Status> {
    co_return OutOfRange(Reason::kCursorUnknown, "Start again.");
  };
  garden.Serve();
  Neighbour neighbour(garden);
  StreamReader<Plant> reader = neighbour.Watch(1);
  EXPECT_THAT(RunOnLoop(neighbour.loop, reader.Read()), StatusIs(Reason::kCursorUnknown));
}

TEST(StreamReader, DoesNotReadOnForAReaderThatIsNotThere) {
  std::atomic<int> written = 0;
  Garden garden;
  garden.service.on_watch = [&](Call&, const WatchPlantsRequest&, Writer<Plant>& out) -> asio::awaitable<absl::Status> {
    while (true) {
      Plant plant;
      plant.set_label(std::string(64 << 10, 'x'));
      absl::Status status = co_await out.Write(std::move(plant));
      if (!status.ok()) co_return status;
      ++written;
    }
  };
  garden.Serve();
  Neighbour neighbour(garden);
  StreamReader<Plant> reader = neighbour.Watch(1);
  int before = -1;
  // Until nothing more is written: the bound of what is read ahead, and the transport's windows, are full.
  ASSERT_TRUE(Eventually([&] { return std::exchange(before, written.load()) == written.load() && before > 0; }));
  testing::RunFor(neighbour.loop, absl::Milliseconds(200));
  EXPECT_LT(written, 1000);
  reader.Cancel();
}

TEST(StreamReader, EndsTheStreamWhenItGoes) {
  std::atomic<bool> ended = false;
  std::atomic<bool> waiting = false;
  Garden garden;
  garden.service.on_watch = [&](Call&, const WatchPlantsRequest&, Writer<Plant>&) -> asio::awaitable<absl::Status> {
    const std::shared_ptr<void> at_end(nullptr, [&](void*) { ended = true; });
    asio::steady_timer never(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    waiting = true;
    co_await never.async_wait(asio::use_awaitable);
    co_return absl::OkStatus();
  };
  garden.Serve();
  Neighbour neighbour(garden);
  {
    StreamReader<Plant> reader = neighbour.Watch(1);
    ASSERT_TRUE(Eventually([&] { return waiting.load(); }));
  }
  EXPECT_TRUE(Eventually([&] { return ended.load(); }));
}

}  // namespace
}  // namespace zamer::rpc
