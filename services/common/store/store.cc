#include "services/common/store/store.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <utility>

#include "services/common/redis/reply_status.h"
#include "services/common/status/errors.h"
#include "services/common/store/commit_builder.h"
#include "services/common/store/commit_script.h"
#include "services/common/store/counter_reads.h"
#include "services/common/store/newest_event.h"

namespace zamer::store {
namespace {

constexpr std::size_t kVersionBytes = 8;
constexpr std::size_t kDigestBytes = 8;
// Keys of one MGET; more are read in several, pipelined.
constexpr std::size_t kKeysPerRead = 512;

}  // namespace

Store::Store(redis::Client& redis, std::string service, KeySpace keys, StoreOptions options)
    : redis_(redis),
      service_(std::move(service)),
      keys_(std::move(keys)),
      options_(std::move(options)),
      script_(std::string(CommitScriptSource())),
      chain_(options_.chained_kinds) {}

asio::awaitable<absl::StatusOr<Committed>> Store::Commit(Mutation mutation, Body body) {
  co_return co_await Run(keys_.PartitionOf(mutation.department), &mutation, Guard{}, mutation.deadline, body);
}

asio::awaitable<absl::StatusOr<Committed>> Store::CommitEffect(std::uint32_t partition, Guard guard,
                                                               absl::Time deadline, Body body) {
  co_return co_await Run(partition, nullptr, guard, deadline, body);
}

asio::awaitable<absl::StatusOr<Committed>> Store::Run(std::uint32_t partition, const Mutation* mutation,
                                                      const Guard& guard, absl::Time deadline, const Body& body) {
  bool doubted = false;
  for (int attempt = 0; attempt < options_.attempts; ++attempt) {
    Transaction tx(*this, partition, deadline);
    tx.chained_ = !doubted;
    tx.hopeful_ = attempt == 0;
    absl::StatusOr<std::string> answer = co_await body(tx);
    if (!answer.ok()) {
      if (mutation != nullptr) {
        ZAMER_CO_ASSIGN_OR_RETURN(std::optional<Committed> earlier, co_await Replay(*mutation));
        if (earlier) co_return *std::move(earlier);
      }
      // A refusal on what a commit under way may leave is tried once more on what Redis holds.
      if (!tx.speculative_) co_return std::move(answer).status();
      doubted = true;
      continue;
    }
    if (mutation == nullptr && !guard.cursor && tx.empty()) co_return Committed{*std::move(answer), false, ""};
    ZAMER_CO_ASSIGN_OR_RETURN(std::optional<Committed> done,
                              co_await TryCommit(tx, mutation, guard, deadline, *std::move(answer)));
    if (done) co_return *std::move(done);
    ZAMER_CO_RETURN_IF_ERROR(co_await CheckGuard(partition, guard, deadline));
  }
  co_return Aborted(Reason::kConflict, "Others keep changing the same records; try again with the same request_id.");
}

asio::awaitable<absl::StatusOr<std::optional<Committed>>> Store::TryCommit(Transaction& tx, const Mutation* mutation,
                                                                           const Guard& guard, absl::Time deadline,
                                                                           std::string answer) {
  CommitArguments arguments;
  if (mutation != nullptr) arguments.CheckRequest(keys_.Request(mutation->department, mutation->request_id));
  if (guard.cursor) arguments.CheckValue(keys_.Cursor(tx.partition(), guard.cursor->feed), guard.cursor->from);
  if (guard.timer) {
    arguments.CheckScore(keys_.Timers(tx.partition()), TimerMember(guard.timer->key), Score(guard.timer->due));
  }
  const CommitBuilder builder(keys_, tx);
  ZAMER_CO_RETURN_IF_ERROR(builder.Checks(arguments));
  builder.Writes(arguments);
  if (guard.cursor) arguments.Set(keys_.Cursor(tx.partition(), guard.cursor->feed), guard.cursor->to);
  if (mutation != nullptr) {
    arguments.SetFor(keys_.Request(mutation->department, mutation->request_id), absl::StrCat(mutation->digest, answer),
                     absl::ToInt64Milliseconds(options_.request_memory));
  }
  const bool wrote_events = !tx.events_.empty();
  const std::size_t last_event = tx.dead_letters_.size() + tx.events_.size();
  AdvanceChained(tx);
  absl::StatusOr<redis::Reply> reply = redis::ToReply(co_await script_.Run(redis_, arguments.Build(script_), deadline));
  if (!reply.ok()) {
    ForgetChained(tx);
    co_return std::move(reply).status();
  }
  std::optional<CommitReply> outcome = ParseCommitReply(*reply);
  if (!outcome) co_return Internal("the commit script answered what it never answers");
  if (outcome->kind != CommitReply::Kind::kCommitted) ForgetChained(tx);
  if (outcome->kind == CommitReply::Kind::kSeen) {
    ZAMER_CO_ASSIGN_OR_RETURN(Committed earlier, co_await ReplayOf(*mutation, std::move(outcome->seen)));
    co_return std::move(earlier);
  }
  if (outcome->kind == CommitReply::Kind::kConflict) co_return std::nullopt;
  Committed done{std::move(answer), false, ""};
  if (wrote_events && outcome->cursors.size() >= last_event) {
    done.position = PositionOf(tx.partition(), outcome->cursors[last_event - 1]);
    if (on_events_) on_events_(tx.partition());
  }
  co_return std::move(done);
}

asio::awaitable<absl::Status> Store::CheckGuard(std::uint32_t partition, const Guard& guard, absl::Time deadline) {
  if (guard.cursor) {
    ZAMER_CO_ASSIGN_OR_RETURN(const std::string now, co_await ReadCursor(partition, guard.cursor->feed, deadline));
    if (now != guard.cursor->from) co_return Aborted(Reason::kConflict, "Another replica has applied this batch.");
  }
  if (guard.timer) {
    const redis::Command score("ZSCORE", keys_.Timers(partition), TimerMember(guard.timer->key));
    ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply now, redis::ToReply(co_await redis_.Run(score, deadline)));
    if (now.text() != absl::StrCat(absl::ToUnixMillis(guard.timer->due))) {
      co_return Aborted(Reason::kConflict, "Another replica has fired this timer.");
    }
  }
  co_return absl::OkStatus();
}

