// The one write path of every service: load, decide, compare and set, again on conflict.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/redis/client.h"
#include "services/common/redis/script.h"
#include "services/common/status/macros.h"
#include "services/common/store/chain_cache.h"
#include "services/common/store/key.h"
#include "services/common/store/mutation.h"
#include "services/common/store/transaction.h"

namespace zamer::store {

struct StoreOptions {
  // Kinds of hot records that are cached with the version they will have once the commits already sent succeed:
  // docs/adr/0008-optimistic-chain.md. Read them last in a body, with no await between the read and the body's end.
  std::vector<std::string> chained_kinds;
  // How long a request id is remembered.
  absl::Duration request_memory = absl::Hours(24);
  // Times a body may run before the commit gives up with ABORTED/CONFLICT. Replicas that change the same records at
  // full speed lose ten times in a row often, 64 times now and then.
  int attempts = 256;
};

// What a commit did.
struct Committed {
  // What the body returned, usually a resource name; on a retry, what the first call's body returned.
  std::string answer;
  // The request was committed before: read the answer's resource again to reply.
  bool replayed = false;
  // Position of the last event in the log, `<service>/<partition>/<cursor>`; empty when there was none. On a retry, the
  // end of the log of now, which comes after what the first call wrote.
  std::string position;
};

// Expected and new position of a consumer in a feed, moved by the commit; see events/consumer.h.
struct CursorMove {
  std::string feed;
  std::string from;
  std::string to;
};

// A due entry that a commit stands for: it must still be due at this time when the commit is made.
struct TimerClaim {
  Key key;
  absl::Time due;
};

// What else than the body's reads must still hold when the commit is made.
struct Guard {
  std::optional<CursorMove> cursor;
  std::optional<TimerClaim> timer;
};

// A service's records, indexes, requests and events in Redis. Loop thread only.
class Store {
 public:
  // `redis` must outlive the store. `service` is the first part of every key, such as "lead".
  Store(redis::Client& redis, std::string service, KeySpace keys, StoreOptions options = {});

  const KeySpace& keys() const { return keys_; }
  const std::string& service() const { return service_; }
  redis::Client& redis() { return redis_; }

  // Runs `body` and commits what it wrote, all or nothing, once per request id.
  //
  //   absl::StatusOr<store::Committed> done = co_await store_.Commit(
  //       store::MutationOf(call, department, request),
  //       [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
  //         ZAMER_CO_ASSIGN_OR_RETURN(auto lead, co_await tx.Get<Lead>(key));
  //         ZAMER_CO_ASSIGN_OR_RETURN(auto next, domain::Lose(lead, …));
  //         tx.Put(key, next.lead);
  //         tx.Emit(next.event);
  //         co_return request.name();
  //       });
  //
  // Errors: the body's own; INVALID_ARGUMENT/REQUEST_ID_REUSED; ABORTED/CONFLICT; UNAVAILABLE/STORE_UNAVAILABLE with no
  // effect; UNAVAILABLE/OUTCOME_UNKNOWN: retry with the same request id.
  using Body = std::function<asio::awaitable<absl::StatusOr<std::string>>(Transaction&)>;
  asio::awaitable<absl::StatusOr<Committed>> Commit(Mutation mutation, Body body);

  // Commits without a request id, for timers and consumers: what the body reads guards it, and what `guard` names.
  // A cursor that is no longer at `from`, or a timer that is no longer due, is ABORTED/CONFLICT: another replica was
  // first.
  asio::awaitable<absl::StatusOr<Committed>> CommitEffect(std::uint32_t partition, Guard guard, absl::Time deadline,
                                                          Body body);

