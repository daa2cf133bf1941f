// A Lua script, run by its hash and loaded when the server does not know it.
#pragma once
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "services/common/redis/client.h"
#include "services/common/redis/command.h"
#include "services/common/redis/result.h"

namespace zamer::redis {

// Immutable; shared by any number of calls.
//
//   redis::Command call = script.Call({key});
//   call.Add(version).Add(bytes);
//   redis::Result result = co_await script.Run(client, std::move(call), deadline);
class Script {
 public:
  explicit Script(std::string source);

  const std::string& source() const { return source_; }
  // Lower-case hexadecimal SHA-1 of the source, the name by which Redis knows it.
  const std::string& sha1() const { return sha1_; }

  // EVALSHA with these KEYS; add the ARGV to it.
  Command Call(std::initializer_list<std::string_view> keys) const;
  Command Call(std::span<const std::string> keys) const;

  // Runs a command made by Call. A server that lost the script is given it once, and the call again: the refused call
  // had no effect. `client` must live until the outcome.
  asio::awaitable<Result> Run(Client& client, Command call, absl::Time deadline) const;

 private:
  std::string source_;
  std::string sha1_;
};

}  // namespace zamer::redis
