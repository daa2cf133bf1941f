#include <gmock/gmock.h>

#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <atomic>
#include <stdexcept>
#include <utility>

#include "garden.h"
#include "services/common/rpc/to_grpc.h"
#include "tests/support/eventually.h"
#include "tests/support/status_matchers.h"

namespace zamer::rpc {
namespace {

using ::testing::HasSubstr;
using zamer::testing::Eventually;
using zamer::testing::IsOk;
using zamer::testing::StatusIs;

WatchPlantsRequest Ask(int count) {
  WatchPlantsRequest request;
  request.set_count(count);
  return request;
}

// Reads a stream as a client would.
struct Watcher {
  explicit Watcher(const Garden& garden, const WatchPlantsRequest& request = Ask(3),
                   std::unique_ptr<grpc::ClientContext> c = Context())
      : stub(garden.NewStub()), context(std::move(c)), reader(stub->WatchPlants(context.get(), request)) {}
  // What is left of the stream: its messages, then its status.
  absl::Status ReadAll() {
    for (Plant plant; reader->Read(&plant);) plants.push_back(plant);
    return FromGrpc(reader->Finish());
  }

  std::unique_ptr<test::v1::GardenService::Stub> stub;
  std::unique_ptr<grpc::ClientContext> context;
  std::unique_ptr<grpc::ClientReader<Plant>> reader;
  std::vector<Plant> plants;
};

// A handler that waits for something that never comes, and says when it does and when it has stopped.
struct Sleeper {
  auto Handler() {
    return [this](Call&, const WatchPlantsRequest&, Writer<Plant>&) -> asio::awaitable<absl::Status> {
      const std::shared_ptr<void> at_end(nullptr, [this](void*) { stopped = true; });
      asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::hours(1));
      sleeping = true;
      co_await timer.async_wait(asio::use_awaitable);
      co_return absl::OkStatus();
    };
  }
  std::atomic<bool> sleeping = false;
  std::atomic<bool> stopped = false;
};

TEST(Stream, SendsEverythingInOrderAndEndsWell) {
  Garden garden;
  garden.Serve();
  Watcher watcher(garden, Ask(100));
  EXPECT_THAT(watcher.ReadAll(), IsOk());
  ASSERT_EQ(watcher.plants.size(), 100u);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(watcher.plants[i].height(), i);
}

TEST(Stream, IsRefusedLikeAnyCall) {
  Garden garden;
  garden.Serve();
  EXPECT_THAT(Watcher(garden, Ask(1), Context("")).ReadAll(), StatusIs(Reason::kTokenMissing));
  EXPECT_THAT(Watcher(garden, Ask(1), Context(Token("d1", {type::v1::CONSTRUCTOR}))).ReadAll(),
              StatusIs(Reason::kRoleNotAllowed));
}

TEST(Stream, EndsWithTheHandlersError) {
  Garden garden;
  garden.service.on_watch = [](Call&, const WatchPlantsRequest&, Writer<Plant>& out) -> asio::awaitable<absl::Status> {
    absl::Status written = co_await out.Write(Plant());
    if (!written.ok()) co_return written;
    co_return OutOfRange(Reason::kCursorUnknown, "Start again without a cursor.");
  };
  garden.Serve();
  Watcher watcher(garden);
  EXPECT_THAT(watcher.ReadAll(), StatusIs(Reason::kCursorUnknown));
  EXPECT_EQ(watcher.plants.size(), 1u);
}

TEST(Stream, TurnsAnExceptionIntoInternal) {
  Garden garden;
  garden.service.on_watch = [](Call&, const WatchPlantsRequest&, Writer<Plant>&) -> asio::awaitable<absl::Status> {
    throw std::runtime_error("secret");
    co_return absl::OkStatus();
  };
  garden.Serve();
  EXPECT_THAT(Watcher(garden).ReadAll(), StatusIs(Reason::kInternal));
}

// Writes large messages and counts those that the transport took.
struct Flood {
  auto Handler() {
    return [this](Call&, const WatchPlantsRequest& request, Writer<Plant>& out) -> asio::awaitable<absl::Status> {
      for (int i = 0; i < request.count(); ++i) {
        Plant plant;
        plant.set_label(std::string(64 << 10, 'x'));
        end = co_await out.Write(std::move(plant));
        if (!end.ok()) {
          ended = true;
          co_return end;
        }
        ++taken;
      }
      co_return absl::OkStatus();
    };
  }
  std::atomic<int> taken = 0;
  std::atomic<bool> ended = false;
  absl::Status end;
};

TEST(Stream, WaitsForASlowReader) {
  Flood flood;
  Garden garden;
  garden.service.on_watch = flood.Handler();
  garden.Serve();
  Watcher watcher(garden, Ask(400));
  Plant first;
  ASSERT_TRUE(watcher.reader->Read(&first));
  // 400 messages are 25 MiB, several times what the transport's windows hold: until no more are taken.
  int before = 0;
  ASSERT_TRUE(Eventually([&] { return std::exchange(before, flood.taken.load()) == flood.taken && before > 0; }));
  EXPECT_LT(flood.taken, 350);
  EXPECT_THAT(watcher.ReadAll(), IsOk());
  EXPECT_EQ(flood.taken, 400);
}

TEST(Stream, TellsAWriterThatTheCallerHasGone) {
  Flood flood;
  Garden garden;
  garden.service.on_watch = flood.Handler();
  garden.Serve();
  Watcher watcher(garden, Ask(1 << 30));
  Plant first;
  ASSERT_TRUE(watcher.reader->Read(&first));
  watcher.context->TryCancel();
  EXPECT_TRUE(Eventually([&] { return flood.ended.load(); }));
  EXPECT_THAT(flood.end, StatusIs(Reason::kCallCancelled));
}

TEST(Stream, InterruptsAHandlerThatWaitsForSomethingElse) {
  Sleeper sleeper;
  Garden garden;
  garden.service.on_watch = sleeper.Handler();
  garden.Serve();
  Watcher watcher(garden);
  ASSERT_TRUE(Eventually([&] { return sleeper.sleeping.load(); }));
  watcher.context->TryCancel();
  EXPECT_TRUE(Eventually([&] { return sleeper.stopped.load(); }));
  EXPECT_THAT(watcher.ReadAll(), StatusIs(absl::StatusCode::kCancelled));
}

TEST(Stream, EndsAtTheCallersDeadline) {
  Sleeper sleeper;
  Garden garden;
  garden.service.on_watch = sleeper.Handler();
  garden.Serve();
  auto context = Context();
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(100));
  EXPECT_THAT(Watcher(garden, Ask(1), std::move(context)).ReadAll(), StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_TRUE(Eventually([&] { return sleeper.stopped.load(); }));
}

TEST(Stream, EndsAtTheLongestLifeSoThatItIsResumedElsewhere) {
  Sleeper sleeper;
  Garden garden({.stream_time = absl::Milliseconds(50)});
  garden.service.on_watch = sleeper.Handler();
  garden.Serve();
  EXPECT_THAT(Watcher(garden).ReadAll(), StatusIs(Reason::kStreamExpired));
  EXPECT_TRUE(Eventually([&] { return sleeper.stopped.load(); }));
}

TEST(Stream, HasABoundOfItsOwn) {
  Sleeper sleeper;
  Garden garden({.streams_in_flight = 1});
  garden.service.on_watch = sleeper.Handler();
  garden.Serve();
  Watcher first(garden);
  ASSERT_TRUE(Eventually([&] { return sleeper.sleeping.load(); }));
  EXPECT_THAT(Watcher(garden).ReadAll(), StatusIs(Reason::kOverloaded));
  Plant plant;
  auto context = Context();
  EXPECT_TRUE(garden.NewStub()->GetPlant(context.get(), GoodGet(), &plant).ok()) << "calls are bounded apart";
  first.context->TryCancel();
}

}  // namespace
}  // namespace zamer::rpc
