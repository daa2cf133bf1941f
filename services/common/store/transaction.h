// What one commit reads and writes.
#pragma once
#include <absl/container/flat_hash_map.h>
#include <absl/functional/function_ref.h>
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <google/protobuf/message.h>

#include <asio/awaitable.hpp>
#include <concepts>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/status/macros.h"
#include "services/common/store/chain_cache.h"
#include "services/common/store/index.h"
#include "services/common/store/key.h"

namespace zamer::store {

class Store;

template <class Record>
concept StoredMessage = std::derived_from<Record, google::protobuf::Message>;

// A record and its version, greater with every write: 1 for the first and one more each time, but for chained kinds,
// whose versions two replicas never make alike (docs/adr/0008). The version quoted is the etag.
template <StoredMessage Record>
struct Versioned {
  const Record* record = nullptr;
  std::int64_t version = 0;

  explicit operator bool() const { return record != nullptr; }
  const Record& operator*() const { return *record; }
  const Record* operator->() const { return record; }
};

// Records read and to be written by one commit of one partition. All that was read, present or absent, must be the same
// when the commit is made, or the body runs again on what is there then: a body must have no effect but through its
// transaction. Reads see the transaction's own writes. Loop thread only; pointers live until the next Put of the same
// key or the transaction's end.
class Transaction {
 public:
  Transaction(Store& store, std::uint32_t partition, absl::Time deadline);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // The record, or an empty one where there is none. One round trip unless it is read or cached already.
  template <StoredMessage Record>
  asio::awaitable<absl::StatusOr<Versioned<Record>>> Get(Key key) {
    ZAMER_CO_ASSIGN_OR_RETURN(const Entry* entry, co_await Load(std::move(key), Record::default_instance()));
    co_return View<Record>(*entry);
  }

  // Reads several records in one round trip; Get then finds them without one.
  template <StoredMessage Record>
  asio::awaitable<absl::Status> Prefetch(std::vector<Key> keys) {
    return LoadAll(std::move(keys), Record::default_instance());
  }

  // The id of the record of this kind that holds the unique value; empty where none does.
  asio::awaitable<absl::StatusOr<std::string>> Lookup(std::string department, UniqueEntry entry);
  // Several at once, in one round trip; results in the same order.
  asio::awaitable<absl::StatusOr<std::vector<std::string>>> LookupAll(std::string department,
                                                                      std::vector<UniqueEntry> entries);
  // The same for values that are new more often than not: at first they are taken for free without a read. Where one is
  // not, the commit conflicts, and the body's next run reads them.
  asio::awaitable<absl::StatusOr<std::vector<std::string>>> LookupNew(std::string department,
                                                                      std::vector<UniqueEntry> entries);

  // Writes a record; its index entries follow from Indexer<Record>. A key that was not read must be absent. Returns the
  // version that it will have.
  template <StoredMessage Record>
  std::int64_t Put(const Key& key, Record record) {
    return Write(key, std::make_unique<Record>(std::move(record)), &IndexesOfMessage<Record>);
  }

  // Told of a record that is to be written: as it was read and as it will be; null where there is none.
  template <StoredMessage Record>
  using OnWritten = absl::FunctionRef<void(const Key& key, const Record* before, const Record& after)>;
  // Tells of all records of this kind that are to be written, in order of their keys.
  template <StoredMessage Record>
  void ForEachWritten(std::string_view kind, OnWritten<Record> told) const {
    for (const auto& [key, entry] : records_) {
      if (!entry.dirty || key.kind != kind) continue;
      told(key, static_cast<const Record*>(entry.loaded.get()), static_cast<const Record&>(*entry.message));
    }
  }

  // Adds an event to the service's log, in the same commit, and to the timeline of the record `of`, where one is given;
  // see timeline.h. No personal data.
  void Emit(const google::protobuf::Message& event, std::optional<Key> of = std::nullopt);

  // Adds to an exact counter of the department, in the same commit; counters are not read back by a transaction. What a
  // field may be: counters.h.
  void Increment(std::string_view department, std::string_view name, std::string_view field, std::int64_t delta);

  // Puts an event of another service aside that cannot be applied, in the same commit.
  void DeadLetter(const google::protobuf::Message& letter);

  // Takes a dead letter away, in the same commit; a conflict when it is gone already.
  void RemoveDeadLetter(std::string id) { removed_letters_.push_back(std::move(id)); }

  std::uint32_t partition() const { return partition_; }
  // Whether anything is to be written.
  bool empty() const;

 private:
  friend class Store;
  friend class CommitBuilder;
  using IndexFunction = Indexes (*)(const google::protobuf::Message&);

  struct Entry {
    std::unique_ptr<google::protobuf::Message> message;       // as read from Redis or written here; null: absent
    std::shared_ptr<const google::protobuf::Message> shared;  // as found in the chain cache
    std::int64_t version = 0;
    std::int64_t loaded_version = 0;
    bool dirty = false;
    std::shared_ptr<const google::protobuf::Message> loaded;  // once dirty: the record as it was read
    Indexes loaded_indexes;                                   // once dirty: those of that record
    IndexFunction indexes = nullptr;
    const google::protobuf::Message* view() const { return message ? message.get() : shared.get(); }
  };

  struct Event {
    std::string bytes;
    std::optional<Key> of;
  };

  template <StoredMessage Record>
  static Indexes IndexesOfMessage(const google::protobuf::Message& message) {
    return Indexer<Record>::Of(static_cast<const Record&>(message));
  }
  template <StoredMessage Record>
  static Versioned<Record> View(const Entry& entry) {
    return {static_cast<const Record*>(entry.view()), entry.version};
  }

  asio::awaitable<absl::StatusOr<const Entry*>> Load(Key key, const google::protobuf::Message& prototype);
  asio::awaitable<absl::Status> LoadAll(std::vector<Key> keys, const google::protobuf::Message& prototype);
  bool UseChained(const Key& key);
  void Adopt(Entry& entry, const ChainCache::Link& link);
  absl::Status Remember(const Key& key, std::string_view stored, const google::protobuf::Message& prototype);
  std::int64_t Write(const Key& key, std::unique_ptr<google::protobuf::Message> record, IndexFunction indexes);
  // Lookups no longer find the record by the values that it had.
  void Unclaim(const Key& key, const Indexes& indexes);

  Store& store_;
  std::uint32_t partition_;
  absl::Time deadline_;
  std::map<Key, Entry> records_;
  std::map<std::string, std::string> lookups_;  // Redis key of a unique entry -> record id, empty for absent
  std::map<std::string, std::string> claims_;   // the same as this transaction will leave it
  bool chained_ = true;                         // whether the chain cache may be read
  bool hopeful_ = true;                         // whether LookupNew may do without a read
  bool speculative_ = false;                    // has done one of both
  std::vector<Event> events_;
  std::vector<std::string> dead_letters_;
  std::vector<std::string> removed_letters_;
  absl::flat_hash_map<std::string, absl::flat_hash_map<std::string, std::int64_t>> counters_;  // key -> field -> delta
};

}  // namespace zamer::store
