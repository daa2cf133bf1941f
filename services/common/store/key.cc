#include "services/common/store/key.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <utility>

namespace zamer::store {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

std::uint32_t PartitionOf(std::string_view department, std::uint32_t partitions) {
  std::uint32_t hash = 2166136261;  // FNV-1a, 32 bits
  for (const char c : department) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
  return hash % partitions;
}

KeySpace::KeySpace(std::string service, std::uint32_t partitions)
    : service_(std::move(service)), partitions_(partitions) {}

std::string KeySpace::Prefix(std::uint32_t partition) const {
  return absl::StrCat(service_, ":{", absl::Dec(partition, absl::kZeroPad2), "}:");
}

std::string KeySpace::Record(const Key& key) const {
  return absl::StrCat(Prefix(PartitionOf(key.department)), key.kind, ":", key.department, "/", key.id);
}

std::string KeySpace::Unique(std::string_view department, std::string_view index, std::string_view value) const {
  return absl::StrCat(Prefix(PartitionOf(department)), "by-", View(index), ":", View(department), "/", View(value));
}

std::string KeySpace::Sorted(std::string_view department, std::string_view index) const {
  return absl::StrCat(Prefix(PartitionOf(department)), "in-", View(index), ":", View(department));
}

std::string KeySpace::Counters(std::string_view department, std::string_view name) const {
  return absl::StrCat(Prefix(PartitionOf(department)), "count:", View(department), "/", View(name));
}

std::string KeySpace::Request(std::string_view department, std::string_view request_id) const {
  return absl::StrCat(Prefix(PartitionOf(department)), "request:", View(department), "/", View(request_id));
}

std::string KeySpace::Events(std::uint32_t partition) const { return absl::StrCat(Prefix(partition), "events"); }

std::string KeySpace::Timers(std::uint32_t partition) const { return absl::StrCat(Prefix(partition), "timers"); }

std::string KeySpace::Cursor(std::uint32_t partition, std::string_view feed) const {
  return absl::StrCat(Prefix(partition), "cursor:", View(feed));
}

std::string KeySpace::DeadLetters(std::uint32_t partition) const {
  return absl::StrCat(Prefix(partition), "dead-letters");
}

std::string KeySpace::Timeline(const Key& key) const {
  return absl::StrCat(Prefix(PartitionOf(key.department)), "timeline:", key.kind, ":", key.department, "/", key.id);
}

std::string KeySpace::Lease(std::uint32_t partition, std::string_view holder) const {
  return absl::StrCat(Prefix(partition), "lease:", View(holder));
}

}  // namespace zamer::store
