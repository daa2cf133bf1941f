#include <gmock/gmock.h>

#include "garden.h"
#include "garden_client.h"
#include "services/common/status/errors.h"
#include "tests/support/status_matchers.h"

namespace zamer::rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
using zamer::testing::IsOk;
using zamer::testing::StatusIs;

TEST(CallPositions, WaitsForThePositionsThatACallerSends) {
  std::vector<std::string> waited;
  Garden garden;
  garden.host.WaitForPositionsWith([&](std::string_view position, absl::Time) -> asio::awaitable<absl::Status> {
    waited.emplace_back(position);
    co_return absl::OkStatus();
  });
  garden.Serve();
  auto context = Context();
  context->AddMetadata("zamer-position", "a");
  context->AddMetadata("zamer-position", "b");
  EXPECT_THAT(GardenClient(garden).Get(GoodGet(), std::move(context)), IsOk());
  EXPECT_THAT(waited, UnorderedElementsAre("a", "b"));
}

TEST(CallPositions, WaitsForPositionsThatComeAsOneValue) {
  std::vector<std::string> waited;
  Garden garden;
  garden.host.WaitForPositionsWith([&](std::string_view position, absl::Time) -> asio::awaitable<absl::Status> {
    waited.emplace_back(position);
    co_return absl::OkStatus();
  });
  garden.Serve();
  auto context = Context();
  context->AddMetadata("zamer-position", "a, b,c");
  EXPECT_THAT(GardenClient(garden).Get(GoodGet(), std::move(context)), IsOk());
  EXPECT_THAT(waited, ElementsAre("a", "b", "c"));
}

TEST(CallPositions, AnswersTheErrorOfAPositionThatDoesNotCome) {
  Garden garden;
  garden.host.WaitForPositionsWith([](std::string_view, absl::Time) -> asio::awaitable<absl::Status> {
    co_return Unavailable(Reason::kPositionNotReached, "Try again.", absl::Seconds(1));
  });
  garden.Serve();
  auto context = Context();
  context->AddMetadata("zamer-position", "a");
  EXPECT_THAT(GardenClient(garden).Get(GoodGet(), std::move(context)), StatusIs(Reason::kPositionNotReached));
}

TEST(CallPositions, TellsThePositionsOfWhatItCommitted) {
  Garden garden;
  garden.service.on_create = [](Call& call, const CreatePlantRequest&) -> asio::awaitable<absl::StatusOr<Plant>> {
    call.SetPosition("lead/3/17-0");
    co_return Plant();
  };
  garden.Serve();
  GardenClient client(garden);
  EXPECT_THAT(client.Create(GoodCreate()), IsOk());
  const auto& trailers = client.last->GetServerTrailingMetadata();
  ASSERT_EQ(trailers.count("zamer-position"), 1u);
  EXPECT_EQ(trailers.find("zamer-position")->second, "lead/3/17-0");
}

}  // namespace
}  // namespace zamer::rpc
