// From a transaction to the checks and writes of the commit script.
#pragma once
#include <absl/status/statusor.h>

#include <map>
#include <string>

#include "services/common/store/commit_script.h"
#include "services/common/store/key.h"
#include "services/common/store/transaction.h"

namespace zamer::store {

// Used once. First Checks, then Writes; the caller may add checks and writes of its own between and after.
class CommitBuilder {
 public:
  CommitBuilder(const KeySpace& keys, const Transaction& tx);

  // Everything read is still the same, and every new unique value is free. INTERNAL when the transaction claims a
  // unique value that it has seen another record hold: the body should have refused.
  absl::Status Checks(CommitArguments& arguments) const;
  // Records, index entries, counters, dead letters and, last, events.
  void Writes(CommitArguments& arguments) const;

 private:
  using Uniques = std::map<std::string, std::string>;  // Redis key -> record id

  void WriteCounters(CommitArguments& arguments) const;
  void WriteSorted(CommitArguments& arguments, const Key& key, const Indexes& before, const Indexes& after) const;
  void WriteTimer(CommitArguments& arguments, const Key& key, const Indexes& before, const Indexes& after) const;

  const KeySpace& keys_;
  const Transaction& tx_;
  Uniques before_;
  Uniques after_;
};

// The member of the timers' list that stands for a record, and back; nothing for other text.
std::string TimerMember(const Key& key);
std::optional<Key> ParseTimerMember(std::string_view member);

}  // namespace zamer::store
