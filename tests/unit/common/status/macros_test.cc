#include "services/common/status/macros.h"

#include <gtest/gtest.h>

#include <asio.hpp>
#include <map>
#include <memory>

namespace zamer {
namespace {

absl::Status Fail(bool fail) { return fail ? absl::AbortedError("asked to") : absl::OkStatus(); }
absl::StatusOr<std::unique_ptr<int>> Make(bool fail, int value) {
  if (fail) return absl::AbortedError("asked to");
  return std::make_unique<int>(value);
}
absl::StatusOr<std::map<int, int>> MakeMap(bool fail) {
  if (fail) return absl::AbortedError("asked to");
  return std::map<int, int>{{1, 2}};
}

absl::StatusOr<int> Straight(bool fail_status, bool fail_value) {
  ZAMER_RETURN_IF_ERROR(Fail(fail_status));
  ZAMER_RETURN_IF_ERROR(Make(false, 1));
  ZAMER_ASSIGN_OR_RETURN(const std::unique_ptr<int> first, Make(fail_value, 1));
  ZAMER_ASSIGN_OR_RETURN(auto second, MakeMap(false));
  return *first + second[1];
}

asio::awaitable<absl::Status> FailLater(bool fail) { co_return Fail(fail); }
asio::awaitable<absl::StatusOr<std::unique_ptr<int>>> MakeLater(bool fail) { co_return Make(fail, 7); }
asio::awaitable<absl::StatusOr<int>> Awaited(bool fail_status, bool fail_value) {
  ZAMER_CO_RETURN_IF_ERROR(co_await FailLater(fail_status));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto value, co_await MakeLater(fail_value));
  co_return *value;
}

absl::StatusOr<int> RunAwaited(bool fail_status, bool fail_value) {
  asio::io_context loop;
  absl::StatusOr<int> result = absl::UnknownError("did not run");
  asio::co_spawn(loop, Awaited(fail_status, fail_value),
                 [&](const std::exception_ptr&, absl::StatusOr<int> value) { result = std::move(value); });
  loop.run();
  return result;
}

TEST(Macros, GoOnWithTheValue) { EXPECT_EQ(Straight(false, false).value(), 3); }

TEST(Macros, ReturnTheFirstError) {
  EXPECT_EQ(Straight(true, false).status(), absl::AbortedError("asked to"));
  EXPECT_EQ(Straight(false, true).status(), absl::AbortedError("asked to"));
}

TEST(Macros, LeaveTheElseToTheirSurroundings) {
  const auto either = [](bool check) -> absl::Status {
    if (check)
      ZAMER_RETURN_IF_ERROR(absl::OkStatus());
    else
      return absl::NotFoundError("else");
    return absl::OkStatus();
  };
  EXPECT_EQ(either(true), absl::OkStatus());
  EXPECT_EQ(either(false), absl::NotFoundError("else"));
}

TEST(Macros, EvaluateTheExpressionOnce) {
  int calls = 0;
  const auto count = [&] { return ++calls, absl::AbortedError("asked to"); };
  const auto run = [&]() -> absl::Status {
    ZAMER_RETURN_IF_ERROR(count());
    return absl::OkStatus();
  };
  EXPECT_FALSE(run().ok());
  EXPECT_EQ(calls, 1);
}

TEST(Macros, WorkInCoroutines) {
  EXPECT_EQ(RunAwaited(false, false).value(), 7);
  EXPECT_EQ(RunAwaited(true, false).status(), absl::AbortedError("asked to"));
  EXPECT_EQ(RunAwaited(false, true).status(), absl::AbortedError("asked to"));
}

}  // namespace
}  // namespace zamer
