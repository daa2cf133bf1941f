#include "services/common/redis/client.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "services/common/redis/call.h"
#include "services/common/redis/core.h"
#include "services/common/time/clock.h"

namespace zamer::redis {
namespace {

// Deadlines are told in real time and kept in steady time, so a clock that jumps later does not move them.
TimePoint SteadyTime(absl::Time deadline) {
  constexpr absl::Duration kLongest = absl::Hours(24);
  const absl::Duration left = std::min(deadline - SystemClock().Now(), kLongest);
  return std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(left);
}

}  // namespace

Client::Client(asio::io_context& loop, Options options) : core_(std::make_shared<Core>(loop, std::move(options))) {
  core_->Start();
}

Client::~Client() { Close(); }

asio::awaitable<Result> Client::Run(Command command, absl::Time deadline) {
  co_return co_await RunBorrowed(command, deadline);
}

asio::awaitable<Result> Client::RunBorrowed(const Command& command, absl::Time deadline) {
  Result result;
  Call call({&command, 1}, {&result, 1}, SteadyTime(deadline));
  if (core_->Admit(call)) co_await core_->Wait(call);
  co_return result;
}

asio::awaitable<std::vector<Result>> Client::RunAll(std::vector<Command> commands, absl::Time deadline) {
  std::vector<Result> results(commands.size());
  Call call(commands, results, SteadyTime(deadline));
  if (!commands.empty() && core_->Admit(call)) co_await core_->Wait(call);
  co_return results;
}

asio::awaitable<bool> Client::Ping(absl::Time deadline) {
  const Result result = co_await Run(Command("PING"), deadline);
  co_return result.answered() && !result.reply()->is_error();
}

bool Client::connected() const { return core_->connected(); }

ClientStats Client::stats() const { return core_->stats(); }

void Client::Close() { core_->Close(); }

}  // namespace zamer::redis
