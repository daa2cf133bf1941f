#include "services/common/store/chain_cache.h"

#include <utility>

namespace zamer::store {

const ChainCache::Link* ChainCache::Find(const std::string& redis_key) const {
  const auto found = links_.find(redis_key);
  return found == links_.end() ? nullptr : &found->second;
}

const ChainCache::Link& ChainCache::Learn(const std::string& redis_key, Link link) {
  if (links_.size() >= kMaxRecords) links_.clear();
  return links_.try_emplace(redis_key, std::move(link)).first->second;
}

void ChainCache::Advance(const std::string& redis_key, Link link) {
  if (links_.size() >= kMaxRecords) links_.clear();
  links_.insert_or_assign(redis_key, std::move(link));
}

}  // namespace zamer::store
