#include "services/common/store/commit_builder.h"

#include <absl/container/flat_hash_map.h>
#include <absl/strings/str_cat.h>

#include <algorithm>

#include "services/common/status/errors.h"

namespace zamer::store {

CommitBuilder::CommitBuilder(const KeySpace& keys, const Transaction& tx) : keys_(keys), tx_(tx) {
  for (const auto& [key, entry] : tx.records_) {
    if (!entry.dirty) continue;
    for (const UniqueEntry& unique : entry.loaded_indexes.unique) {
      before_[keys.Unique(key.department, unique.index, unique.value)] = key.id;
    }
    for (const UniqueEntry& unique : entry.indexes(*entry.message).unique) {
      after_[keys.Unique(key.department, unique.index, unique.value)] = key.id;
    }
  }
}

absl::Status CommitBuilder::Checks(CommitArguments& arguments) const {
  for (const auto& [key, entry] : tx_.records_) arguments.CheckVersion(keys_.Record(key), entry.loaded_version);
  for (const auto& [redis_key, id] : tx_.lookups_) arguments.CheckValue(redis_key, id);
  for (const std::string& id : tx_.removed_letters_) arguments.CheckEntry(keys_.DeadLetters(tx_.partition_), id);
  for (const auto& [redis_key, id] : after_) {
    if (before_.contains(redis_key)) continue;  // held by a record whose version is checked
    const auto seen = tx_.lookups_.find(redis_key);
    if (seen == tx_.lookups_.end()) {
      arguments.CheckValue(redis_key, "");
    } else if (!seen->second.empty() && seen->second != id) {
      return Internal("a commit claims a unique value that another record holds");
    }
  }
  return absl::OkStatus();
}

void CommitBuilder::Writes(CommitArguments& arguments) const {
  for (const auto& [key, entry] : tx_.records_) {
    if (!entry.dirty) continue;
    std::string bytes = EncodeVersion(entry.version);
    entry.message->AppendToString(&bytes);
    arguments.Set(keys_.Record(key), bytes);
    const Indexes after = entry.indexes(*entry.message);
    WriteSorted(arguments, key, entry.loaded_indexes, after);
    WriteTimer(arguments, key, entry.loaded_indexes, after);
  }
  for (const auto& [redis_key, id] : before_) {
    if (!after_.contains(redis_key)) arguments.Delete(redis_key);
  }
  for (const auto& [redis_key, id] : after_) {
    const auto held = before_.find(redis_key);
    if (held == before_.end() || held->second != id) arguments.Set(redis_key, id);
  }
  WriteCounters(arguments);
  for (const std::string& id : tx_.removed_letters_) arguments.RemoveEntry(keys_.DeadLetters(tx_.partition_), id);
  for (const std::string& letter : tx_.dead_letters_) arguments.Append(keys_.DeadLetters(tx_.partition_), letter);
  for (const Transaction::Event& event : tx_.events_) {
    arguments.Append(keys_.Events(tx_.partition_), event.bytes);
    if (event.of) arguments.AddToTimeline(keys_.Timeline(*event.of));
  }
}

void CommitBuilder::WriteCounters(CommitArguments& arguments) const {
  for (const auto& [redis_key, fields] : tx_.counters_) {
    absl::flat_hash_map<std::string_view, Columns> rows;
    for (const auto& [field, delta] : fields) {
      const auto [row, column] = PlaceOf(field);
      if (delta != 0) rows[row].emplace_back(column, delta);
    }
    for (const auto& [row, deltas] : rows) arguments.Increment(redis_key, row, deltas);
  }
}

void CommitBuilder::WriteSorted(CommitArguments& arguments, const Key& key, const Indexes& before,
                                const Indexes& after) const {
  const auto has = [](const Indexes& indexes, const std::string& index) {
    return std::ranges::any_of(indexes.sorted, [&](const SortedEntry& entry) { return entry.index == index; });
  };
  for (const SortedEntry& entry : before.sorted) {
    if (!has(after, entry.index)) arguments.RemoveSorted(keys_.Sorted(key.department, entry.index), key.id);
  }
  for (const SortedEntry& entry : after.sorted) {
    if (std::ranges::find(before.sorted, entry) != before.sorted.end()) continue;
    arguments.AddSorted(keys_.Sorted(key.department, entry.index), entry.score, key.id);
  }
}

void CommitBuilder::WriteTimer(CommitArguments& arguments, const Key& key, const Indexes& before,
                               const Indexes& after) const {
  if (before.timer == after.timer) return;
  const std::string timers = keys_.Timers(tx_.partition_);
  if (after.timer == absl::InfiniteFuture()) {
    arguments.RemoveSorted(timers, TimerMember(key));
  } else {
    arguments.AddSorted(timers, Score(after.timer), TimerMember(key));
  }
}

std::string TimerMember(const Key& key) { return absl::StrCat(key.kind, ":", key.department, "/", key.id); }

std::optional<Key> ParseTimerMember(std::string_view member) {
  const std::size_t colon = member.find(':');
  const std::size_t slash = member.find('/', colon);
  if (colon == std::string_view::npos || slash == std::string_view::npos) return std::nullopt;
  return Key{std::string(member.substr(colon + 1, slash - colon - 1)), std::string(member.substr(0, colon)),
             std::string(member.substr(slash + 1))};
}

}  // namespace zamer::store
