// Hot records, with the version that they will have once the commits already sent succeed.
#pragma once
#include <absl/container/flat_hash_map.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace zamer::store {

// Commits of one process go to Redis in order on one connection, so the next one may be decided on the record as the
// last one will leave it, before Redis has answered. A commit that fails takes its records out; those sent after it
// then conflict and decide again on what Redis holds. Never needed for correctness: every commit still compares
// versions. Holds at most kMaxRecords, then forgets them all. Loop thread only.
class ChainCache {
 public:
  struct Link {
    std::shared_ptr<const google::protobuf::Message> record;  // null: absent
    std::int64_t version = 0;
  };
  static constexpr std::size_t kMaxRecords = 20'000;

  explicit ChainCache(const std::vector<std::string>& kinds) : kinds_(kinds.begin(), kinds.end()) {}

  bool Holds(std::string_view kind) const { return kinds_.contains(kind); }
  const Link* Find(const std::string& redis_key) const;
  // What Redis held when it was read; an entry that is there already is newer and stays. Returns the one that holds.
  const Link& Learn(const std::string& redis_key, Link link);
  // What the commit just sent will leave.
  void Advance(const std::string& redis_key, Link link);
  void Forget(const std::string& redis_key) { links_.erase(redis_key); }

 private:
  std::set<std::string, std::less<>> kinds_;
  absl::flat_hash_map<std::string, Link> links_;
};

}  // namespace zamer::store
