// What a person leaves in Redis, byte by byte.
#pragma once
#include <string>

#include "tests/support/redis_server.h"

namespace zamer::testing {

// Every byte that Redis keeps, in memory and on disk, once its log is rewritten.
std::string AllBytes(RedisServer& server);

}  // namespace zamer::testing
