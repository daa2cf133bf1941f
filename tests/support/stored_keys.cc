#include "tests/support/stored_keys.h"

#include <map>
#include <utility>

namespace zamer::testing {
namespace {

// One page of keys, each with its type, its life in milliseconds and its least score: {cursor, key, type, life, score,
// …}.
constexpr char kPage[] = R"lua(
local page = redis.call('SCAN', ARGV[1], 'COUNT', 500)
local answer = {page[1]}
for _, key in ipairs(page[2]) do
  local type = redis.call('TYPE', key).ok
  local score = type == 'zset' and redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')[2] or ''
  for _, value in ipairs({key, type, redis.call('PTTL', key), score}) do answer[#answer + 1] = value end
end
return answer)lua";
constexpr std::size_t kValues = 4;

StoredKey KeyAt(const redis::Reply& page, std::size_t i) {
  const std::int64_t life = page[i + 2].integer();
  StoredKey key{.name = std::string(page[i].text()),
                .type = std::string(page[i + 1].text()),
                .life = life < 0 ? absl::InfiniteDuration() : absl::Milliseconds(life),
                .least_score = {}};
  if (key.type == "zset") key.least_score = std::stod(std::string(page[i + 3].text()));
  return key;
}

}  // namespace

std::vector<StoredKey> ScanAll(RedisServer& redis) {
  std::map<std::string, StoredKey> found;  // a scan may show a key twice
  std::string cursor = "0";
  do {
    const redis::Reply page = redis.Run(redis::Command("EVAL", kPage, "0", cursor));
    cursor = page[0].text();
    for (std::size_t i = 1; i + kValues <= page.size(); i += kValues) {
      StoredKey key = KeyAt(page, i);
      found.insert_or_assign(key.name, std::move(key));
    }
  } while (cursor != "0");
  std::vector<StoredKey> keys;
  keys.reserve(found.size());
  for (auto& [name, key] : found) keys.push_back(std::move(key));
  return keys;
}

}  // namespace zamer::testing
