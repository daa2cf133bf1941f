// Names of records, and where they live in Redis.
#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace zamer::store {

// A record of a department: its kind ("lead", "meeting") and its id within kind and department. A kind is lower-case
// letters and hyphens; an id may hold slashes.
struct Key {
  std::string department;
  std::string kind;
  std::string id;
  friend auto operator<=>(const Key&, const Key&) = default;
};

// The partition of a department, from 0 to `partitions` - 1. The same in every service and for ever: it is where the
// department's keys are.
std::uint32_t PartitionOf(std::string_view department, std::uint32_t partitions);

// How a service names its keys: `<service>:{<partition>}:…`. The partition is the hash tag, so all that one commit
// touches is in one slot of a Redis Cluster. docs/redis-keys.md lists them all.
class KeySpace {
 public:
  // `partitions`: from 1 to 1024, fixed for the life of the data.
  KeySpace(std::string service, std::uint32_t partitions);

  std::uint32_t partitions() const { return partitions_; }
  std::uint32_t PartitionOf(std::string_view department) const { return store::PartitionOf(department, partitions_); }

  std::string Record(const Key& key) const;
  std::string Unique(std::string_view department, std::string_view index, std::string_view value) const;
  std::string Sorted(std::string_view department, std::string_view index) const;
  std::string Counters(std::string_view department, std::string_view name) const;
  std::string Request(std::string_view department, std::string_view request_id) const;
  std::string Events(std::uint32_t partition) const;
  std::string Timers(std::uint32_t partition) const;
  std::string Cursor(std::uint32_t partition, std::string_view feed) const;
  std::string DeadLetters(std::uint32_t partition) const;
  std::string Timeline(const Key& key) const;
  std::string Lease(std::uint32_t partition, std::string_view holder) const;

 private:
  std::string Prefix(std::uint32_t partition) const;

  std::string service_;
  std::uint32_t partitions_;
};

}  // namespace zamer::store
