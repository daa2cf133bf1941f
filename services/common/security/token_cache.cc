#include "services/common/security/token_cache.h"

#include <utility>

namespace zamer::security {

std::shared_ptr<const Principal> TokenCache::Find(std::string_view token, absl::Time now) {
  std::lock_guard lock(mutex_);
  const auto found = index_.find(absl::string_view(token.data(), token.size()));
  if (found == index_.end()) return nullptr;
  const Entries::iterator entry = found->second;
  if (now >= entry->end) {
    index_.erase(found);
    entries_.erase(entry);
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, entry);
  return entry->principal;
}

void TokenCache::Insert(std::string_view token, std::shared_ptr<const Principal> principal, absl::Time end,
                        int generation) {
  std::lock_guard lock(mutex_);
  if (generation != generation_ || index_.contains(absl::string_view(token.data(), token.size()))) return;
  if (entries_.size() >= capacity_) {
    index_.erase(entries_.back().token);
    entries_.pop_back();
  }
  entries_.push_front({std::string(token), std::move(principal), end});
  index_.emplace(entries_.front().token, entries_.begin());
}

void TokenCache::Clear() {
  std::lock_guard lock(mutex_);
  ++generation_;
  index_.clear();
  entries_.clear();
}

int TokenCache::generation() const {
  std::lock_guard lock(mutex_);
  return generation_;
}

}  // namespace zamer::security