void Store::AdvanceChained(Transaction& tx) {
  for (auto& [key, entry] : tx.records_) {
    if (!entry.dirty || !chain_.Holds(key.kind)) continue;
    entry.shared = std::shared_ptr<const google::protobuf::Message>(std::move(entry.message));
    chain_.Advance(keys_.Record(key), {entry.shared, entry.version});
  }
}

void Store::ForgetChained(const Transaction& tx) {
  for (const auto& [key, entry] : tx.records_) {
    if (chain_.Holds(key.kind)) chain_.Forget(keys_.Record(key));
  }
}

asio::awaitable<absl::StatusOr<std::optional<Committed>>> Store::Replay(const Mutation& mutation) {
  std::vector<std::string> keys;
  keys.push_back(keys_.Request(mutation.department, mutation.request_id));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::string> seen,
                            co_await ReadStrings(std::move(keys), mutation.deadline));
  if (seen.front().empty()) co_return std::nullopt;
  ZAMER_CO_ASSIGN_OR_RETURN(Committed earlier, co_await ReplayOf(mutation, seen.front()));
  co_return std::move(earlier);
}

asio::awaitable<absl::StatusOr<Committed>> Store::ReplayOf(const Mutation& mutation, std::string seen) {
  if (std::string_view(seen).substr(0, kDigestBytes) != mutation.digest) {
    co_return InvalidArgument(Reason::kRequestIdReused,
                              "This request_id was used for another request; use a new one for each request.");
  }
  const std::uint32_t partition = keys_.PartitionOf(mutation.department);
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string newest,
                            co_await NewestEvent(redis_, keys_.Events(partition), mutation.deadline));
  co_return Committed{seen.substr(kDigestBytes), true, newest.empty() ? "" : PositionOf(partition, newest)};
}

