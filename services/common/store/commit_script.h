// The one Lua script by which every service writes, and the command that tells it what to write.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/redis/command.h"
#include "services/common/redis/reply.h"
#include "services/common/redis/script.h"
#include "services/common/store/counters.h"

namespace zamer::store {

// Its source. All checks come before the first write, since Redis does not roll a failed script back.
std::string_view CommitScriptSource();

// Collects checks and writes, then makes the command. All checks must be added before the first write.
class CommitArguments {
 public:
  // Nothing happens when this request was answered before; its stored answer is returned instead.
  void CheckRequest(std::string key);
  // A conflict unless the record has this version; 0 for an absent one.
  void CheckVersion(std::string key, std::int64_t version);
  // A conflict unless the string has this value; empty for an absent one.
  void CheckValue(std::string key, std::string_view value);
  // A conflict unless the member has this score in the sorted set.
  void CheckScore(std::string key, std::string_view member, double score);
  // A conflict unless the stream has an entry of this id.
  void CheckEntry(std::string key, std::string_view id);

  void Set(std::string key, std::string_view value);
  void SetFor(std::string key, std::string_view value, std::int64_t ttl_ms);
  void Delete(std::string key);
  void AddSorted(std::string key, double score, std::string_view member);
  void RemoveSorted(std::string key, std::string_view member);
  // Adds to counters of one row; see counters.h. Lua counts in doubles: exact up to 2^53.
  void Increment(std::string key, std::string_view row, const Columns& deltas);
  // Adds an entry to a stream; the reply tells its id.
  void Append(std::string key, std::string_view payload);
  // Adds the id of the entry that was appended last to the end of a list.
  void AddToTimeline(std::string key);
  // Removes an entry of a stream.
  void RemoveEntry(std::string key, std::string_view id);

  redis::Command Build(const redis::Script& script) const;

 private:
  void BeginWrites();
  void Op(std::string_view op, std::string key);

  std::vector<std::string> keys_;
  std::vector<std::string> arguments_;
  bool writing_ = false;
};

// What the script answered.
struct CommitReply {
  enum class Kind { kCommitted, kConflict, kSeen };
  Kind kind = Kind::kConflict;
  std::string seen;                  // the stored answer, for kSeen
  std::vector<std::string> cursors;  // ids of the appended entries, in order, for kCommitted
};
// Nothing for a reply that the script does not make.
std::optional<CommitReply> ParseCommitReply(const redis::Reply& reply);

// A record as stored: 8 bytes of version, big-endian, then the message.
std::string EncodeVersion(std::int64_t version);
std::int64_t DecodeVersion(std::string_view eight_bytes);

}  // namespace zamer::store
