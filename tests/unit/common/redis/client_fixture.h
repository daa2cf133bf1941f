// What the tests of the client share: a server, a loop, and shorthand.
#pragma once
#include <absl/time/time.h>
#include <gtest/gtest.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <functional>
#include <utility>
#include <vector>

#include "services/common/redis/client.h"
#include "services/common/time/clock.h"
#include "tests/support/free_port.h"
#include "tests/support/loop.h"
#include "tests/support/redis_server.h"
#include "tests/support/tcp_gate.h"

namespace zamer::redis {

inline absl::Time In(absl::Duration delay) { return SystemClock().Now() + delay; }

// Long enough never to matter.
inline absl::Time Later() { return In(testing::kPatience); }

class ClientFixture : public ::testing::Test {
 protected:
  Result Run(Client& client, Command command, absl::Time deadline = Later()) {
    return testing::RunOnLoop(loop_, client.Run(std::move(command), deadline));
  }

  // Starts commands without waiting for them; each adds its outcome to the list.
  void Spawn(Client& client, Command command, std::vector<Result>* outcomes, absl::Time deadline = Later()) {
    asio::co_spawn(loop_, Record(client, std::move(command), outcomes, deadline), asio::detached);
  }

  void WaitForOutcomes(const std::vector<Result>& outcomes, std::size_t count) {
    ASSERT_TRUE(testing::RunUntil(loop_, [&] { return outcomes.size() >= count; }));
  }

  void WaitUntilConnected(const Client& client) {
    ASSERT_TRUE(testing::RunUntil(loop_, [&] { return client.connected(); }));
  }

  asio::io_context loop_;

 private:
  static asio::awaitable<void> Record(Client& client, Command command, std::vector<Result>* outcomes,
                                      absl::Time deadline) {
    Result result = co_await client.Run(std::move(command), deadline);
    outcomes->push_back(std::move(result));
  }
};

}  // namespace zamer::redis