std::string Store::PositionOf(std::uint32_t partition, std::string_view cursor) const {
  return absl::StrCat(service_, "/", partition, "/", std::string(cursor));
}

asio::awaitable<absl::StatusOr<std::string>> Store::Lookup(std::string department, UniqueEntry entry,
                                                           absl::Time deadline) {
  std::vector<std::string> keys;
  keys.push_back(keys_.Unique(department, entry.index, entry.value));
  ZAMER_CO_ASSIGN_OR_RETURN(std::vector<std::string> found, co_await ReadStrings(std::move(keys), deadline));
  co_return std::move(found.front());
}

asio::awaitable<absl::StatusOr<std::string>> Store::ReadCursor(std::uint32_t partition, std::string feed,
                                                               absl::Time deadline) {
  std::vector<std::string> keys;
  keys.push_back(keys_.Cursor(partition, feed));
  ZAMER_CO_ASSIGN_OR_RETURN(std::vector<std::string> found, co_await ReadStrings(std::move(keys), deadline));
  co_return std::move(found.front());
}

asio::awaitable<absl::StatusOr<std::vector<Store::Counters>>> Store::ReadCounters(std::string department,
                                                                                  std::vector<std::string> names,
                                                                                  absl::Time deadline) {
  std::vector<redis::Command> commands;
  commands.reserve(names.size());
  for (const std::string& name : names) commands.emplace_back("HGETALL", keys_.Counters(department, name));
  std::vector<Counters> counters;
  counters.reserve(names.size());
  for (redis::Result& result : co_await redis_.RunAll(std::move(commands), deadline)) {
    ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply reply, redis::ToReply(std::move(result)));
    ZAMER_CO_ASSIGN_OR_RETURN(counters.emplace_back(), ParseCounters(reply));
  }
  co_return counters;
}

asio::awaitable<absl::StatusOr<std::vector<std::string>>> Store::ReadStored(const std::vector<Key>& keys,
                                                                            absl::Time deadline) {
  std::vector<std::string> redis_keys;
  redis_keys.reserve(keys.size());
  for (const Key& key : keys) redis_keys.push_back(keys_.Record(key));
  co_return co_await ReadStrings(std::move(redis_keys), deadline);
}

asio::awaitable<absl::StatusOr<std::vector<std::string>>> Store::ReadStrings(std::vector<std::string> redis_keys,
                                                                             absl::Time deadline) {
  std::vector<redis::Command> commands;
  for (std::size_t i = 0; i < redis_keys.size(); ++i) {
    if (i % kKeysPerRead == 0) commands.emplace_back("MGET");
    commands.back().Add(redis_keys[i]);
  }
  std::vector<std::string> values;
  values.reserve(redis_keys.size());
  for (redis::Result& result : co_await redis_.RunAll(std::move(commands), deadline)) {
    ZAMER_CO_ASSIGN_OR_RETURN(redis::Reply reply, redis::ToReply(std::move(result)));
    for (redis::Reply& element : reply.mutable_elements()) values.push_back(element.TakeText());
  }
  if (values.size() != redis_keys.size()) co_return Internal("MGET answered another number of values");
  co_return values;
}

absl::StatusOr<std::int64_t> Store::ParseStored(std::string_view stored, google::protobuf::Message& message) {
  const std::string_view bytes = stored.substr(std::min(stored.size(), kVersionBytes));
  if (stored.size() < kVersionBytes || !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Internal("a stored record cannot be read");
  }
  return DecodeVersion(stored);
}

std::string Etag(std::int64_t version) { return absl::StrCat("\"", version, "\""); }

absl::Status CheckEtag(std::string_view etag, std::int64_t version) {
  if (etag.empty() || etag == Etag(version)) return absl::OkStatus();
  return Aborted(Reason::kEtagStale, "The resource changed since it was read; read it again and decide anew.");
}

}  // namespace zamer::store
