#include "tests/bench/redis_recording.h"

#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>
#include <absl/time/clock.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <memory>
#include <set>

#include "services/common/redis/client.h"

namespace zamer::bench {
namespace {

constexpr char kEnd[] = "zamer-recording-ends";

redis::Options OptionsFor(std::uint16_t port) {
  redis::Options options;
  options.endpoint = std::make_shared<redis::StaticEndpoint>(redis::Endpoint{"127.0.0.1", port});
  return options;
}

redis::Command ToCommand(const Words& words) {
  redis::Command command(words.front());
  for (std::size_t i = 1; i < words.size(); ++i) command.Add(words[i]);
  return command;
}

std::vector<redis::Command> ToCommands(const std::vector<Words>& words) {
  std::vector<redis::Command> commands;
  commands.reserve(words.size());
  for (const Words& each : words) commands.push_back(ToCommand(each));
  return commands;
}

absl::Time Patience() { return absl::Now() + absl::Seconds(60); }

// MONITOR's escapes: \\xHH with two digits always, and those of C for what has one.
std::string Unescape(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      bytes.push_back(text[i]);
      continue;
    }
    static constexpr std::string_view kNames = "nrtab";
    static constexpr std::string_view kBytes = "\n\r\t\a\b";
    const char name = text[++i];
    if (name == 'x') {
      bytes.append(absl::HexStringToBytes({text.data() + i + 1, 2}));
      i += 2;
    } else if (const std::size_t known = kNames.find(name); known != std::string_view::npos) {
      bytes.push_back(kBytes[known]);
    } else {
      bytes.push_back(name);
    }
  }
  return bytes;
}

asio::awaitable<void> SendInTurn(redis::Client& client, std::vector<redis::Command>& commands, std::size_t& next,
                                 LoadResult& result, int& workers) {
  while (next < commands.size()) {
    const absl::Time since = absl::Now();
    const redis::Result answer = co_await client.Run(std::move(commands[next++]), Patience());
    answer.answered() && !answer.reply()->is_error() ? ++result.succeeded : ++result.failed;
    result.latencies.push_back(absl::Now() - since);
  }
  if (--workers == 0) client.Close();
}

asio::awaitable<void> SendCall(redis::Client& client, std::span<redis::Command> commands, absl::Time due,
                               LoadResult& result, std::size_t& left) {
  bool ok = true;
  for (redis::Command& command : commands) {
    const redis::Result answer = co_await client.Run(std::move(command), Patience());
    ok = ok && answer.answered() && !answer.reply()->is_error();
  }
  ok ? ++result.succeeded : ++result.failed;
  result.latencies.push_back(absl::Now() - due);
  if (--left == 0) client.Close();
}

}  // namespace

RedisRecording::RedisRecording(std::uint16_t port)
    : monitor_({.program = "redis-cli", .args = {"-p", absl::StrCat(port), "monitor"}}), port_(port) {
  monitor_.WaitForOutput("OK");
}

std::vector<Words> RedisRecording::Stop() {
  testing::RunProcess({.program = "redis-cli", .args = {"-p", absl::StrCat(port_), "echo", kEnd}});
  monitor_.WaitForOutput(kEnd);
  std::vector<Words> commands;
  for (const absl::string_view line : absl::StrSplit(monitor_.output(), '\n')) {
    Words words = ParseMonitorLine({line.data(), line.size()});
    if (!words.empty()) commands.push_back(std::move(words));
  }
  monitor_.Kill9();
  return commands;
}

Words ParseMonitorLine(std::string_view line) {
  static const std::set<std::string, std::less<>> kOwnBusiness = {"XREAD",  "ROLE", "CLIENT", "AUTH",  "ECHO",   "PING",
                                                                  "SELECT", "echo", "INFO",   "HELLO", "COMMAND"};
  Words words;
  const std::size_t bracket = line.find("] \"");
  if (bracket == std::string_view::npos || line.substr(0, bracket).ends_with(" lua")) return {};
  for (std::size_t at = bracket + 2; at < line.size() && line[at] == '"';) {
    std::size_t end = at + 1;
    while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2 : 1;
    words.push_back(Unescape(line.substr(at + 1, end - at - 1)));
    at = end + 2;
  }
  if (words.empty() || kOwnBusiness.contains(words.front())) return {};
  return words;
}

LoadResult Replay(std::uint16_t port, const std::vector<Words>& commands, int in_flight) {
  asio::io_context loop(1);
  redis::Client client(loop, OptionsFor(port));
  std::vector<redis::Command> ready = ToCommands(commands);
  LoadResult result;
  std::size_t next = 0;
  int workers = in_flight;
  asio::co_spawn(
      loop,
      [&]() -> asio::awaitable<void> {
        co_await client.Ping(Patience());  // connecting is not measured
        const absl::Time start = absl::Now();
        for (int i = 0; i < in_flight; ++i) {
          asio::co_spawn(loop, SendInTurn(client, ready, next, result, workers), asio::detached);
        }
        while (workers > 0) {
          asio::steady_timer pause(loop, std::chrono::milliseconds(1));
          co_await pause.async_wait(asio::use_awaitable);
        }
        result.took = absl::Now() - start;
      },
      asio::detached);
  loop.run();
  return result;
}

LoadResult ReplayAtRate(std::uint16_t port, const std::vector<Words>& commands, int per_call, double rate) {
  asio::io_context loop(1);
  redis::Client client(loop, OptionsFor(port));
  std::vector<redis::Command> ready = ToCommands(commands);
  const auto size = static_cast<std::size_t>(per_call);
  std::size_t left = ready.size() / size;
  LoadResult result;
  asio::co_spawn(
      loop,
      [&]() -> asio::awaitable<void> {
        co_await client.Ping(Patience());
        const absl::Time start = absl::Now();
        const std::size_t calls = left;
        for (std::size_t i = 0; i < calls; ++i) {
          const absl::Time due = DueTime(start, rate, static_cast<std::int64_t>(i));
          if (const absl::Duration wait = due - absl::Now(); wait > absl::ZeroDuration()) {
            asio::steady_timer pause(loop, absl::ToChronoNanoseconds(wait));
            co_await pause.async_wait(asio::use_awaitable);
          }
          asio::co_spawn(loop, SendCall(client, std::span(ready).subspan(i * size, size), due, result, left),
                         asio::detached);
        }
      },
      asio::detached);
  const absl::Time start = absl::Now();
  loop.run();
  result.took = absl::Now() - start;
  return result;
}

}  // namespace zamer::bench