  // Reads one record outside a commit. Empty where there is none.
  template <StoredMessage Record>
  struct Read {
    std::optional<Record> record;
    std::int64_t version = 0;
  };
  template <StoredMessage Record>
  asio::awaitable<absl::StatusOr<Read<Record>>> Get(Key key, absl::Time deadline) {
    std::vector<Key> keys;
    keys.push_back(std::move(key));
    ZAMER_CO_ASSIGN_OR_RETURN(auto found, co_await GetAll<Record>(std::move(keys), deadline));
    co_return std::move(found.front());
  }
  // Reads records of one department, in one round trip; results in the same order.
  template <StoredMessage Record>
  asio::awaitable<absl::StatusOr<std::vector<Read<Record>>>> GetAll(std::vector<Key> keys, absl::Time deadline) {
    ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::string> stored, co_await ReadStored(keys, deadline));
    std::vector<Read<Record>> reads(stored.size());
    for (std::size_t i = 0; i < stored.size(); ++i) {
      if (stored[i].empty()) continue;
      ZAMER_CO_ASSIGN_OR_RETURN(reads[i].version, ParseStored(stored[i], reads[i].record.emplace()));
    }
    co_return reads;
  }

  // The id of the record that holds a unique value; empty where none does.
  asio::awaitable<absl::StatusOr<std::string>> Lookup(std::string department, UniqueEntry entry, absl::Time deadline);

  // Where a consumer is in a feed; empty at its beginning.
  asio::awaitable<absl::StatusOr<std::string>> ReadCursor(std::uint32_t partition, std::string feed,
                                                          absl::Time deadline);

  // All counters of one or more hashes of a department, by field, in order of `names`; one round trip.
  using Counters = std::vector<std::pair<std::string, std::int64_t>>;
  asio::awaitable<absl::StatusOr<std::vector<Counters>>> ReadCounters(std::string department,
                                                                      std::vector<std::string> names,
                                                                      absl::Time deadline);

  // Told the partition after each commit that wrote events; see events/event_log.h. Set once at start.
  void OnEvents(std::function<void(std::uint32_t)> listener) { on_events_ = std::move(listener); }

 private:
  friend class Transaction;

  asio::awaitable<absl::StatusOr<Committed>> Run(std::uint32_t partition, const Mutation* mutation, const Guard& guard,
                                                 absl::Time deadline, const Body& body);
  // ABORTED/CONFLICT when another replica was first.
  asio::awaitable<absl::Status> CheckGuard(std::uint32_t partition, const Guard& guard, absl::Time deadline);
  // One round of the script; nothing on a conflict.
  asio::awaitable<absl::StatusOr<std::optional<Committed>>> TryCommit(Transaction& tx, const Mutation* mutation,
                                                                      const Guard& guard, absl::Time deadline,
                                                                      std::string answer);
  // The answer of an earlier commit of the same request, if there was one.
  asio::awaitable<absl::StatusOr<std::optional<Committed>>> Replay(const Mutation& mutation);
  asio::awaitable<absl::StatusOr<Committed>> ReplayOf(const Mutation& mutation, std::string seen);
  std::string PositionOf(std::uint32_t partition, std::string_view cursor) const;
  void AdvanceChained(Transaction& tx);
  void ForgetChained(const Transaction& tx);
  asio::awaitable<absl::StatusOr<std::vector<std::string>>> ReadStored(const std::vector<Key>& keys,
                                                                       absl::Time deadline);
  asio::awaitable<absl::StatusOr<std::vector<std::string>>> ReadStrings(std::vector<std::string> redis_keys,
                                                                        absl::Time deadline);
  // Parses version and message; INTERNAL for bytes that no store wrote.
  static absl::StatusOr<std::int64_t> ParseStored(std::string_view stored, google::protobuf::Message& message);

  redis::Client& redis_;
  std::string service_;
  KeySpace keys_;
  StoreOptions options_;
  redis::Script script_;
  ChainCache chain_;
  std::function<void(std::uint32_t)> on_events_;
};

// The quoted version, and back; nothing for text that is no etag.
std::string Etag(std::int64_t version);
// OK when `etag` is empty or names `version`; ABORTED/ETAG_STALE otherwise.
absl::Status CheckEtag(std::string_view etag, std::int64_t version);

}  // namespace zamer::store
