#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/time/time.h>

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "services/common/security/principal.h"

namespace zamer::security {

// Tokens that were verified, the most recently used ones, until they end. Compares whole tokens, so there are no
// collisions to exploit. Thread-safe.
class TokenCache {
 public:
  explicit TokenCache(size_t capacity) : capacity_(capacity) {}

  // Null when the token is unknown or its end has come.
  std::shared_ptr<const Principal> Find(std::string_view token, absl::Time now);
  // `generation` as it was before the token was verified: dropped if the cache was cleared since then.
  void Insert(std::string_view token, std::shared_ptr<const Principal> principal, absl::Time end, int generation);
  void Clear();
  int generation() const;

 private:
  struct Entry {
    std::string token;
    std::shared_ptr<const Principal> principal;
    absl::Time end;
  };
  using Entries = std::list<Entry>;

  const size_t capacity_;
  mutable std::mutex mutex_;
  int generation_ = 0;
  // Most recently used first. The index's keys view into the entries.
  Entries entries_;
  absl::flat_hash_map<absl::string_view, Entries::iterator> index_;
};

}  // namespace zamer::security
