#include "services/common/store/transaction.h"

#include <absl/random/random.h>
#include <absl/strings/str_cat.h>

#include <cstdint>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/store/commit_script.h"
#include "services/common/store/store.h"

namespace zamer::store {
namespace {

// The bits of a chained record's version that do not count.
constexpr int kChanceBits = 31;

// One more. A chained record's version also tells apart two writes of the same number: a replica decides on what it
// expects its own earlier commit to leave, and if another replica's write came instead, it must not take that for its
// own.
std::int64_t NextVersion(std::int64_t version, bool chained) {
  if (!chained) return version + 1;
  thread_local absl::InsecureBitGen random;
  const std::int64_t next = ((version >> kChanceBits) + 1) << kChanceBits;
  return next + absl::Uniform<std::int64_t>(random, 0, std::int64_t{1} << kChanceBits);
}

}  // namespace

Transaction::Transaction(Store& store, std::uint32_t partition, absl::Time deadline)
    : store_(store), partition_(partition), deadline_(deadline) {}

Transaction::~Transaction() = default;

asio::awaitable<absl::StatusOr<const Transaction::Entry*>> Transaction::Load(
    Key key, const google::protobuf::Message& prototype) {
  if (const auto found = records_.find(key); found != records_.end()) co_return &found->second;
  std::vector<Key> keys;
  keys.push_back(key);
  ZAMER_CO_RETURN_IF_ERROR(co_await LoadAll(std::move(keys), prototype));
  co_return &records_.at(key);
}

asio::awaitable<absl::Status> Transaction::LoadAll(std::vector<Key> keys, const google::protobuf::Message& prototype) {
  std::vector<Key> missing;
  for (Key& key : keys) {
    if (records_.contains(key) || UseChained(key)) continue;
    missing.push_back(std::move(key));
  }
  if (missing.empty()) co_return absl::OkStatus();
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::string> stored, co_await store_.ReadStored(missing, deadline_));
  for (std::size_t i = 0; i < missing.size(); ++i) {
    ZAMER_CO_RETURN_IF_ERROR(Remember(missing[i], stored[i], prototype));
  }
  co_return absl::OkStatus();
}

bool Transaction::UseChained(const Key& key) {
  if (!chained_ || !store_.chain_.Holds(key.kind)) return false;
  const ChainCache::Link* link = store_.chain_.Find(store_.keys_.Record(key));
  if (link == nullptr) return false;
  Adopt(records_[key], *link);
  return true;
}

void Transaction::Adopt(Entry& entry, const ChainCache::Link& link) {
  entry.shared = link.record;
  entry.version = entry.loaded_version = link.version;
  speculative_ = true;
}

absl::Status Transaction::Remember(const Key& key, std::string_view stored,
                                   const google::protobuf::Message& prototype) {
  const auto [found, added] = records_.try_emplace(key);
  if (!added) return absl::OkStatus();  // another coroutine of this body read it meanwhile
  Entry& entry = found->second;
  std::unique_ptr<google::protobuf::Message> message;
  std::int64_t version = 0;
  if (!stored.empty()) {
    message.reset(prototype.New());
    ZAMER_ASSIGN_OR_RETURN(version, Store::ParseStored(stored, *message));
  }
  if (chained_ && store_.chain_.Holds(key.kind)) {
    Adopt(entry, store_.chain_.Learn(store_.keys_.Record(key), {std::move(message), version}));
  } else {
    entry.message = std::move(message);
    entry.version = entry.loaded_version = version;
  }
  return absl::OkStatus();
}

asio::awaitable<absl::StatusOr<std::string>> Transaction::Lookup(std::string department, UniqueEntry entry) {
  std::vector<UniqueEntry> entries;
  entries.push_back(std::move(entry));
  ZAMER_CO_ASSIGN_OR_RETURN(auto found, co_await LookupAll(std::move(department), std::move(entries)));
  co_return std::move(found.front());
}

asio::awaitable<absl::StatusOr<std::vector<std::string>>> Transaction::LookupAll(std::string department,
                                                                                 std::vector<UniqueEntry> entries) {
  std::vector<std::string> keys;
  std::vector<std::string> missing;
  for (const UniqueEntry& entry : entries) {
    keys.push_back(store_.keys_.Unique(department, entry.index, entry.value));
    if (!lookups_.contains(keys.back())) missing.push_back(keys.back());
  }
  if (!missing.empty()) {
    ZAMER_CO_ASSIGN_OR_RETURN(std::vector<std::string> found, co_await store_.ReadStrings(missing, deadline_));
    for (std::size_t i = 0; i < missing.size(); ++i) lookups_.try_emplace(missing[i], std::move(found[i]));
  }
  std::vector<std::string> ids;
  ids.reserve(keys.size());
  for (const std::string& key : keys) {
    const auto claimed = claims_.find(key);
    ids.push_back(claimed != claims_.end() ? claimed->second : lookups_.at(key));
  }
  co_return ids;
}

asio::awaitable<absl::StatusOr<std::vector<std::string>>> Transaction::LookupNew(std::string department,
                                                                                 std::vector<UniqueEntry> entries) {
  if (hopeful_) {
    for (const UniqueEntry& entry : entries) {
      lookups_.try_emplace(store_.keys_.Unique(department, entry.index, entry.value));
    }
    speculative_ = true;
  }
  return LookupAll(std::move(department), std::move(entries));
}

std::int64_t Transaction::Write(const Key& key, std::unique_ptr<google::protobuf::Message> record,
                                IndexFunction indexes) {
  Entry& entry = records_[key];
  if (!entry.dirty && entry.view() != nullptr) entry.loaded_indexes = indexes(*entry.view());
  if (entry.dirty || entry.view() != nullptr) Unclaim(key, indexes(*entry.view()));
  if (!entry.dirty) {
    entry.loaded = std::move(entry.shared);
    if (entry.message) entry.loaded = std::move(entry.message);
  }
  entry.dirty = true;
  entry.indexes = indexes;
  entry.message = std::move(record);
  for (const UniqueEntry& unique : indexes(*entry.message).unique) {
    claims_[store_.keys_.Unique(key.department, unique.index, unique.value)] = key.id;
  }
  return entry.version = NextVersion(entry.version, store_.chain_.Holds(key.kind));
}

void Transaction::Unclaim(const Key& key, const Indexes& indexes) {
  for (const UniqueEntry& unique : indexes.unique) {
    std::string& holder = claims_[store_.keys_.Unique(key.department, unique.index, unique.value)];
    if (holder.empty() || holder == key.id) holder.clear();
  }
}

void Transaction::Emit(const google::protobuf::Message& event, std::optional<Key> of) {
  events_.push_back({event.SerializeAsString(), std::move(of)});
}

void Transaction::Increment(std::string_view department, std::string_view name, std::string_view field,
                            std::int64_t delta) {
  counters_[store_.keys_.Counters(department, name)][std::string(field)] += delta;
}

void Transaction::DeadLetter(const google::protobuf::Message& letter) {
  dead_letters_.push_back(letter.SerializeAsString());
}

bool Transaction::empty() const {
  if (!events_.empty() || !dead_letters_.empty() || !removed_letters_.empty() || !counters_.empty()) return false;
  for (const auto& [key, entry] : records_) {
    if (entry.dirty) return false;
  }
  return true;
}

}  // namespace zamer::store
