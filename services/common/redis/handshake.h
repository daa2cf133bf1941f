// What is said on a new connection before any command. Internal to this folder.
#pragma once
#include <absl/status/status.h>

#include <asio/awaitable.hpp>

#include "services/common/redis/options.h"
#include "services/common/redis/reply_reader.h"
#include "services/common/redis/transport.h"

namespace zamer::redis {

// AUTH, SELECT, CLIENT SETNAME and ROLE, in one write. Fails when the server refuses one of them or is no primary. The
// error names the step and Redis's error code, never its text, which may repeat the password.
asio::awaitable<absl::Status> Greet(Transport& transport, ReplyReader& reader, const Options& options);

}  // namespace zamer::redis
