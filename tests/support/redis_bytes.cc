#include "tests/support/redis_bytes.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "tests/support/eventually.h"

namespace zamer::testing {

std::string AllBytes(RedisServer& server) {
  server.Run(redis::Command("CONFIG", "SET").Add("rdbcompression").Add("no"));
  server.Run(redis::Command("BGREWRITEAOF"));
  const bool rewritten = Eventually([&] {
    const std::string info(server.Run(redis::Command("INFO", "persistence")).text());
    return info.find("aof_rewrite_in_progress:0") != std::string::npos &&
           info.find("aof_rewrite_scheduled:0") != std::string::npos;
  });
  if (!rewritten) throw std::runtime_error("Redis does not rewrite its log");
  std::string bytes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(server.dir().path())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  return bytes;
}

}  // namespace zamer::testing
